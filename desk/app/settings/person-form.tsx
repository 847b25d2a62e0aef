import { Button, Fieldset, Group, SimpleGrid, Stack, Switch, Text, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { send } from "../api/call.ts";
import { useLanguage } from "../language/language-provider.tsx";
import { DateField } from "../shell/fields/date-field.tsx";
import { showNotice, showProblem } from "../shell/notices.tsx";
import type { AgentSeen } from "../shell/use-agents.ts";
import { removed, replaced } from "./profile.ts";
import { RoleFields } from "./role-fields.tsx";
import { weekdayNames, weekdays } from "./weekdays.ts";

interface Absence {
  readonly from: string;
  readonly to: string;
}

type Hours = NonNullable<AgentSeen["hours"]>;

const usual = { from: "09:00", to: "17:00" } as const;

/** Changes what a member of staff is and may do, and when they are there. */
export function PersonForm({ agent, onDone }: { readonly agent: AgentSeen; readonly onDone: () => void }) {
  const { say } = useLanguage();
  const cache = useQueryClient();
  const [standing, setStanding] = useState(agent);
  const [absences, setAbsences] = useState<readonly Absence[]>(agent.absences ?? []);
  const [hours, setHours] = useState<Hours | undefined>(agent.hours);
  const save = (): void => {
    const { name, role, departments, language } = standing;
    const whole = absences.filter(({ from, to }) => from !== "" && to !== "");
    send("PATCH", `/agents/${agent.id}`, { name, role, departments, language, absences: whole, hours: hours ?? null })
      .then(() => cache.invalidateQueries({ queryKey: ["agents"] }))
      .then(() => {
        showNotice(say("settings.saved"));
        onDone();
      })
      .catch((problem: unknown) => showProblem(problem, say));
  };
  const endSessions = (): void => {
    send("DELETE", `/agents/${agent.id}/sessions`)
      .then(() => showNotice(say("settings.people.sessions_ended")))
      .catch((problem: unknown) => showProblem(problem, say));
  };
  return (
    <Stack mt="sm">
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <RoleFields value={standing} onChange={(next) => setStanding({ ...agent, ...next })} />
      </SimpleGrid>
      <Absences list={absences} onChange={setAbsences} />
      <OwnHours hours={hours} onChange={setHours} />
      <Group>
        <Button onClick={save}>{say("shell.save")}</Button>
        <Button variant="default" onClick={onDone}>
          {say("shell.cancel")}
        </Button>
        <Button variant="light" color="red" onClick={endSessions}>
          {say("settings.people.end_sessions")}
        </Button>
      </Group>
    </Stack>
  );
}

function Absences({
  list,
  onChange,
}: {
  readonly list: readonly Absence[];
  readonly onChange: (list: readonly Absence[]) => void;
}) {
  const { say } = useLanguage();
  return (
    <Fieldset legend={say("settings.people.absences")}>
      <Stack gap="xs">
        {list.map((absence, index) => (
          <Group key={String(index)} align="end">
            <DateField
              label={say("settings.people.from")}
              value={absence.from}
              onChange={(from) => onChange(replaced(list, index, { from, to: absence.to < from ? from : absence.to }))}
            />
            <DateField
              label={say("settings.people.to")}
              value={absence.to}
              {...(absence.from === "" ? {} : { min: absence.from })}
              onChange={(to) => onChange(replaced(list, index, { ...absence, to }))}
            />
            <Button variant="light" color="red" onClick={() => onChange(removed(list, index))}>
              {say("settings.remove")}
            </Button>
          </Group>
        ))}
        <Group>
          <Button size="xs" variant="light" onClick={() => onChange([...list, { from: "", to: "" }])}>
            {say("settings.people.add_absence")}
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  );
}

function OwnHours({
  hours,
  onChange,
}: {
  readonly hours: Hours | undefined;
  readonly onChange: (hours: Hours | undefined) => void;
}) {
  const { say, language } = useLanguage();
  const names = weekdayNames(language);
  return (
    <Fieldset legend={say("settings.people.hours")}>
      <Switch
        label={say("settings.people.own_hours")}
        checked={hours !== undefined}
        onChange={({ currentTarget }) => onChange(currentTarget.checked ? {} : undefined)}
      />
      {hours === undefined ? (
        <Text size="sm" c="dimmed" mt="xs">
          {say("settings.people.usual_hours")}
        </Text>
      ) : (
        weekdays.map((day) => {
          const open = hours[day];
          const { [day]: _, ...others } = hours;
          const put = (part: Partial<typeof usual>): void =>
            onChange({ ...hours, [day]: { ...usual, ...open, ...part } });
          return (
            <Group key={day} mt="xs">
              <Switch
                w={160}
                label={names[day]}
                checked={open !== undefined}
                onChange={({ currentTarget }) => (currentTarget.checked ? put({}) : onChange(others))}
              />
              {open !== undefined &&
                (["from", "to"] as const).map((end) => (
                  <TextInput
                    key={end}
                    type="time"
                    aria-label={`${names[day]}: ${say(`settings.people.${end}`)}`}
                    value={open[end]}
                    onChange={({ currentTarget }) =>
                      onChange({ ...hours, [day]: { ...open, [end]: currentTarget.value } })
                    }
                  />
                ))}
            </Group>
          );
        })
      )}
    </Fieldset>
  );
}
