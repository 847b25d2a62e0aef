import { ActionIcon, Group, Text, UnstyledButton } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import { locales } from "../../../../core/language/dates.ts";
import { directionOf } from "../../../../core/language/language.ts";
import type { Language } from "../../../../core/language/language.ts";
import { numberIn } from "../../../../core/language/fill-in.ts";
import { useLanguage } from "../../language/language-provider.tsx";
import classes from "./month-grid.module.css";
import { addDays, addMonths, monthOf, noon, placeInWeek, readerDayOf } from "./reader-calendar.ts";

/** One month of the reader's calendar, in which a day is chosen: arrows move by days and weeks, Page Up and Page Down by months. */
export function MonthGrid({
  value,
  min,
  onChoose,
}: {
  readonly value: string;
  readonly min?: string | undefined;
  readonly onChoose: (date: string) => void;
}) {
  const { language } = useLanguage();
  const [at, setAt] = useState(value);
  const grid = useRef<HTMLDivElement>(null);
  useEffect(() => grid.current?.querySelector<HTMLElement>("[tabindex='0']")?.focus(), [at]);
  const isRightToLeft = directionOf(language) === "rtl";
  const move = (event: KeyboardEvent): void => {
    const next = stepOf(event.key, at, language, isRightToLeft);
    if (next === undefined) return;
    event.preventDefault();
    setAt(next);
  };
  return (
    <div>
      <MonthSwitch at={at} setAt={setAt} isRightToLeft={isRightToLeft} />
      <div
        role="grid"
        tabIndex={-1}
        aria-label={monthName(at, language)}
        ref={grid}
        onKeyDown={move}
        className={classes.grid}
      >
        <Weekdays at={at} />
        {weeksOf(at, language).map((week) => (
          <div role="row" key={week.find((date) => date !== undefined)} className={classes.week}>
            {week.map((date, place) =>
              date === undefined ? (
                <span role="gridcell" key={String(place)} />
              ) : (
                <span role="gridcell" key={date} aria-selected={date === value}>
                  <UnstyledButton
                    className={classes.day}
                    data-chosen={date === value}
                    disabled={min !== undefined && date < min}
                    tabIndex={date === at ? 0 : -1}
                    onClick={() => onChoose(date)}
                    aria-label={dayName(date, language)}
                  >
                    {numberIn(readerDayOf(date, language).day, language)}
                  </UnstyledButton>
                </span>
              ),
            )}
          </div>
        ))}
      </div>
    </div>
  );
}

function Weekdays({ at }: { readonly at: string }) {
  const { language } = useLanguage();
  return (
    <div role="row" className={classes.week}>
      {weekOf(at, language).map((date) => (
        <Text key={date} role="columnheader" size="xs" c="dimmed" ta="center">
          {weekdayName(date, language)}
        </Text>
      ))}
    </div>
  );
}

function MonthSwitch({
  at,
  setAt,
  isRightToLeft,
}: {
  readonly at: string;
  readonly setAt: (date: string) => void;
  readonly isRightToLeft: boolean;
}) {
  const { language, say } = useLanguage();
  const Back = isRightToLeft ? IconChevronRight : IconChevronLeft;
  const Forth = isRightToLeft ? IconChevronLeft : IconChevronRight;
  return (
    <Group justify="space-between" mb="xs">
      <ActionIcon
        variant="subtle"
        aria-label={say("shell.date.month_before")}
        onClick={() => setAt(addMonths(at, -1, language))}
      >
        <Back size={18} />
      </ActionIcon>
      <Text fw={600} aria-live="polite">
        {monthName(at, language)}
      </Text>
      <ActionIcon
        variant="subtle"
        aria-label={say("shell.date.month_after")}
        onClick={() => setAt(addMonths(at, 1, language))}
      >
        <Forth size={18} />
      </ActionIcon>
    </Group>
  );
}

function stepOf(key: string, at: string, language: Language, isRightToLeft: boolean): string | undefined {
  const sideways = isRightToLeft ? -1 : 1;
  switch (key) {
    case "ArrowLeft":
      return addDays(at, -sideways);
    case "ArrowRight":
      return addDays(at, sideways);
    case "ArrowUp":
      return addDays(at, -7);
    case "ArrowDown":
      return addDays(at, 7);
    case "PageUp":
      return addMonths(at, -1, language);
    case "PageDown":
      return addMonths(at, 1, language);
    case "Home":
      return addDays(at, -placeInWeek(at, language));
    case "End":
      return addDays(at, 6 - placeInWeek(at, language));
    default:
      return undefined;
  }
}

function weekOf(at: string, language: Language): readonly string[] {
  const first = addDays(at, -placeInWeek(at, language));
  return Array.from({ length: 7 }, (_, index) => addDays(first, index));
}

function weeksOf(at: string, language: Language): readonly (readonly (string | undefined)[])[] {
  const days = monthOf(at, language);
  const [first = at] = days;
  const before = placeInWeek(first, language);
  const count = Math.ceil((before + days.length) / 7);
  return Array.from({ length: count }, (_, week) =>
    Array.from({ length: 7 }, (_, place) => days[week * 7 + place - before]),
  );
}

function format(date: string, language: Language, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locales[language], { ...options, timeZone: "UTC" }).format(noon(date));
}

function monthName(date: string, language: Language): string {
  return format(date, language, { month: "long", year: "numeric" });
}

function weekdayName(date: string, language: Language): string {
  return format(date, language, { weekday: language === "fa" ? "narrow" : "short" });
}

function dayName(date: string, language: Language): string {
  return format(date, language, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
}
