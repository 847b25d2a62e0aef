import { Button, Group, NativeSelect, Popover, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import type { ReactNode } from "react";
import { Problem, send } from "../api/call.ts";
import { queries } from "../api/queries.ts";
import { useLanguage } from "../language/language-provider.tsx";
import type { DeskSay } from "../language/language-provider.tsx";
import { problemText, showNotice, showProblem, withUndo } from "../shell/notices.tsx";
import { useAgents } from "../shell/use-agents.ts";
import { useOrganisation } from "../shell/use-organisation.ts";
import type { QueueRowSeen } from "./use-queue.ts";
import styles from "./queue.module.css";

interface BulkParts {
  readonly rows: readonly QueueRowSeen[];
  readonly clear: () => void;
}

/** What can be done with several complaints at once: give them to an evaluator, or to another department. */
export function BulkBar({ rows, clear }: BulkParts) {
  const { say } = useLanguage();
  return (
    <div className={styles["bulk"]} role="region" aria-label={say("queue.picked", { count: rows.length })}>
      <Group gap="xs">
        <Text size="sm">{say("queue.picked", { count: rows.length })}</Text>
        <Assign rows={rows} clear={clear} />
        <RouteTo rows={rows} clear={clear} />
        <Button size="compact-sm" variant="subtle" onClick={clear}>
          {say("queue.pick_none")}
        </Button>
      </Group>
    </div>
  );
}

function Assign({ rows, clear }: BulkParts) {
  const { say } = useLanguage();
  const { present } = useAgents();
  const [evaluator, setEvaluator] = useState("");
  const able = present.filter(({ role, canSignIn }) => role !== "auditor" && canSignIn);
  const name = able.find(({ id }) => id === evaluator)?.name ?? "";
  return (
    <InPopover label={say("queue.assign")}>
      <NativeSelect
        label={say("queue.evaluator")}
        value={evaluator}
        onChange={(event) => setEvaluator(event.currentTarget.value)}
        data={[{ value: "", label: "" }, ...able.map((agent) => ({ value: agent.id, label: agent.name }))]}
      />
      <Button
        disabled={evaluator === ""}
        onClick={() => {
          clear();
          forEach(rows, { kind: "assign", evaluator }, say("queue.assigning", { count: rows.length, name }), say);
        }}
      >
        {say("queue.assign")}
      </Button>
    </InPopover>
  );
}

function RouteTo({ rows, clear }: BulkParts) {
  const { say } = useLanguage();
  const { departments, text } = useOrganisation();
  const [department, setDepartment] = useState("");
  const [reason, setReason] = useState("");
  const name = text(departments.find(({ key }) => key === department)?.name);
  return (
    <InPopover label={say("queue.route")}>
      <NativeSelect
        label={say("queue.department")}
        value={department}
        onChange={(event) => setDepartment(event.currentTarget.value)}
        data={[{ value: "", label: "" }, ...departments.map((each) => ({ value: each.key, label: text(each.name) }))]}
      />
      <TextInput
        label={say("queue.reason")}
        dir="auto"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        maxLength={500}
      />
      <Button
        disabled={department === "" || reason.trim() === ""}
        onClick={() => {
          clear();
          const command = { kind: "route", department, reason: reason.trim() };
          forEach(rows, command, say("queue.routing", { count: rows.length, name }), say);
        }}
      >
        {say("queue.route")}
      </Button>
    </InPopover>
  );
}

function InPopover({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <Popover position="top-start" trapFocus returnFocus width={300}>
      <Popover.Target>
        <Button size="compact-sm" variant="default">
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>
        <Stack gap="xs">{children}</Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

/** Sends one command for each complaint after another, once it can no longer be taken back, and tells what came of it. */
function forEach(rows: readonly QueueRowSeen[], command: object, words: string, say: DeskSay): void {
  const sendAll = async (): Promise<void> => {
    const refused: unknown[] = [];
    for (const { id } of rows) {
      await send("POST", `/complaints/${id}/commands`, command).catch((problem: unknown) => refused.push(problem));
    }
    await queries.invalidateQueries({ queryKey: ["queue"] });
    if (rows.length > refused.length) showNotice(say("queue.done", { count: rows.length - refused.length }));
    if (refused.length === 1) showProblem(refused[0], say);
    if (refused.length > 1)
      showProblem(
        new Problem(
          409,
          "queue.refused",
          say("queue.refused", { count: refused.length, why: problemText(refused[0], say) }),
        ),
        say,
      );
  };
  withUndo({ words, send: sendAll }, say);
}
