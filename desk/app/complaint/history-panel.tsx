import { Alert, Button, Chip, Group, Loader, Stack, Table, Text } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { z } from "zod";
import type { historySchema } from "../../schemas/complaint-detail-schema.ts";
import { get } from "../api/call.ts";
import type { Wire } from "../api/wire.ts";
import { useLanguage } from "../language/language-provider.tsx";
import { problemText } from "../shell/notices.tsx";
import { useEventWords } from "./event-words.ts";
import { Section } from "./section.tsx";
import type { EventSeen } from "./use-complaint.ts";
import { useNames } from "./use-names.ts";

type History = Wire<z.output<typeof historySchema>>;

const actors = ["customer", "agent", "system"] as const;

/** What happened to the complaint, in words, and who of staff saw it. */
export function HistoryPanel({ id }: { readonly id: string }) {
  const { say } = useLanguage();
  const { data, error } = useQuery({
    queryKey: ["complaint", id, "history"],
    queryFn: ({ signal }) => get<History>(`/complaints/${id}/history`, { limit: 1 }, signal),
  });
  if (error !== null) return <Alert color="red">{problemText(error, say)}</Alert>;
  if (data === undefined) return <Loader aria-label={say("shell.loading")} />;
  return (
    <Stack gap="sm">
      <Events events={data.events} />
      <SeenBy id={id} />
    </Stack>
  );
}

function Events({ events }: { readonly events: readonly EventSeen[] }) {
  const { say } = useLanguage();
  const [shown, setShown] = useState<readonly string[]>(actors);
  const rows = events.filter(({ actor }) => shown.includes(actor.kind)).toReversed();
  return (
    <Section title={say("complaint.history")}>
      <Chip.Group multiple value={[...shown]} onChange={setShown}>
        <Group gap="xs" role="group" aria-label={say("complaint.history.filter")}>
          {actors.map((kind) => (
            <Chip key={kind} value={kind} size="xs">
              {say("complaint.history.of", { actor: kind })}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <EventTable events={rows} />
    </Section>
  );
}

/** Events with who, when and by which door. */
export function EventTable({ events }: { readonly events: readonly EventSeen[] }) {
  const { say } = useLanguage();
  const inWords = useEventWords();
  const names = useNames();
  return (
    <Table.ScrollContainer minWidth={420}>
      <Table verticalSpacing={4} withRowBorders>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say("complaint.history.when")}</Table.Th>
            <Table.Th>{say("complaint.history.who")}</Table.Th>
            <Table.Th>{say("complaint.history.what")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {events.map((event) => (
            <Table.Tr key={event.id} data-event={event.kind}>
              <Table.Td>
                <Text size="sm">{say("complaint.moment", { at: new Date(event.at) })}</Text>
              </Table.Td>
              <Table.Td>
                <Text size="sm">{names.actor(event.actor)}</Text>
                <Text size="xs" c="dimmed">
                  {say("complaint.door", { door: event.door })}
                </Text>
              </Table.Td>
              <Table.Td>
                <Text size="sm" dir="auto">
                  {inWords(event)}
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

type SeenRow = History["seen"]["rows"][number];

/** Whether a line says more than the one before it: somebody who writes a report looks at its preview again and again. */
function isNewsAfter({ actor, action }: SeenRow, index: number, rows: readonly SeenRow[]): boolean {
  const before = rows[index - 1];
  return before?.actor !== actor || before.action !== action;
}

function SeenBy({ id }: { readonly id: string }) {
  const { say } = useLanguage();
  const names = useNames();
  const { data, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ["complaint", id, "seen"],
    queryFn: ({ pageParam, signal }) =>
      get<History>(
        `/complaints/${id}/history`,
        { limit: 50, ...(pageParam === "" ? {} : { after: pageParam }) },
        signal,
      ),
    initialPageParam: "",
    getNextPageParam: ({ seen }) => seen.next,
  });
  const rows = data?.pages.flatMap(({ seen }) => seen.rows) ?? [];
  return (
    <Section title={say("complaint.seen_by")}>
      <Table.ScrollContainer minWidth={320}>
        <Table verticalSpacing={2}>
          <Table.Tbody>
            {rows.filter(isNewsAfter).map(({ seq, at, actor, action }) => (
              <Table.Tr key={seq}>
                <Table.Td>{say("complaint.moment", { at: new Date(at) })}</Table.Td>
                <Table.Td>{names.agent(actor)}</Table.Td>
                <Table.Td>{say("complaint.seen.action", { action: action.replaceAll(".", "_") })}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {hasNextPage && (
        <Button
          size="compact-sm"
          variant="default"
          w="fit-content"
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {say("complaint.more")}
        </Button>
      )}
    </Section>
  );
}
