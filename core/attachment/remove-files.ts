import { startLane } from "../lane/lane.ts";
import type { Lane } from "../lane/lane.ts";
import type { Clock } from "../ports.ts";
import type { Store } from "../store/store.ts";
import type { Attachment, FileStore } from "./attachment.ts";

/** Files of one round: as many as object storage deletes within a minute. */
const atOnce = 100;

const everyMs = 60 * 60_000;

/** How long a form's files wait for it to be sent: a night's sleep over the words, and the next day to send them. */
const formLastsMs = 24 * 60 * 60_000;

/** What the lane works with. */
export interface RemovalTools {
  readonly store: Pick<Store, "attachments">;
  readonly files: Pick<FileStore, "delete">;
  readonly clock: Clock;
  readonly report: (error: unknown) => void;
}

/** Starts the lane that deletes files that nobody has a use or a right to any more. */
export function startRemoving(tools: RemovalTools): Lane {
  const round = async (): Promise<number> => {
    const [erased, neverSent] = await Promise.allSettled([removeErased(tools), removeNeverSent(tools)]);
    for (const end of [erased, neverSent]) if (end.status === "rejected") tools.report(end.reason);
    // What could not be deleted comes first again: the next round waits.
    if (erased.status === "rejected" || neverSent.status === "rejected") return 0;
    return erased.value + neverSent.value;
  };
  return startLane(round, everyMs, tools.report);
}

/**
 * Deletes what customers sent before their details were erased and no complaint has claimed: GDPR, article 17. How many files are gone; rejects with
 * the first fault once all have been tried: one that cannot be deleted keeps no other.
 */
export async function removeErased(tools: RemovalTools): Promise<number> {
  return removeAll(tools, await tools.store.attachments.ofErased(atOnce));
}

/** Deletes the files of forms that were not sent within a day: nobody can find them, and whose they are is not known. Counts and rejects likewise. */
export async function removeNeverSent(tools: RemovalTools): Promise<number> {
  const before = new Date(tools.clock.now().getTime() - formLastsMs);
  return removeAll(tools, await tools.store.attachments.neverSent(before, atOnce));
}

/** The record goes last, so that a round that is cut short is taken up again. */
async function removeAll({ store, files }: RemovalTools, unwanted: readonly Attachment[]): Promise<number> {
  const faults: unknown[] = [];
  let gone = 0;
  for (const file of unwanted) {
    try {
      // A form may have been sent since the round began.
      const present = await store.attachments.byId(file.id);
      if (present === undefined || present.complaintId !== undefined) continue;
      for (const key of keysOf(present)) await files.delete(key);
      await store.attachments.remove(file.id);
      gone += 1;
    } catch (error) {
      faults.push(error);
    }
  }
  if (faults.length > 0) throw faults[0];
  return gone;
}

function keysOf({ source, stored }: Attachment): readonly string[] {
  const keys = [
    source.kind === "staged" ? source.key : undefined,
    stored?.originalKey,
    stored?.cleanKey,
    stored?.thumbnailKey,
  ];
  return keys.filter((key) => key !== undefined);
}
