import type { LoadResult } from "../load/plan.ts";

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
 * conversation in the order in which it was sent. In `repeated` every message was delivered several times.
 */
export function auditRun(
  results: readonly LoadResult[],
  stored: readonly StoredMessage[],
  repeated: readonly LoadResult[] = [],
): readonly string[] {
  const once = repeated.flatMap((result) => [...new Set(result.accepted)]);
  const accepted = [...results.flatMap((result) => result.accepted), ...once];
  return [
    ...refusals([...results, ...repeated]),
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

/**
 * What is wrong with what went out: each platform's customer should have got as many messages as were written to them. `arrived` has one
 * entry for each message that a platform was given.
 */
export function auditSent(written: ReadonlyMap<string, number>, arrived: readonly string[]): readonly string[] {
  const got = new Map([...Map.groupBy(arrived, plain)].map(([chat, all]) => [chat, all.length]));
  const chats = [...new Set([...[...written.keys()].map(plain), ...got.keys()])];
  const wrote = new Map([...written].map(([chat, count]) => [plain(chat), count]));
  const lost = chats.filter((chat) => (got.get(chat) ?? 0) < (wrote.get(chat) ?? 0)).length;
  const doubled = chats.filter((chat) => (got.get(chat) ?? 0) > (wrote.get(chat) ?? 0)).length;
  const counts: readonly (readonly [number, string])[] = [
    [lost, "customers got fewer messages than were written"],
    [doubled, "customers got more messages than were written"],
  ];
  return counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
}

/** A number as it is, whatever the platform puts before it. */
function plain(address: string): string {
  return address.replace(/^whatsapp:/u, "");
}
