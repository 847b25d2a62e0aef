import { Anchor, Table } from "@mantine/core";
import { dayAndTimeIn } from "../../../core/language/dates.ts";
import { useLanguage } from "../language/language-provider.tsx";
import { useAgents } from "../shell/use-agents.ts";
import { useOrganisation } from "../shell/use-organisation.ts";
import type { BoardFigure, BoardListRow } from "./board-data.ts";
import { useValues } from "./values.ts";

interface RowParts {
  readonly rows: readonly BoardListRow[];
  readonly unit: BoardFigure["unit"];
}

/** Complaints, or conversations, as a table. */
export function FigureRows({ rows, unit }: RowParts) {
  return rows.some(({ conversation }) => conversation !== undefined) ? (
    <ConversationRows rows={rows} unit={unit} />
  ) : (
    <ComplaintRows rows={rows} unit={unit} />
  );
}

function ComplaintRows({ rows, unit }: RowParts) {
  const { say, language, timeZone } = useLanguage();
  const { departmentName, categoryName } = useOrganisation();
  const { nameOf } = useAgents();
  const { show } = useValues();
  const hasValues = rows.some(({ value }) => value !== undefined);
  return (
    <Table striped>
      <Head
        names={[
          say("board.list.number"),
          say("board.list.at"),
          say("board.list.status"),
          say("board.department"),
          say("board.person"),
          say("board.channel"),
          say("board.category"),
          ...(hasValues ? [say("board.list.value")] : []),
        ]}
      />
      <Table.Tbody>
        {rows.map(({ at, round, value, late, complaint }) => {
          if (complaint === undefined) return null;
          const { id, number, status, department, evaluator, door, category } = complaint;
          return (
            <Table.Tr key={`${id} ${at} ${String(round)}`}>
              <Table.Th scope="row">
                <Anchor href={`/desk/complaints/${id}`}>
                  <bdi dir="ltr">{number}</bdi>
                </Anchor>
              </Table.Th>
              <Table.Td>{dayAndTimeIn(new Date(at), { language, timeZone, now: new Date() })}</Table.Td>
              <Table.Td>{say("shell.status", { status })}</Table.Td>
              <Table.Td>{department === undefined ? "–" : departmentName(department)}</Table.Td>
              <Table.Td>{nameOf(evaluator) ?? "–"}</Table.Td>
              <Table.Td>{say("complaint.channel", { channel: door })}</Table.Td>
              <Table.Td>{categoryName(category)}</Table.Td>
              {hasValues && (
                <Table.Td>
                  {show(value, unit === "mark" ? "mark" : "days")}
                  {late === true && ` (${say("board.late")})`}
                </Table.Td>
              )}
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
}

function ConversationRows({ rows }: RowParts) {
  const { say, language, timeZone } = useLanguage();
  const { departmentName } = useOrganisation();
  const { nameOf } = useAgents();
  const { show } = useValues();
  return (
    <Table striped>
      <Head
        names={[
          say("board.list.conversation"),
          say("board.list.at"),
          say("board.list.why"),
          say("board.department"),
          say("board.person"),
          say("board.list.waited"),
        ]}
      />
      <Table.Tbody>
        {rows.map(({ at, conversation }) => {
          if (conversation === undefined) return null;
          const { id, channel, why, department, agentId, seconds } = conversation;
          return (
            <Table.Tr key={`${id} ${at}`}>
              <Table.Th scope="row">
                <Anchor href={`/desk/conversations/${id}`}>{say("complaint.channel", { channel })}</Anchor>
              </Table.Th>
              <Table.Td>{dayAndTimeIn(new Date(at), { language, timeZone, now: new Date() })}</Table.Td>
              <Table.Td>{say("board.why", { why })}</Table.Td>
              <Table.Td>{department === undefined ? "–" : departmentName(department)}</Table.Td>
              <Table.Td>{nameOf(agentId) ?? "–"}</Table.Td>
              <Table.Td>{show(seconds === undefined ? undefined : seconds / 60, "minutes")}</Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
}

function Head({ names }: { readonly names: readonly string[] }) {
  return (
    <Table.Thead>
      <Table.Tr>
        {names.map((name) => (
          <Table.Th key={name} scope="col">
            {name}
          </Table.Th>
        ))}
      </Table.Tr>
    </Table.Thead>
  );
}
