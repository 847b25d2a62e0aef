import { Button, Fieldset, Group, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { dayIn } from "../../../core/language/dates.ts";
import { useLanguage } from "../language/language-provider.tsx";
import { noon } from "../shell/fields/reader-calendar.ts";
import type { CalendarSeen } from "./calendar-seen.ts";
import type { CalendarChange } from "./calendar-preview.tsx";

const kinds = ["holiday", "half_day", "closure"] as const;

interface DaysFormParts {
  readonly calendar: CalendarSeen;
  readonly chosen: readonly string[];
  readonly onWant: (change: CalendarChange) => void;
  readonly onDrop: () => void;
}

/** What the chosen days shall be. */
export function DaysForm({ calendar, chosen, onWant, onDrop }: DaysFormParts) {
  const { say, language } = useLanguage();
  const [only] = chosen;
  const known = calendar.specialDays.find(({ date }) => date === only);
  const [{ kind, name, to }, setDay] = useState(() => beginning(known));
  const { version } = calendar;
  const hours = kind === "half_day" ? { hours: { from: opensAt(calendar), to } } : {};
  const canRemove = chosen.length === 1 && known !== undefined;
  return (
    <Fieldset legend={chosen.map((date) => dayIn(noon(date), { language, timeZone: "UTC" })).join("، ")}>
      <Group align="end">
        <Select
          label={say("settings.calendar.kind")}
          data={kinds.map((value) => ({ value, label: say(`settings.calendar.${value}`) }))}
          allowDeselect={false}
          value={kind}
          onChange={(value) => setDay({ kind: kinds.find((each) => each === value) ?? kind, name, to })}
        />
        <TextInput
          label={say("settings.name")}
          required
          dir="auto"
          value={name}
          onChange={({ currentTarget }) => setDay({ kind, to, name: currentTarget.value })}
        />
        {kind === "half_day" && (
          <TextInput
            type="time"
            label={say("settings.calendar.closes")}
            value={to}
            onChange={({ currentTarget }) => setDay({ kind, name, to: currentTarget.value })}
          />
        )}
        <Button
          disabled={name.trim() === ""}
          onClick={() =>
            onWant({ kind: "set_special_days", version, days: chosen.map((date) => ({ date, kind, name, ...hours })) })
          }
        >
          {say("settings.calendar.look")}
        </Button>
        {canRemove && only !== undefined && (
          <Button
            variant="light"
            color="red"
            onClick={() => onWant({ kind: "remove_special_day", version, date: only })}
          >
            {say("settings.calendar.make_working")}
          </Button>
        )}
        <Button variant="default" onClick={onDrop}>
          {say("shell.cancel")}
        </Button>
      </Group>
    </Fieldset>
  );
}

type Special = CalendarSeen["specialDays"][number];

/** What stands in the form at first: what the day is now, else a closure. */
function beginning(known: Special | undefined): { kind: Special["kind"]; name: string; to: string } {
  return { kind: known?.kind ?? "closure", name: known?.name ?? "", to: known?.hours?.to ?? "13:00" };
}

function opensAt({ week }: CalendarSeen): string {
  return Object.values(week).find((hours) => hours !== undefined)?.from ?? "09:00";
}
