import { Button, Checkbox, Group, NumberInput, Select, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { z } from "zod";
import { dayIn } from "../../../core/language/dates.ts";
import type { publicHolidaysSchema } from "../../schemas/calendar-schema.ts";
import { get } from "../api/call.ts";
import type { Wire } from "../api/wire.ts";
import { useLanguage } from "../language/language-provider.tsx";
import { noon } from "../shell/fields/reader-calendar.ts";
import { useOrganisation } from "../shell/use-organisation.ts";
import type { CalendarSeen } from "./calendar-seen.ts";
import type { CalendarChange } from "./calendar-preview.tsx";
import { countryChoices } from "./choices.ts";

interface HolidayImportParts {
  readonly calendar: CalendarSeen;
  readonly onWant: (change: CalendarChange) => void;
}

/** A year's public holidays, religious ones included, as a list from which the right ones are taken. */
export function HolidayImport({ calendar, onWant }: HolidayImportParts) {
  const { say, language } = useLanguage();
  const organisation = useOrganisation();
  const [country, setCountry] = useState(organisation.country);
  const [year, setYear] = useState(new Date().getUTCFullYear() + 1);
  const [taken, setTaken] = useState<readonly string[]>([]);
  const { data } = useQuery({
    queryKey: ["public-holidays", country, year, calendar.version],
    queryFn: ({ signal }) =>
      get<Wire<z.output<typeof publicHolidaysSchema>>>("/calendar/public-holidays", { country, year }, signal),
    staleTime: Infinity,
    enabled: year > 1900 && year < 2200,
  });
  const rows = data?.rows ?? [];
  const days = rows
    .filter(({ date }) => taken.includes(date))
    .map(({ date, kind, name, hours }) => ({ date, kind, name, ...(hours === undefined ? {} : { hours }) }));
  return (
    <Stack gap="xs">
      <Text c="dimmed">{say("settings.calendar.import.help")}</Text>
      <Group align="end">
        <Select
          label={say("settings.organisation.country")}
          data={countryChoices(language)}
          searchable
          allowDeselect={false}
          value={country}
          onChange={(value) => value !== null && setCountry(value)}
        />
        <NumberInput
          label={say("settings.calendar.year")}
          thousandSeparator=""
          min={1901}
          max={2199}
          value={year}
          onChange={(value) => setYear(Number(value))}
        />
      </Group>
      <Holidays rows={rows} taken={taken} onChange={setTaken} />
      <Group>
        <Button
          variant="default"
          disabled={days.length === 0}
          onClick={() => onWant({ kind: "set_special_days", version: calendar.version, days })}
        >
          {say("settings.calendar.look")}
        </Button>
      </Group>
    </Stack>
  );
}

type Holiday = Wire<z.output<typeof publicHolidaysSchema>>["rows"][number];

function Holidays({
  rows,
  taken,
  onChange,
}: {
  readonly rows: readonly Holiday[];
  readonly taken: readonly string[];
  readonly onChange: (taken: readonly string[]) => void;
}) {
  const { say, language } = useLanguage();
  return rows.map(({ date, name, isKnown }) => (
    <Checkbox
      key={date}
      label={`${dayIn(noon(date), { language, timeZone: "UTC" })} · ${name}`}
      description={isKnown ? say("settings.calendar.is_known") : undefined}
      checked={taken.includes(date)}
      onChange={({ currentTarget }) =>
        onChange(currentTarget.checked ? [...taken, date] : taken.filter((each) => each !== date))
      }
    />
  ));
}
