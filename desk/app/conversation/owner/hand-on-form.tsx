import { Button, Group, Modal, SegmentedControl, Select, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import { useLanguage } from "../../language/language-provider.tsx";
import { useAgents } from "../../shell/use-agents.ts";
import { useMe } from "../../shell/use-me.ts";
import { useOrganisation } from "../../shell/use-organisation.ts";
import { useLoads } from "./use-loads.ts";
import type { HandOn } from "./use-hands.ts";

/** Asks to whom a conversation goes on, with how busy each is, and why. */
export function HandOnForm({
  handOn,
  close,
}: {
  readonly handOn: (to: HandOn) => Promise<boolean>;
  readonly close: () => void;
}) {
  const { say } = useLanguage();
  const [to, setTo] = useState<"agent" | "department">("agent");
  const [chosen, setChosen] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const submit = async (): Promise<void> => {
    setTried(true);
    if (chosen === null || reason.trim() === "") return;
    const target = to === "agent" ? { agentId: chosen } : { department: chosen };
    if (await handOn({ ...target, reason: reason.trim() })) close();
  };
  const missing = (isMissing: boolean): string | undefined =>
    isTried && isMissing ? say("conversation.hand_on.missing") : undefined;
  return (
    <Modal
      opened
      onClose={close}
      title={say("conversation.hand_on.title")}
      closeButtonProps={{ "aria-label": say("conversation.close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="sm">
          <Target to={to} change={setTo} chosen={chosen} choose={setChosen} error={missing(chosen === null)} />
          <Textarea
            label={say("conversation.hand_on.reason")}
            description={say("conversation.hand_on.reason_hint")}
            value={reason}
            dir="auto"
            autosize
            minRows={2}
            maxRows={8}
            maxLength={2_000}
            error={missing(reason.trim() === "")}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {say("conversation.cancel")}
            </Button>
            <Button type="submit">{say("conversation.hand_on.do")}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

type TargetKind = "agent" | "department";

function Target({
  to,
  change,
  chosen,
  choose,
  error,
}: {
  readonly to: TargetKind;
  readonly change: (to: TargetKind) => void;
  readonly chosen: string | null;
  readonly choose: (chosen: string | null) => void;
  readonly error: string | undefined;
}) {
  const { say } = useLanguage();
  const agents = useAgentChoices();
  const { departments, departmentName } = useOrganisation();
  const choices = to === "agent" ? agents : departments.map(({ key }) => ({ value: key, label: departmentName(key) }));
  return (
    <>
      <SegmentedControl
        value={to}
        aria-label={say("conversation.hand_on.to")}
        onChange={(value) => {
          change(value === "agent" ? "agent" : "department");
          choose(null);
        }}
        data={[
          { value: "agent", label: say("conversation.hand_on.agent") },
          { value: "department", label: say("conversation.hand_on.department") },
        ]}
      />
      <Select
        label={say(to === "agent" ? "conversation.hand_on.agent" : "conversation.hand_on.department")}
        data={choices}
        value={chosen}
        onChange={choose}
        searchable
        data-autofocus
        error={error}
      />
    </>
  );
}

/** Colleagues who can take it, those on duty and the least busy first. */
function useAgentChoices(): readonly { readonly value: string; readonly label: string }[] {
  const { say } = useLanguage();
  const { id: own } = useMe();
  const { present } = useAgents();
  const loads = useLoads();
  return present
    .filter(({ id, role }) => id !== own && role !== "auditor")
    .map(({ id, name, duty }) => ({ id, name, away: duty === "away", load: loads?.get(id) }))
    .toSorted((one, other) => Number(one.away) - Number(other.away) || (one.load ?? 0) - (other.load ?? 0))
    .map(({ id, name, away, load }) => ({ value: id, label: labelOf(name, away, load, say) }));
}

function labelOf(
  name: string,
  away: boolean,
  load: number | undefined,
  say: ReturnType<typeof useLanguage>["say"],
): string {
  const words = [
    ...(load === undefined ? [] : [say("conversation.hand_on.load", { count: load })]),
    ...(away ? [say("conversation.hand_on.away")] : []),
  ];
  return words.length === 0 ? name : `${name} (${words.join(", ")})`;
}
