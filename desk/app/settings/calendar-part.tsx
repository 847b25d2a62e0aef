import { ActionIcon, Badge, Button, Group, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { directionOf } from "../../../core/language/language.ts";
import { numberIn } from "../../../core/language/fill-in.ts";
import { get } from "../api/call.ts";
import { useLanguage } from "../language/language-provider.tsx";
import { addMonths, dateOfReaderDay, readerDayOf } from "../shell/fields/reader-calendar.ts";
import { useMe } from "../shell/use-me.ts";
import { CalendarPreview } from "./calendar-preview.tsx";
import type { CalendarChange } from "./calendar-preview.tsx";
import type { CalendarSeen } from "./calendar-seen.ts";
import { DaysForm } from "./days-form.tsx";
import { HolidayImport } from "./holiday-import.tsx";
import { WeekForm } from "./week-form.tsx";
import { YearMonth } from "./year-month.tsx";

/** The working calendar, a year at a time in the reader's own calendar; a change shows first which dates it would move. */
export function CalendarPart() {
  const { say, language } = useLanguage();
  const { may } = useMe();
  const { data: calendar } = useSuspenseQuery({
    queryKey: ["calendar"],
    queryFn: ({ signal }) => get<CalendarSeen>("/calendar", {}, signal),
  });
  const [year, setYear] = useState(() => readerDayOf(new Date().toISOString().slice(0, 10), language).year);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [wanted, setWanted] = useState<CalendarChange>();
  const mayEdit = may("calendar.edit");
  const first = dateOfReaderDay({ year, month: 1, day: 1 }, language) ?? "";
  const toggle = (date: string): void =>
    setChosen(chosen.includes(date) ? chosen.filter((each) => each !== date) : [...chosen, date].sort());
  return (
    <Stack>
      <YearBar year={year} onChange={setYear} />
      <Legend knownUntil={calendar.knownUntil} />
      {mayEdit && <Text c="dimmed">{say("settings.calendar.help")}</Text>}
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }}>
        {first !== "" &&
          Array.from({ length: 12 }, (_, index) => (
            <YearMonth
              key={index}
              date={addMonths(first, index, language)}
              calendar={calendar}
              chosen={chosen}
              onToggle={mayEdit ? toggle : undefined}
            />
          ))}
      </SimpleGrid>
      {mayEdit && chosen.length > 0 && (
        <DaysForm calendar={calendar} chosen={chosen} onWant={setWanted} onDrop={() => setChosen([])} />
      )}
      {mayEdit && (
        <>
          <Title order={2}>{say("settings.calendar.week")}</Title>
          <WeekForm key={calendar.version} calendar={calendar} onWant={setWanted} />
          <Title order={2}>{say("settings.calendar.import")}</Title>
          <HolidayImport calendar={calendar} onWant={setWanted} />
        </>
      )}
      {wanted !== undefined && (
        <CalendarPreview
          change={wanted}
          onClose={() => setWanted(undefined)}
          onSaved={() => {
            setWanted(undefined);
            setChosen([]);
          }}
        />
      )}
    </Stack>
  );
}

/** Colours beside words and signs, never alone. */
const colours = { weekend: "gray", holiday: "red", half_day: "orange", closure: "grape" } as const;

function YearBar({ year, onChange }: { readonly year: number; readonly onChange: (year: number) => void }) {
  const { say, language } = useLanguage();
  const isRightToLeft = directionOf(language) === "rtl";
  const [Back, Forth] = isRightToLeft ? [IconChevronRight, IconChevronLeft] : [IconChevronLeft, IconChevronRight];
  return (
    <Group>
      <ActionIcon
        variant="default"
        aria-label={say("settings.calendar.year_before")}
        onClick={() => onChange(year - 1)}
      >
        <Back size={18} />
      </ActionIcon>
      <Title order={2} aria-live="polite">
        {numberIn(year, language).replaceAll(/[\s.,٬٫’\u00a0\u202f]/gu, "")}
      </Title>
      <ActionIcon variant="default" aria-label={say("settings.calendar.year_after")} onClick={() => onChange(year + 1)}>
        <Forth size={18} />
      </ActionIcon>
      <Button component="a" variant="subtle" href="/desk/settings/history">
        {say("settings.part.history")}
      </Button>
    </Group>
  );
}

/** What the colours and lines of days mean. */
function Legend({ knownUntil }: { readonly knownUntil: string }) {
  const { say } = useLanguage();
  return (
    <Group gap="xs">
      {(["weekend", "holiday", "half_day", "closure"] as const).map((kind) => (
        <Badge key={kind} variant="light" color={colours[kind]}>
          {say(`settings.calendar.${kind}`)}
        </Badge>
      ))}
      <Text size="sm" c="dimmed">
        {say("settings.calendar.known_until", { until: new Date(`${knownUntil.slice(0, 10)}T12:00:00Z`) })}
      </Text>
    </Group>
  );
}
