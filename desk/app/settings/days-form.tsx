import { Button, Fieldset, Group, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { dayIn } from "../../../core/language/dates.ts";
import { useLanguage } from "../language/language-provider.tsx";
import { noon } from "../shell/fields/reader-calendar.ts";
import type { CalendarSeen } from "./calendar-part.tsx";
import type { CalendarChange } from "./calendar-preview.tsx";

const kinds = ["holiday", "half_day", "closure"] as const;

/** What the chosen days shall be. */
export function DaysForm({
  calendar,
  chosen,
  onWant,
  onDrop,
}: {
  readonly calendar: CalendarSeen;
  readonly chosen: readonly string[];
  readonly onWant: (change: CalendarChange) => void;
  readonly onDrop: () => void;
}) {
  const { say, language } = useLanguage();
  const known = calendar.specialDays.find(({ date }) => date === chosen[0]);
  const [kind, setKind] = useState<(typeof kinds)[number]>(known?.kind ?? "closure");
  const [name, setName] = useState(known?.name ?? "");
  const [to, setTo] = useState(known?.hours?.to ?? "13:00");
  const { version } = calendar;
  const opens = Object.values(calendar.week).find((hours) => hours !== undefined)?.from ?? "09:00";
  const hours = kind === "half_day" ? { hours: { from: opens, to } } : {};
  const [only] = chosen;
  const canRemove = chosen.length === 1 && known !== undefined;
  return (
    <Fieldset legend={chosen.map((date) => dayIn(noon(date), { language, timeZone: "UTC" })).join("، ")}>
      <Group align="end">
        <Select
          label={say("settings.calendar.kind")}
          data={kinds.map((value) => ({ value, label: say(`settings.calendar.${value}`) }))}
          allowDeselect={false}
          value={kind}
          onChange={(value) => setKind(kinds.find((each) => each === value) ?? kind)}
        />
        <TextInput
          label={say("settings.name")}
          required
          dir="auto"
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        {kind === "half_day" && (
          <TextInput
            type="time"
            label={say("settings.calendar.closes")}
            value={to}
            onChange={({ currentTarget }) => setTo(currentTarget.value)}
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
