import type { LoadResult } from "./plan.ts";

/** One message of a customer as the database has it. */
export interface StoredMessage {
  readonly conversationId: string;
  readonly seq: number;
  /** The id that the load gave it. */
  readonly id: string;
  /** Whether the next message of the conversation is an answer of ours. */
  readonly answered: boolean;
}

/**
 * What is wrong with a run, in sentences; empty where every accepted message is stored exactly once, was answered, and stands in its
 * conversation in the order in which it was sent.
 */
export function auditRun(results: readonly LoadResult[], stored: readonly StoredMessage[]): readonly string[] {
  const accepted = results.flatMap((result) => result.accepted);
  return [
    ...refusals(results),
    ...sameIds(
      accepted,
      stored.map(({ id }) => id),
    ),
    ...unanswered(stored),
    ...misplaced(accepted, stored),
  ];
}

/** The same for the floor, which has rows and no conversations. */
export function auditFloor(results: readonly LoadResult[], ids: readonly string[]): readonly string[] {
  return [
    ...refusals(results),
    ...sameIds(
      results.flatMap(({ accepted }) => accepted),
      ids,
    ),
  ];
}

function refusals(results: readonly LoadResult[]): readonly string[] {
  return results.flatMap(({ refused }) =>
    Object.entries(refused).map(([status, count]) => `${count} requests were answered with ${status}`),
  );
}

function sameIds(accepted: readonly string[], stored: readonly string[]): readonly string[] {
  const kept = new Set(stored);
  const sent = new Set(accepted);
  const lost = [...sent].filter((id) => !kept.has(id)).length;
  const unknown = [...kept].filter((id) => !sent.has(id)).length;
  const counts: readonly (readonly [number, string])[] = [
    [accepted.length - sent.size, "ids were accepted twice"],
    [stored.length - kept.size, "messages are stored twice"],
    [lost, "accepted messages are not stored"],
    [unknown, "stored messages were not accepted"],
  ];
  return counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
}

function unanswered(stored: readonly StoredMessage[]): readonly string[] {
  const count = stored.filter(({ answered }) => !answered).length;
  return count === 0 ? [] : [`${count} messages have no answer`];
}

function misplaced(accepted: readonly string[], stored: readonly StoredMessage[]): readonly string[] {
  const conversationOf = new Map(stored.map(({ id, conversationId }) => [id, conversationId]));
  const inOrder = stored.toSorted((a, b) => a.seq - b.seq).map(({ id }) => id);
  const sent = Map.groupBy(accepted, (id) => conversationOf.get(id));
  const kept = Map.groupBy(inOrder, (id) => conversationOf.get(id));
  const wrong = [...sent].filter(
    ([conversation, ids]) => conversation !== undefined && ids.join() !== (kept.get(conversation) ?? []).join(),
  ).length;
  return wrong === 0 ? [] : [`${wrong} conversations are out of order`];
}
