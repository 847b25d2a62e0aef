import { isDeepStrictEqual } from "node:util";
import type { Attachment } from "../../attachment/attachment.ts";
import type { Complaint } from "../../complaint/complaint.ts";
import type { Revision, UnitOfWork } from "../unit-of-work.ts";
import { partTables, rowsOf, type RowValues } from "./complaint-rows.ts";
import { boardLineParts } from "./board-lines.ts";
import { bookmarkPart } from "./bookmarks.ts";
import { conversationPart, erasuresPart, messagesPart, outdatedPart, releasesPart } from "./conversation-parts.ts";
import { erasedNotesPart, ownershipParts } from "./ownership-part.ts";
import type { Statement } from "./sql.ts";
import {
  assignments,
  insertPart,
  recordsPart,
  updatePart,
  upsertPart,
  without,
  type StatementPart,
} from "./statement-part.ts";
import { alertRow, attachmentRow, conversationRow, customerRow, eventRow, timerRow } from "./work-rows.ts";
import { findableCustomerRow, wordsParts } from "./words-parts.ts";

/**
 * One statement that carries out the whole of `work`, or nothing of it: every table is one common table expression, and the
 * last line ends the statement with an error when a rival has changed a row first. Foreign keys are checked when the statement
 * ends, so parents and children can come together. Its rows are the keys of the timers that are new.
 */
export function commitStatement(work: UnitOfWork, alertIds: readonly string[]): Statement {
  const parts = partsOf(work, alertIds).filter((part) => part !== undefined);
  const shape = parts.map((part) => part.shape).join(" ");
  const { name, text } = knownTexts.get(shape) ?? learnText(shape, parts);
  const expected = parts.reduce((sum, part) => sum + (part.expects ?? 0), 0);
  const values = [...parts.flatMap((part) => part.values), expected];
  return name === undefined ? { text, values } : { name, text, values };
}

interface CommitText {
  readonly name?: string;
  readonly text: string;
}

/** Texts by shape. Turns of the same shape call the statement by name, so that the server reads its text once per connection. */
const knownTexts = new Map<string, CommitText>();
/** Enough for all ordinary turns; a shape beyond is sent as text each time, and the server's memory stays bounded. */
const MOST_KNOWN = 100;

function learnText(shape: string, parts: readonly StatementPart[]): CommitText {
  const text = textOf(parts);
  if (knownTexts.size >= MOST_KNOWN) return { text };
  const known = { name: `commit ${knownTexts.size}`, text };
  knownTexts.set(shape, known);
  return known;
}

function textOf(parts: readonly StatementPart[]): string {
  let next = 1;
  const expressions = parts.map((part) => {
    const text = `${part.name} AS (${part.text(next)})`;
    next += part.values.length;
    return text;
  });
  const counted = parts
    .filter((part) => part.expects !== undefined)
    .map(({ name }) => `(SELECT count(*) FROM ${name})`);
  const check = `expect_rows(${["0", ...counted].join(" + ")}, $${next})`;
  const hasTimers = parts.some(({ name }) => name === "timers");
  // OFFSET keeps the check in a place of its own, where it runs once and even when every timer is an old one.
  const outcome = hasTimers
    ? `SELECT key FROM (SELECT ${check} AS ok OFFSET 0) checked LEFT JOIN timers ON ok`
    : `SELECT ${check}`;
  return expressions.length === 0 ? outcome : `WITH ${expressions.join(", ")} ${outcome}`;
}

function partsOf(work: UnitOfWork, alertIds: readonly string[]): readonly (StatementPart | undefined)[] {
  const { customers = [], conversations = [], events = [], timers = [], alerts = [] } = work;
  const known = conversations.filter(({ before }) => before !== undefined);
  return [
    messagesPart(work),
    erasuresPart(work),
    erasedNotesPart(work),
    ...known.map(conversationPart),
    insertPart("conversation", added(conversations).map(conversationRow)),
    ...ownershipParts(work),
    insertPart("customer", added(customers).map(findableCustomerRow)),
    customersPart(customers.filter(({ before, after }) => before !== undefined && !isDeepStrictEqual(before, after))),
    ...complaintParts(work.complaints ?? []),
    ...boardLineParts(work.complaints ?? []),
    ...wordsParts(work),
    insertPart("complaint_event", events.map(eventRow)),
    ...attachmentParts(work),
    alertsPart(alerts.map((alert, index) => alertRow(alertIds[index] ?? "", alert))),
    timersPart(timers.map(timerRow)),
    // After the conversation: whoever locks both takes it first.
    releasesPart(work),
    outdatedPart(work),
    // Last, because turns of one source wait for each other's commit from here on.
    bookmarkPart(work.bookmark),
  ];
}

