import type { Complaint } from "../complaint/complaint.ts";
import { Fault } from "../errors.ts";
import type { Revision, UnitOfWork } from "./unit-of-work.ts";

/** Throws a `Fault` (`bad-unit-of-work`) for work that no store could carry out: a bug of the caller, found before anything is written. */
export function checkWork(work: UnitOfWork): void {
  for (const revision of [...(work.conversations ?? []), ...(work.complaints ?? [])]) checkVersion(revision);
  for (const { before, after } of work.complaints ?? []) if (before) checkNothingRemoved(before, after);
  checkMessages(work);
  checkOwnerships(work);
}

/** A stretch begins with the conversation's own change of owner, so that two that begin at once are told apart by its version. */
function checkOwnerships({ ownerships = [], conversations = [] }: UnitOfWork): void {
  const changed = new Set(conversations.map(({ after }) => after.id));
  const alone = ownerships.find(({ conversationId }) => !changed.has(conversationId));
  if (alone) throw new Fault("bad-unit-of-work", `ownership ${alone.id} comes without its conversation`);
}

/** Messages are written with the conversation that they belong to and that has counted them. */
function checkMessages({ inbound, outbound = [], conversations = [] }: UnitOfWork): void {
  const lastSeqs = new Map(conversations.map(({ after }) => [after.id, after.lastSeq]));
  for (const { conversationId, seq } of inbound ? [inbound, ...outbound] : outbound)
    if (seq > (lastSeqs.get(conversationId) ?? 0))
      throw new Fault("bad-unit-of-work", `message ${seq} of ${conversationId} comes without its conversation`);
}

function checkVersion({ before, after }: Revision<{ readonly id: string; readonly version: number }>): void {
  if (before !== undefined && before.id !== after.id)
    throw new Fault("bad-unit-of-work", `${before.id} became ${after.id}`);
  if (after.version !== (before?.version ?? 0) + 1)
    throw new Fault("bad-unit-of-work", `${after.id} goes from version ${before?.version ?? 0} to ${after.version}`);
}

/** What happened to a complaint stays: its parts are added to and changed, never taken away. */
function checkNothingRemoved(before: Complaint, after: Complaint): void {
  const parts = ["rounds", "questions", "samples", "evidence", "clocks"] as const;
  const lost = parts.find((part) => after[part].length < before[part].length);
  if (lost !== undefined) throw new Fault("bad-unit-of-work", `complaint ${after.id} has lost some of its ${lost}`);
}
