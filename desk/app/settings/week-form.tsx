import { Button, Group, Stack, Switch, TextInput } from "@mantine/core";
import { useState } from "react";
import { useLanguage } from "../language/language-provider.tsx";
import type { CalendarSeen } from "./calendar-seen.ts";
import type { CalendarChange } from "./calendar-preview.tsx";
import { weekdayNames, weekdays } from "./weekdays.ts";

const usual = { from: "09:00", to: "17:00" } as const;

/** The hours of each weekday; a day without is weekend. */
export function WeekForm({
  calendar,
  onWant,
}: {
  readonly calendar: CalendarSeen;
  readonly onWant: (change: CalendarChange) => void;
}) {
  const { say, language } = useLanguage();
  const [week, setWeek] = useState(calendar.week);
  const names = weekdayNames(language);
  return (
    <Stack gap="xs">
      {weekdays.map((day) => {
        const open = week[day];
        const { [day]: _, ...others } = week;
        return (
          <Group key={day}>
            <Switch
              w={160}
              label={names[day]}
              checked={open !== undefined}
              onChange={({ currentTarget }) => setWeek(currentTarget.checked ? { ...week, [day]: usual } : others)}
            />
            {open !== undefined && (
              <>
                {(["from", "to"] as const).map((end) => (
                  <TextInput
                    key={end}
                    type="time"
                    aria-label={`${names[day]}: ${say(`settings.people.${end}`)}`}
                    value={open[end]}
                    onChange={({ currentTarget }) =>
                      setWeek({ ...week, [day]: { ...open, [end]: currentTarget.value } })
                    }
                  />
                ))}
                <Switch
                  label={say("settings.calendar.half_day")}
                  checked={open.half === true}
                  onChange={({ currentTarget }) => {
                    const { half: _half, ...whole } = open;
                    setWeek({ ...week, [day]: currentTarget.checked ? { ...whole, half: true } : whole });
                  }}
                />
              </>
            )}
          </Group>
        );
      })}
      <Group>
        <Button variant="default" onClick={() => onWant({ kind: "set_week", version: calendar.version, week })}>
          {say("settings.calendar.look")}
        </Button>
      </Group>
    </Stack>
  );
}
