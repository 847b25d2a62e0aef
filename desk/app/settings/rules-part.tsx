import { Alert, Button, Fieldset, Group, NumberInput, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { send } from "../api/call.ts";
import { useLanguage } from "../language/language-provider.tsx";
import type { DeskTextKey } from "../language/texts.ts";
import { showProblem } from "../shell/notices.tsx";
import { wrongAt } from "./problem-text.ts";
import { useProfile } from "./profile.ts";
import type { Profile } from "./profile.ts";
import { SaveBar } from "./save-bar.tsx";

type Policy = Profile["policy"];

const usualHours = {
  quietHours: { from: "21:00", to: "08:00" },
  contactHours: { from: "09:00", to: "18:00" },
} as const;
const usualTakeOver = { offerMinutes: 2, takeWithinMinutes: 10, awayAfterMinutes: 30 } as const;

/** Reminders and silence, hours, taking over, and how long personal details are kept. */
export function RulesPart() {
  const { say } = useLanguage();
  const profile = useProfile();
  return (
    <Stack>
      <Silence />
      <Hours />
      <TakingOver />
      <Retention />
      <Fieldset legend={say("settings.rules.files")}>
        <Numbered part="maxFiles" name="settings.rules.max_files" />
      </Fieldset>
      <SaveBar editing={profile} />
    </Stack>
  );
}

function usePolicy() {
  const { content, set, ...rest } = useProfile();
  const { policy } = content;
  const put = (part: Partial<Policy>): void => set({ policy: { ...policy, ...part } });
  return { ...rest, content, policy, put, replace: (next: Policy) => set({ policy: next }) };
}

/** One number of the policy that is always there. */
function Numbered({
  part,
  name,
}: {
  readonly part: "undoDays" | "doubtDays" | "maxFiles";
  readonly name: DeskTextKey;
}) {
  const { say } = useLanguage();
  const { policy, put, fields, mayEdit } = usePolicy();
  return (
    <NumberInput
      label={say(name)}
      min={1}
      disabled={!mayEdit}
      value={policy[part]}
      error={wrongAt(fields, `policy.${part}`, say)}
      onChange={(value) => put({ [part]: Number(value) })}
    />
  );
}

function Silence() {
  const { say } = useLanguage();
  const { policy, put, replace, fields, mayEdit } = usePolicy();
  const [typed, setTyped] = useState<string>();
  const days = typed ?? policy.reminderDays.join(", ");
  return (
    <Fieldset legend={say("settings.rules.silence")}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          label={say("settings.rules.reminders")}
          description={say("settings.rules.reminders.help")}
          dir="ltr"
          disabled={!mayEdit}
          value={days}
          error={
            fields.find(({ path }) => path.startsWith("policy.reminderDays")) && say("settings.problem.not_rising")
          }
          onChange={({ currentTarget: { value } }) => {
            setTyped(value);
            put({
              reminderDays: value
                .split(/[^0-9]+/u)
                .filter(Boolean)
                .map(Number),
            });
          }}
          onBlur={() => setTyped(undefined)}
        />
        <NumberInput
          label={say("settings.rules.unanswered")}
          description={say("settings.rules.never")}
          min={1}
          disabled={!mayEdit}
          value={policy.unansweredAfterDays ?? ""}
          error={wrongAt(fields, "policy.unansweredAfterDays", say)}
          onChange={(value) => {
            const { unansweredAfterDays: _, ...others } = policy;
            replace(value === "" ? others : { ...others, unansweredAfterDays: Number(value) });
          }}
        />
        <Numbered part="undoDays" name="settings.rules.undo" />
        <Numbered part="doubtDays" name="settings.rules.doubt" />
      </SimpleGrid>
    </Fieldset>
  );
}

function Hours() {
  const { say } = useLanguage();
  const { policy, put, fields, mayEdit } = usePolicy();
  return (
    <Fieldset legend={say("settings.rules.hours")}>
      <SimpleGrid cols={{ base: 2, sm: 4 }}>
        {(["quietHours", "contactHours"] as const).flatMap((part) =>
          (["from", "to"] as const).map((end) => {
            const hours = policy[part] ?? usualHours[part];
            return (
              <TextInput
                key={`${part}.${end}`}
                type="time"
                label={say(`settings.rules.${part === "quietHours" ? "quiet" : "contact"}_${end}`)}
                disabled={!mayEdit}
                value={hours[end]}
                error={
                  wrongAt(fields, `policy.${part}.${end}`, say) ??
                  (end === "to" && wrongAt(fields, `policy.${part}`, say))
                }
                onChange={({ currentTarget }) => put({ [part]: { ...hours, [end]: currentTarget.value } })}
              />
            );
          }),
        )}
      </SimpleGrid>
    </Fieldset>
  );
}

function TakingOver() {
  const { say } = useLanguage();
  const { policy, put, fields, mayEdit } = usePolicy();
  const limits = policy.takeOver ?? usualTakeOver;
  return (
    <Fieldset legend={say("settings.rules.take_over")}>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        {(["offerMinutes", "takeWithinMinutes", "awayAfterMinutes"] as const).map((part) => (
          <NumberInput
            key={part}
            label={say(`settings.rules.${part}`)}
            min={1}
            max={1440}
            disabled={!mayEdit}
            value={limits[part]}
            error={wrongAt(fields, `policy.takeOver.${part}`, say)}
            onChange={(value) => put({ takeOver: { ...limits, [part]: Number(value) } })}
          />
        ))}
      </SimpleGrid>
    </Fieldset>
  );
}

interface Erased {
  readonly ended: number;
  readonly neverFiled: number;
  readonly cap: number;
}

function Retention() {
  const { say } = useLanguage();
  const { content, policy, put, fields, mayEdit } = usePolicy();
  const [erased, setErased] = useState<Erased>();
  const retention = policy.retention ?? {};
  const count = (): void => {
    send<{ readonly erased?: Erased }>("POST", "/settings/profile/check", { content })
      .then((answer) => setErased(answer.erased))
      .catch((problem: unknown) => showProblem(problem, say));
  };
  return (
    <Fieldset legend={say("settings.rules.retention")}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {(["endedAfterMonths", "neverFiledAfterMonths"] as const).map((part) => (
          <NumberInput
            key={part}
            label={say(`settings.rules.${part}`)}
            description={say("settings.rules.never")}
            min={1}
            max={240}
            disabled={!mayEdit}
            value={retention[part] ?? ""}
            error={wrongAt(fields, `policy.retention.${part}`, say)}
            onChange={(value) => {
              const { [part]: _, ...others } = retention;
              setErased(undefined);
              put({ retention: value === "" ? others : { ...others, [part]: Number(value) } });
            }}
          />
        ))}
      </SimpleGrid>
      {mayEdit && (
        <Group mt="sm">
          <Button variant="default" onClick={count}>
            {say("settings.rules.dry_run")}
          </Button>
        </Group>
      )}
      {erased !== undefined && (
        <Alert mt="sm" color={erased.ended + erased.neverFiled > 0 ? "orange" : "teal"} role="status">
          {say("settings.rules.would_erase", { ended: erased.ended, neverFiled: erased.neverFiled })}
          {erased.ended + erased.neverFiled >= erased.cap && ` ${say("settings.rules.at_least")}`}
        </Alert>
      )}
    </Fieldset>
  );
}
