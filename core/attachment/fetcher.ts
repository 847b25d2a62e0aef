import type { ChannelName } from "../channel/address.ts";
import type { FileSource } from "../channel/channel.ts";
import { Fault, isStoreDown } from "../errors.ts";
import { startLane } from "../lane/lane.ts";
import type { Lane } from "../lane/lane.ts";
import type { Clock, Random } from "../ports.ts";
import type { Store } from "../store/store.ts";
import type { Attachment, FileStore, RefusalReason, StoredFile } from "./attachment.ts";
import { examine } from "./examine.ts";
import type { Scan } from "./examine.ts";
import { maxFileBytes } from "./file-rules.ts";

/** How long a file is lent to one process: a slow platform's 20 MB and a large picture fit well within. */
const leaseMs = 120_000;
/** Files at once: two cores, and a 40-megapixel picture takes 160 MB while it is decoded. */
const atOnce = 2;
const idleMs = 10_000;
/** Attempts until a platform's file counts as lost; with the lease between them, about a quarter of an hour. */
const maxAttempts = 7;

/** What the fetcher stands on. */
export interface FetcherTools {
  readonly store: Pick<Store, "attachments">;
  readonly clock: Clock;
  readonly random: Random;
  readonly files: FileStore;
  /** How to get what a channel's `remote` handle names. */
  readonly sources: ReadonlyMap<ChannelName, FileSource>;
  readonly scan: Scan | undefined;
  /** The file was refused: the customer hears what and why. */
  readonly onRefused: (attachment: Attachment, reason: RefusalReason) => Promise<void>;
  readonly report: (error: unknown) => void;
}

/** Starts the lane that fetches announced files, checks and cleans them, and records how it ended. Killed in the middle, it begins that file again. */
export function startFetcher(tools: FetcherTools): Lane {
  return startLane(() => fetchSome(tools), idleMs, tools.report);
}

async function fetchSome(tools: FetcherTools): Promise<number> {
  const due = await tools.store.attachments.take(tools.clock.now(), leaseMs, atOnce);
  const ends = await Promise.allSettled(due.map((attachment) => fetchOne(tools, attachment)));
  for (const end of ends) if (end.status === "rejected") tools.report(end.reason);
  return due.length;
}

async function fetchOne(tools: FetcherTools, attachment: Attachment): Promise<void> {
  const bytes = await bytesOf(tools, attachment);
  const result = bytes instanceof Uint8Array ? await examined(tools, attachment, bytes) : bytes;
  if (result === undefined) return;
  if (typeof result === "string") await refuse(tools, attachment, result);
  else await tools.store.attachments.stored(attachment.id, result);
  if (attachment.source.kind === "staged") await tools.files.delete(attachment.source.key);
}

/** Told before it is recorded: if we die in between, the customer hears it twice rather than never. */
async function refuse(tools: FetcherTools, attachment: Attachment, reason: RefusalReason): Promise<void> {
  try {
    await tools.onRefused(attachment, reason);
  } catch (error) {
    if (isStoreDown(error)) throw error;
    tools.report(error);
  }
  await tools.store.attachments.refused(attachment.id, reason);
}

/** What the examination came to; undefined when it is worth another attempt: nothing passes while the scanner does not answer. */
async function examined(
  tools: FetcherTools,
  { attempts }: Attachment,
  bytes: Uint8Array,
): Promise<StoredFile | RefusalReason | undefined> {
  try {
    return await examine(bytes, tools.clock.now(), tools);
  } catch (error) {
    tools.report(error);
    // A fault with a code is the scanner's or the file store's, and not the file's.
    return attempts >= maxAttempts && !(error instanceof Fault) ? "broken" : undefined;
  }
}

/** The file's bytes; why there are none, where no further attempt changes that; undefined when it is worth another after the lease. */
async function bytesOf(
  tools: FetcherTools,
  { source, channel, attempts }: Attachment,
): Promise<Uint8Array | "unreachable" | "too_large" | undefined> {
  try {
    if (source.kind === "staged") return (await tools.files.get(source.key)) ?? "unreachable";
    const from = channel === undefined ? undefined : tools.sources.get(channel);
    if (from === undefined)
      throw new Fault("file-source-missing", `no channel can fetch a file of ${channel ?? "staff"}`);
    return await from.fetch(source.handle, { maxBytes: maxFileBytes });
  } catch (error) {
    if (error instanceof Fault && error.code === "file-too-large") return "too_large";
    tools.report(error);
    return attempts >= maxAttempts ? "unreachable" : undefined;
  }
}
