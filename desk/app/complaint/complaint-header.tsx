import { Badge, Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconPrinter } from "@tabler/icons-react";
import { Link } from "wouter";
import { usePresence } from "../api/use-presence.ts";
import { useLanguage } from "../language/language-provider.tsx";
import { usePageTitle } from "../shell/unread-title.ts";
import { Code } from "./facts.tsx";
import { presentRound } from "./use-complaint.ts";
import type { ComplaintDetail } from "./use-complaint.ts";
import { useNames } from "./use-names.ts";

const colours = {
  received: "blue",
  under_evaluation: "violet",
  concluded: "teal",
  closed: "gray",
  open: "orange.9",
} as const;

type HeaderProps = Pick<ComplaintDetail, "complaint" | "customer">;

/** Which complaint it is, where it stands in the words of the process, and whose it is. */
export function ComplaintHeader({ complaint, customer }: HeaderProps) {
  const { say } = useLanguage();
  usePageTitle(`${say("complaint.title")} ${complaint.number}`);
  const { status, closing, number, escalatedAt, review } = complaint;
  return (
    <Stack gap={4} component="header">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Title order={1} size="h3">
          {say("complaint.title")} <Code name={say("complaint.tracking_number")} value={number} />
        </Title>
        <Button
          component={Link}
          href={`~/desk/complaints/${complaint.id}/paper`}
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPrinter size={16} />}
        >
          {say("complaint.print")}
        </Button>
      </Group>
      <Group gap="xs">
        <Badge size="lg" tt="none" color={colours[status]} data-status={status}>
          {say("shell.status", { status })}
        </Badge>
        {closing !== undefined && <Text size="sm">{say("complaint.closing", { rule: closing })}</Text>}
        {review?.safety === true && (
          <Badge color="red" tt="none" leftSection={<IconAlertTriangle size={12} aria-hidden />}>
            {say("complaint.safety")}
          </Badge>
        )}
        {escalatedAt !== undefined && (
          <Badge color="orange.9" tt="none">
            {say("complaint.escalated")}
          </Badge>
        )}
      </Group>
      <Whose complaint={complaint} customer={customer} />
      <OthersHere id={complaint.id} />
      {complaint.mergedInto !== undefined && (
        <Link href={`~/desk/complaints/${complaint.mergedInto}`}>{say("complaint.merged_into")}</Link>
      )}
    </Stack>
  );
}

function Whose({ complaint, customer }: HeaderProps) {
  const { say } = useLanguage();
  const names = useNames();
  const evaluator = presentRound(complaint)?.evaluator;
  const evaluated =
    evaluator === undefined
      ? say("complaint.evaluator.none")
      : say("complaint.evaluator.is", { who: names.agent(evaluator) });
  const parts = [
    customer?.name,
    names.department(complaint.department),
    complaint.rounds.length === 0 ? undefined : evaluated,
  ].filter((part) => part !== undefined);
  return (
    <Text size="sm">
      {parts.map((part, index) => (
        <span key={part}>
          {index === 0 ? "" : " · "}
          <bdi>{part}</bdi>
        </span>
      ))}
    </Text>
  );
}

/** Colleagues who have the same complaint before them. */
function OthersHere({ id }: { readonly id: string }) {
  const { say } = useLanguage();
  const names = useNames();
  const { others } = usePresence("complaint", id);
  return (
    <Text size="sm" c="dimmed" role="status">
      {others.map(({ agentId }) => say("conversation.present.looking", { name: names.agent(agentId) })).join(" · ")}
    </Text>
  );
}
