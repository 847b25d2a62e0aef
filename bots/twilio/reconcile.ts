import type { Bookmarks } from "../../core/channel/bookmark.ts";
import { ConcurrentChange, Fault, isStoreDown } from "../../core/errors.ts";
import type { ListedMedia, ListedMessage, TwilioClient } from "./client.ts";
import { ApiRefusal } from "./http-client.ts";
import { addressOf, canBeWrittenTo } from "./line.ts";
import type { TwilioLine } from "./line.ts";
import { messageOfListed } from "./message.ts";
import type { TwilioMessage } from "./message.ts";
import { takeIn } from "./take-in.ts";
import type { IntakeTools } from "./take-in.ts";

export interface ReconcileTools extends IntakeTools {
  readonly client: TwilioClient;
  readonly bookmarks: Bookmarks;
  /** Names this process, so that one reconciles at a time. */
  readonly holder: string;
}

/** What one run came to; undefined where another process is at it. */
export interface Reconciled {
  /** Messages of customers that Twilio listed. */
  readonly listed: number;
  /** Of those, the ones that this process had not taken in before; most of them may be known to the store. */
  readonly handed: number;
}

const bookmark = "twilio.reconciled";

/** Another process takes over so long after one began, which may have died; what both take in then has one effect. */
const leaseMs = 60_000;
/** How far back the first run of an installation looks. */
const firstLookMs = 60 * 60_000;
/** Twilio may list a message some minutes after it came; what was read is read again for so long. */
const overlapMs = 15 * 60_000;
/** Twilio keeps messages for months, but nobody waits so long for an answer: an older gap is for people. */
const longestLookMs = 7 * 24 * 60 * 60_000;
/** Messages of one run; with more, the newest are taken in, and the next run looks from the same moment. */
const most = 20_000;

export interface ReconcileOptions {
  /** Looks back so far, whatever was read before. */
  readonly sinceMs?: number;
  /** Once it is aborted, nobody waits for the run any more, and it takes in no more. */
  readonly leftBehind?: AbortSignal;
}

/**
 * Lists what customers wrote lately and takes in what never arrived, the oldest first. Rejects where Twilio or the store does not answer, or
 * others were always faster; the next run begins where this one began.
 */
export async function reconcile(
  tools: ReconcileTools,
  { sinceMs, leftBehind }: ReconcileOptions = {},
): Promise<Reconciled | undefined> {
  const { bookmarks, holder, ports } = tools;
  const began = ports.clock.now();
  const lease = await bookmarks.lease(bookmark, holder, began, leaseMs);
  if (lease === undefined) return undefined;
  try {
    const since = new Date(began.getTime() - (sinceMs ?? lookBack(lease.value, began)));
    const found = await listInbound(tools, since);
    const handed = await handOver(tools, found, leftBehind);
    if (found.length < most) await bookmarks.advance(bookmark, began.getTime());
    return { listed: found.length, handed };
  } finally {
    await bookmarks.release(bookmark, holder);
  }
}

function lookBack(readUpTo: number | undefined, now: Date): number {
  if (readUpTo === undefined) return firstLookMs;
  return Math.min(Math.max(now.getTime() - readUpTo, 0) + overlapMs, longestLookMs);
}

/** Oldest first. Times are whole seconds, so within one the order of the list decides. */
async function listInbound({ client, lines }: ReconcileTools, since: Date): Promise<readonly ListedMessage[]> {
  const lists: ListedMessage[] = [];
  for (const line of lines.filter(canBeWrittenTo)) {
    const listed = await client.list({ ...ownEnd(line), since, limit: most });
    lists.push(...listed.filter(({ isInbound }) => isInbound).reverse());
  }
  return lists.sort((one, other) => timeOf(one) - timeOf(other)).slice(-most);
}

/** Messages cannot be listed by their service. */
function ownEnd(line: TwilioLine): { readonly to?: string } {
  return line.from.startsWith("MG") ? {} : { to: addressOf(line) };
}

function timeOf({ sentAt, createdAt }: ListedMessage): number {
  return (sentAt ?? createdAt ?? new Date(0)).getTime();
}

/** A message that makes trouble does not keep the others out; a store or a Twilio that is down does, and the next run begins again. */
async function handOver(
  tools: ReconcileTools,
  found: readonly ListedMessage[],
  leftBehind: AbortSignal | undefined,
): Promise<number> {
  const fresh = found.filter(({ sid }) => !tools.seen.has(sid));
  for (const listed of fresh) {
    leftBehind?.throwIfAborted();
    const message = messageOfListed(listed, await mediaOf(tools, listed));
    if ("unreadable" in message) {
      tools.ports.meter.refusedInput("twilio", message.unreadable);
      tools.seen.add(listed.sid);
    } else await takeInOrReport(tools, message);
  }
  return fresh.length;
}

/** What failed is not remembered, so that the runs of the next minutes, which look back as far, try it again. */
async function takeInOrReport(tools: ReconcileTools, message: TwilioMessage): Promise<void> {
  try {
    await takeIn(tools, message);
    tools.seen.add(message.sid);
  } catch (fault) {
    if (isStoreDown(fault) || fault instanceof ConcurrentChange) throw fault;
    tools.ports.report(fault, { sid: message.sid });
  }
}

/** A message whose files were deleted at Twilio is taken in for its words. */
async function mediaOf({ client }: ReconcileTools, { sid, numMedia }: ListedMessage): Promise<readonly ListedMedia[]> {
  if (numMedia === 0) return [];
  try {
    return await client.media(sid);
  } catch (failure) {
    if (failure instanceof ApiRefusal && failure.status === 404) return [];
    throw failure;
  }
}

/** What a run that failed is reported as: without an address, which would name a customer. */
export function reconcileFault(cause: unknown): Fault {
  return new Fault("twilio-reconcile", "Twilio's list of messages could not be read", cause);
}
