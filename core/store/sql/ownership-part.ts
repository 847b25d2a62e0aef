import { changesOfHands } from "../change-of-hands.ts";
import type { Ownership } from "../../conversation/ownership.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import type { RowValues } from "./complaint-rows.ts";
import type { StatementPart } from "./statement-part.ts";

/**
 * Ends the open stretches of ownership and begins the next. The last part reads what the first has ended, so that the unique key over the open
 * ones finds it ended; a conversation without any gets the bot's first one with them.
 */
export function ownershipParts(work: UnitOfWork): readonly StatementPart[] {
  const changes = changesOfHands(work);
  if (changes.length === 0) return [];
  const isErasing = (work.erasures ?? []).length > 0;
  const ended = changes.map(({ conversationId, first }) => ({
    conversation_id: conversationId,
    ended_at: first.endedAt,
  }));
  return [
    {
      name: "ended_stretches",
      shape: isErasing ? "oex" : "oe",
      values: [JSON.stringify(ended), ended.map((one) => one.conversation_id)],
      text: (first) =>
        `UPDATE ownership t SET ended_at = r.ended_at${isErasing ? ", note = NULL" : ""} FROM json_populate_recordset(NULL::ownership, $${first}::json) r ` +
        `WHERE t.conversation_id = r.conversation_id AND t.conversation_id = ANY ($${first + 1}::uuid[]) AND t.ended_at IS NULL RETURNING 1`,
    },
    {
      name: "new_stretches",
      shape: "on",
      values: [
        JSON.stringify(changes.map(({ first }) => ownershipRow(first))),
        JSON.stringify(changes.flatMap(({ stretches }) => stretches.map(ownershipRow))),
      ],
      text: (first) => insertText(first),
    },
  ];
}

/**
 * Takes the notes out of the stretches of some customers' conversations. An open one that this very work ends is its other part's, which forgets its note
 * there: no statement changes a row twice.
 */
export function erasedNotesPart(work: UnitOfWork): StatementPart | undefined {
  const { erasures = [] } = work;
  if (erasures.length === 0) return undefined;
  return {
    name: "erased_notes",
    shape: "xn",
    values: [erasures, changesOfHands(work).map(({ conversationId }) => conversationId)],
    text: (first) =>
      `UPDATE ownership t SET note = NULL FROM conversation co WHERE co.id = t.conversation_id AND co.customer_id = ANY ($${first}::uuid[]) ` +
      `AND t.note IS NOT NULL AND (t.ended_at IS NOT NULL OR t.conversation_id <> ALL ($${first + 1}::uuid[]))`,
  };
}

const COLUMNS = "id, conversation_id, kind, agent_id, department, started_at, why, note, ended_at";

function insertText(first: number): string {
  const rows = (placeholder: number): string =>
    `json_populate_recordset(NULL::ownership, $${placeholder}::json) WITH ORDINALITY r`;
  const known = "EXISTS (SELECT FROM ownership o WHERE o.conversation_id = r.conversation_id)";
  return [
    `INSERT INTO ownership (${COLUMNS}) SELECT ${COLUMNS} FROM (`,
    `SELECT ${COLUMNS}, 0 AS place FROM ${rows(first)} WHERE NOT ${known}`,
    `UNION ALL SELECT ${COLUMNS}, ordinality FROM ${rows(first + 1)}`,
    ") stretches WHERE (SELECT count(*) FROM ended_stretches) >= 0 ORDER BY place",
  ].join(" ");
}

function ownershipRow(one: Ownership): RowValues {
  return {
    id: one.id,
    conversation_id: one.conversationId,
    kind: one.kind,
    agent_id: one.agentId,
    department: one.department,
    started_at: one.startedAt,
    why: one.why,
    note: one.note,
    ended_at: one.endedAt,
  };
}
