import { Anchor, Collapse, Group, Stack, Table, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconClock,
  IconClockExclamation,
  IconPlayerPause,
  IconCircleX,
} from "@tabler/icons-react";
import { useLanguage } from "../language/language-provider.tsx";
import { noon } from "../shell/fields/reader-calendar.ts";
import classes from "./complaint.module.css";
import { Section } from "./section.tsx";
import { Words } from "./facts.tsx";
import { clockStateOf, spanBetween } from "./time-left.ts";
import type { ClockSeen, ClockState } from "./time-left.ts";
import type { ComplaintSeen } from "./use-complaint.ts";
import { useNow } from "./use-now.ts";

const signs: Readonly<Record<ClockState, typeof IconClock>> = {
  ended: IconCircleCheck,
  ended_late: IconCircleX,
  paused: IconPlayerPause,
  late: IconAlertTriangle,
  near: IconClockExclamation,
  running: IconClock,
};

/** Every stage with its limit, how much of it is left, and the proof of its date. */
export function Clocks({ clocks }: Pick<ComplaintSeen, "clocks">) {
  const { say } = useLanguage();
  const now = useNow();
  return (
    <Section title={say("complaint.clocks")}>
      <Stack gap="sm">
        {clocks.toReversed().map((clock) => (
          <Clock key={`${clock.stage}.${String(clock.round)}.${clock.startedAt}`} clock={clock} now={now} />
        ))}
      </Stack>
    </Section>
  );
}

function Clock({ clock, now }: { readonly clock: ClockSeen; readonly now: Date }) {
  const { say } = useLanguage();
  const [isOpen, { toggle }] = useDisclosure(false);
  const state = clockStateOf(clock, now);
  const Sign = signs[state];
  return (
    <div>
      <Group gap="xs" wrap="nowrap" align="flex-start" className={classes.stage} data-state={state}>
        <Sign size={20} aria-hidden />
        <div>
          <Text size="sm" fw={600}>
            {say("complaint.stage", { stage: clock.stage, round: clock.round })}
          </Text>
          <Text size="sm">{useStanding(clock, state, now)}</Text>
          <Text size="sm" c="dimmed">
            {say("complaint.due", { at: new Date(clock.dueAt) })}
          </Text>
        </div>
      </Group>
      <Anchor component="button" type="button" size="sm" onClick={toggle} aria-expanded={isOpen}>
        {say(isOpen ? "complaint.proof.hide" : "complaint.proof.show")}
      </Anchor>
      <Collapse expanded={isOpen}>
        <Proof clock={clock} />
      </Collapse>
    </div>
  );
}

function useStanding(clock: ClockSeen, state: ClockState, now: Date): string {
  const { say } = useLanguage();
  const due = new Date(clock.dueAt);
  switch (state) {
    case "ended":
    case "ended_late":
      return say(`complaint.clock.${state}`, { at: new Date(clock.endedAt ?? clock.dueAt) });
    case "paused":
      return say("complaint.clock.paused");
    case "late":
      return say("complaint.clock.late", { ...spanBetween(due, now) });
    case "near":
    case "running":
      return say("complaint.clock.left", { ...spanBetween(now, due) });
  }
}

function Proof({ clock }: { readonly clock: ClockSeen }) {
  const { say } = useLanguage();
  return (
    <Stack gap="xs" mt="xs">
      <Words>{clock.explanation}</Words>
      <Table.ScrollContainer minWidth={280}>
        <Table captionSide="top" verticalSpacing={2}>
          <Table.Caption>{say("complaint.proof.days", { version: clock.calendarVersion })}</Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say("complaint.proof.day")}</Table.Th>
              <Table.Th>{say("complaint.proof.counted")}</Table.Th>
              <Table.Th>{say("complaint.proof.why")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {clock.proof.map(({ date, counted, why, name }) => (
              <Table.Tr key={date}>
                <Table.Td>{say("complaint.day", { at: noon(date) })}</Table.Td>
                <Table.Td>{say("complaint.number", { number: counted })}</Table.Td>
                <Table.Td>
                  {say("complaint.proof.reason", { why })} {name === undefined ? "" : <bdi>({name})</bdi>}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {clock.pauses.map(({ from, to }) => (
        <Text size="sm" key={from}>
          {to === undefined
            ? say("complaint.pause.open", { from: new Date(from) })
            : say("complaint.pause", { from: new Date(from), to: new Date(to) })}
        </Text>
      ))}
      {clock.trace.map(({ at, from, to, why }) => (
        <Text size="sm" key={at}>
          {say("complaint.moved", { at: new Date(at), from: new Date(from), to: new Date(to), why })}
        </Text>
      ))}
    </Stack>
  );
}