function added<Thing>(revisions: readonly Revision<Thing>[]): readonly Thing[] {
  return revisions.filter(({ before }) => before === undefined).map(({ after }) => after);
}

/** Customers have no version: the row itself must be the one that was loaded. */
function customersPart(revisions: readonly Revision<WorkCustomer>[]): StatementPart | undefined {
  const part = recordsPart(
    "old_customer",
    revisions.map(({ after }) => findableCustomerRow(after)),
    (columns, source, next) =>
      `UPDATE customer t SET ${assignments(without(columns, ["id"]), "r")} FROM ${source("customer")} r ` +
      `JOIN ${source("customer", next)} o ON o.id = r.id ` +
      `WHERE t.id = r.id AND t.id = ANY ($${next + 1}::uuid[]) AND ${sameRow(without(columns, ["words"]))} RETURNING 1`,
  );
  if (!part) return undefined;
  const loaded = JSON.stringify(revisions.map(({ before }) => before && customerRow(before)));
  const ids = revisions.map(({ after }) => after.id);
  return { ...part, values: [...part.values, loaded, ids], expects: revisions.length };
}

function sameRow(columns: readonly string[]): string {
  const row = (alias: string): string => `(${columns.map((column) => `${alias}.${column}`).join(", ")})`;
  return `${row("t")} IS NOT DISTINCT FROM ${row("o")}`;
}

type WorkCustomer = NonNullable<UnitOfWork["customers"]>[number]["after"];

function complaintParts(revisions: readonly Revision<Complaint>[]): readonly (StatementPart | undefined)[] {
  const rows = revisions.map(({ before, after }) => ({ before: before && rowsOf(before), after: rowsOf(after) }));
  const isNew = rows.filter(({ before }) => before === undefined);
  const isKnown = rows.filter(({ before }) => before !== undefined);
  return [
    insertPart(
      "complaint",
      isNew.map(({ after }) => after.complaint),
    ),
    updatePart(
      "complaint",
      isKnown.map(({ after }) => after.complaint),
      "t.version = r.version - 1",
    ),
    ...tablesOfParts.map((table) =>
      upsertPart(
        table,
        partTables[table],
        rows.flatMap(({ before, after }) => changedRows(before?.[table] ?? [], after[table])),
      ),
    ),
  ];
}

const tablesOfParts = ["round", "remedy", "consent_question", "question", "sample", "evidence", "stage_clock"] as const;

/** Rows are compared place by place: parts of a complaint keep their order and are never taken away. */
function changedRows(before: readonly RowValues[], after: readonly RowValues[]): readonly RowValues[] {
  return after.filter((row, index) => !isDeepStrictEqual(row, before[index]));
}

function attachmentParts({ attachments = [], claims = [] }: UnitOfWork): readonly (StatementPart | undefined)[] {
  // A statement does not see the rows that it inserts itself: a file that is claimed at once is inserted as claimed.
  const claimOf = new Map<string, Attachment["complaintId"]>(claims.map((one) => [one.attachmentId, one.complaintId]));
  const rows = attachments.map((file) => ({
    ...attachmentRow(file),
    complaint_id: claimOf.get(file.id) ?? file.complaintId ?? null,
  }));
  const insertedIds = new Set<string>(attachments.map(({ id }) => id));
  const claimed = claims
    .filter(({ attachmentId }) => !insertedIds.has(attachmentId))
    .map(({ attachmentId, complaintId }) => ({ id: attachmentId, complaint_id: complaintId }));
  return [insertPart("attachment", rows), updatePart("attachment", claimed, "true")];
}

/** One alert of a channel stays open at a time. */
function alertsPart(rows: readonly RowValues[]): StatementPart | undefined {
  return recordsPart(
    "alerts",
    rows,
    (columns, source) =>
      `INSERT INTO alert (${columns.join(", ")}) SELECT ${columns.join(", ")} FROM ${source("alert")} r ` +
      "ON CONFLICT (kind, channel) WHERE channel IS NOT NULL AND settled_at IS NULL DO NOTHING",
  );
}

function timersPart(rows: readonly RowValues[]): StatementPart | undefined {
  return recordsPart(
    "timers",
    rows,
    (columns, source) =>
      `INSERT INTO timer (${columns.join(", ")}) SELECT ${columns.join(", ")} FROM ${source("timer")} r ` +
      "ON CONFLICT (key) DO NOTHING RETURNING key",
  );
}
