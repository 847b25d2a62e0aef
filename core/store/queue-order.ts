import { z } from "zod";
import type { Complaint } from "../complaint/complaint.ts";
import type { Status } from "../complaint/status.ts";
import type { StageClock } from "../calendar/stage-clock.ts";
import type { AgentId, ComplaintId } from "../ids.ts";
import type { Page, QueueFilter, QueueRow } from "./lists.ts";

/** Characters of the customer's words that a line of the queue shows. */
export const EXCERPT_LENGTH = 160;

/** What the queue knows of one complaint. */
export function queueRowOf(complaint: Complaint): QueueRow {
  const clock = runningClock(complaint);
  const evaluator = evaluatorOf(complaint);
  return {
    id: complaint.id,
    number: complaint.number,
    status: complaint.status,
    category: complaint.matter.category,
    ...(complaint.department === undefined ? {} : { department: complaint.department }),
    ...(evaluator === undefined ? {} : { evaluator }),
    language: complaint.language,
    safety: complaint.review?.safety ?? false,
    registeredAt: complaint.registeredAt,
    ...(clock === undefined ? {} : { dueAt: clock.dueAt, stage: clock.stage }),
    waitingForCustomer: clock?.pauses.some((pause) => pause.to === undefined) ?? false,
    excerpt: Array.from(complaint.matter.description).slice(0, EXCERPT_LENGTH).join(""),
  };
}

/** The clock that runs now; where several do, the one that is due first. */
function runningClock(complaint: Complaint): StageClock | undefined {
  return complaint.clocks
    .filter((clock) => clock.endedAt === undefined)
    .toSorted((one, other) => one.dueAt.getTime() - other.dueAt.getTime())[0];
}

/** Who evaluates the newest round. */
export function evaluatorOf(complaint: Complaint): AgentId | undefined {
  return complaint.rounds.at(-1)?.evaluator;
}

/** Whether the queue, filtered so, shows this complaint. */
export function showsInQueue(complaint: Complaint, filter: QueueFilter): boolean {
  const row = queueRowOf(complaint);
  const pairs = [
    [filter.department, row.department],
    [filter.evaluator, row.evaluator ?? "nobody"],
    [filter.safety, row.safety],
    [filter.waitingForCustomer, row.waitingForCustomer],
    [filter.category, row.category],
    [filter.customerId, complaint.customerId],
  ] as const;
  if (filter.status !== undefined && !filter.status.includes(row.status)) return false;
  if (filter.due !== undefined && !isDueWithin(row, filter.due)) return false;
  if (filter.overdueAt !== undefined && !(row.dueAt !== undefined && row.dueAt < filter.overdueAt)) return false;
  return pairs.every(([asked, found]) => asked === undefined || asked === found);
}

function isDueWithin({ dueAt }: QueueRow, { from, to }: NonNullable<QueueFilter["due"]>): boolean {
  return dueAt !== undefined && dueAt >= from && dueAt < to;
}

/** A place in the queue: after it come the later due dates, then those without one, each by id. */
export interface QueuePlace {
  /** Milliseconds since 1970; null where no clock runs. */
  readonly dueAt: number | null;
  readonly id: string;
}

/** The place of `row`. */
export function placeOf(row: Pick<QueueRow, "dueAt" | "id">): QueuePlace {
  return { dueAt: row.dueAt?.getTime() ?? null, id: row.id };
}

/** Sorts places as the queue does. */
export function comparePlaces(one: QueuePlace, other: QueuePlace): number {
  const byDue = (one.dueAt ?? Infinity) - (other.dueAt ?? Infinity);
  if (byDue !== 0 && !Number.isNaN(byDue)) return byDue;
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
}

const placeSchema = z.tuple([z.number().nullable(), z.uuid()]);

/** The opaque text that a caller hands back to get the next page. */
export function writePlace(place: QueuePlace): string {
  return Buffer.from(JSON.stringify([place.dueAt, place.id])).toString("base64url");
}

/** Reads what `writePlace` wrote; undefined for anything else, which a caller shows from the start. */
export function readPlace(text: string): QueuePlace | undefined {
  try {
    const [dueAt, id] = placeSchema.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
    return { dueAt, id };
  } catch {
    return undefined;
  }
}

/** The first `limit` of `rows`, with the way to those that follow. */
export function pageOf<Row>(rows: readonly Row[], limit: number, placeOfRow: (row: Row) => string): Page<Row> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return rows.length > limit && last !== undefined ? { rows: shown, next: placeOfRow(last) } : { rows: shown };
}

/** Whether nothing more is due from us, short of a ruling or a second thought of the customer's. */
export function hasEnded(status: Status): boolean {
  return status === "closed" || status === "open";
}

/** Newest complaints first, those that have not ended before the others. */
export function compareForCustomer(
  one: Pick<Complaint, "status" | "registeredAt"> & { readonly id: ComplaintId },
  other: Pick<Complaint, "status" | "registeredAt"> & { readonly id: ComplaintId },
): number {
  const ended = Number(hasEnded(one.status)) - Number(hasEnded(other.status));
  if (ended !== 0) return ended;
  const newer = other.registeredAt.getTime() - one.registeredAt.getTime();
  return newer === 0 ? (one.id < other.id ? 1 : -1) : newer;
}
