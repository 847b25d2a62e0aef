import { Text, UnstyledButton } from "@mantine/core";
import { locales } from "../../../core/language/dates.ts";
import { numberIn } from "../../../core/language/fill-in.ts";
import { useLanguage } from "../language/language-provider.tsx";
import type { DeskSay } from "../language/language-provider.tsx";
import { monthOf, noon, placeInWeek, readerDayOf } from "../shell/fields/reader-calendar.ts";
import type { CalendarSeen } from "./calendar-seen.ts";
import styles from "./year-month.module.css";

/** One month with its days off; days can be chosen where `onToggle` is given. */
export function YearMonth({
  date,
  calendar,
  chosen,
  onToggle,
}: {
  readonly date: string;
  readonly calendar: CalendarSeen;
  readonly chosen: readonly string[];
  readonly onToggle: ((date: string) => void) | undefined;
}) {
  const { say, language } = useLanguage();
  const days = monthOf(date, language);
  const format = (options: Intl.DateTimeFormatOptions, day: string): string =>
    new Intl.DateTimeFormat(locales[language], { ...options, timeZone: "UTC" }).format(noon(day));
  const [first = date] = days;
  return (
    <section className={styles["month"]}>
      <Text fw={600} mb={4}>
        {format({ month: "long", year: "numeric" }, date)}
      </Text>
      <ol className={styles["days"]}>
        {days.map((day) => {
          const { kind, name } = dayKind(day, calendar, say);
          const label = [format({ weekday: "long", day: "numeric", month: "long" }, day), name]
            .filter(Boolean)
            .join(": ");
          const parts = {
            className: styles["day"],
            "data-kind": kind,
            "data-date": day,
            "data-chosen": chosen.includes(day),
            title: label,
          };
          const shown = numberIn(readerDayOf(day, language).day, language);
          return (
            <li key={day} style={day === first ? { gridColumnStart: placeInWeek(day, language) + 1 } : undefined}>
              {onToggle === undefined ? (
                <span {...parts}>{shown}</span>
              ) : (
                <UnstyledButton
                  {...parts}
                  aria-label={label}
                  aria-pressed={chosen.includes(day)}
                  onClick={() => onToggle(day)}
                >
                  {shown}
                </UnstyledButton>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function dayKind(
  date: string,
  { week, specialDays }: CalendarSeen,
  say: DeskSay,
): { readonly kind: string; readonly name: string } {
  const special = specialDays.find((day) => day.date === date);
  if (special !== undefined)
    return { kind: special.kind, name: `${say(`settings.calendar.${special.kind}`)}, ${special.name}` };
  const weekday = noon(date).getUTCDay() || 7;
  const hours = new Map(Object.entries(week)).get(String(weekday));
  if (hours === undefined) return { kind: "weekend", name: say("settings.calendar.weekend") };
  return hours.half === true
    ? { kind: "half_day", name: say("settings.calendar.half_day") }
    : { kind: "working", name: "" };
}
