import { startLane } from "../lane/lane.ts";
import type { Lane } from "../lane/lane.ts";
import type { Store } from "../store/store.ts";
import type { Attachment, FileStore } from "./attachment.ts";

/** Files of one round: as many as object storage deletes within a minute. */
const atOnce = 100;

const everyMs = 60 * 60_000;

/** What the lane works with. */
export interface RemovalTools {
  readonly store: Pick<Store, "attachments">;
  readonly files: Pick<FileStore, "delete">;
  readonly report: (error: unknown) => void;
}

/**
 * Starts the lane that deletes what customers sent before their details were erased and no complaint has claimed: GDPR, article 17. The
 * record goes last, so that a round that is cut short is taken up again.
 */
export function startRemoving(tools: RemovalTools): Lane {
  return startLane(() => removeErased(tools), everyMs, tools.report);
}

/** One round; how many files are gone. Rejects with the first fault once all have been tried: one that cannot be deleted keeps no other. */
export async function removeErased({ store, files }: RemovalTools): Promise<number> {
  const erased = await store.attachments.ofErased(atOnce);
  const faults: unknown[] = [];
  for (const file of erased) {
    try {
      for (const key of keysOf(file)) await files.delete(key);
      await store.attachments.remove(file.id);
    } catch (error) {
      faults.push(error);
    }
  }
  if (faults.length > 0) throw faults[0];
  return erased.length;
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
