import { Alert, Button, Group, Loader, Modal, Stack, Table, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { z } from "zod";
import type { calendarChangeSchema, calendarPreviewSchema } from "../../schemas/calendar-schema.ts";
import { send } from "../api/call.ts";
import type { Wire } from "../api/wire.ts";
import { useLanguage } from "../language/language-provider.tsx";
import { problemText, showNotice } from "../shell/notices.tsx";

/** A change of the calendar as the API takes it. */
export type CalendarChange = z.input<typeof calendarChangeSchema>;

/** Shows which due dates a change would move, and saves it only then. */
export function CalendarPreview({
  change,
  onClose,
  onSaved,
}: {
  readonly change: CalendarChange;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}) {
  const { say } = useLanguage();
  const cache = useQueryClient();
  const [wrong, setWrong] = useState<string>();
  const { data, error } = useQuery({
    queryKey: ["calendar-preview", change],
    queryFn: () => send<Wire<z.output<typeof calendarPreviewSchema>>>("POST", "/calendar/preview", change),
    gcTime: 0,
    retry: false,
  });
  const save = (): void => {
    send("POST", "/calendar/changes", change)
      .then(async () => {
        showNotice(say("settings.saved"));
        onSaved();
        await Promise.all(
          [["calendar"], ["settings-history"]].map((queryKey) => cache.invalidateQueries({ queryKey })),
        );
      })
      .catch((problem: unknown) => setWrong(problemText(problem, say)));
  };
  const said = wrong ?? (error === null ? undefined : problemText(error, say));
  return (
    <Modal opened onClose={onClose} title={say("settings.calendar.preview")} size="lg">
      <Stack>
        {said !== undefined && (
          <Alert color="red" role="alert">
            {said}
          </Alert>
        )}
        {data === undefined && said === undefined && <Loader role="status" aria-label={say("shell.loading")} />}
        {data !== undefined && (
          <>
            <Text role="status">{say("settings.calendar.moves", { count: data.count, examined: data.examined })}</Text>
            {!data.isWhole && <Text c="dimmed">{say("settings.calendar.not_whole")}</Text>}
            {data.moved.length > 0 && <Moved rows={data.moved} />}
            <Group>
              <Button onClick={save}>{say("shell.save")}</Button>
              <Button variant="default" onClick={onClose}>
                {say("shell.cancel")}
              </Button>
            </Group>
          </>
        )}
      </Stack>
    </Modal>
  );
}

function Moved({ rows }: { readonly rows: Wire<z.output<typeof calendarPreviewSchema>>["moved"] }) {
  const { say } = useLanguage();
  return (
    <Table.ScrollContainer minWidth={420} mah={320}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            {(["number", "from", "to"] as const).map((name) => (
              <Table.Th key={name}>{say(`settings.calendar.moved_${name}`)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ id, number, from, to }) => (
            <Table.Tr key={id}>
              <Table.Td>
                <a href={`/desk/complaints/${id}`} target="_blank" rel="noreferrer">
                  <bdi>{number}</bdi>
                </a>
              </Table.Td>
              <Table.Td>{say("shell.at", { at: new Date(from) })}</Table.Td>
              <Table.Td>{say("shell.at", { at: new Date(to) })}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
