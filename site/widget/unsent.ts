import { partOf, textOf } from "./activity.ts";
import type { Draft } from "./draft.ts";
import type { World } from "./world.ts";

const UNSENT = "redress.unsent";

/** Keeps what the server does not have yet, so that a reload of the page sends it. Files cannot be kept. */
export function writeUnsent(world: World, drafts: readonly Draft[]): void {
  const words = drafts.filter(({ files }) => files.length === 0);
  if (words.length === 0) world.passing.forget(UNSENT);
  else world.passing.keep(UNSENT, JSON.stringify(words));
}

/** What was kept before this page was loaded. */
export function readUnsent(world: World): readonly Draft[] {
  try {
    const kept: unknown = JSON.parse(world.passing.read(UNSENT) ?? "[]");
    return Array.isArray(kept) ? kept.map(readDraft).filter(({ clientId }) => clientId !== "") : [];
  } catch {
    return [];
  }
}

function readDraft(value: unknown): Draft {
  const tap = partOf(value, "tap");
  return {
    clientId: textOf(value, "clientId"),
    text: textOf(value, "text"),
    files: [],
    at: Number(partOf(value, "at")),
    tap:
      tap === undefined
        ? undefined
        : { title: textOf(tap, "title"), text: textOf(tap, "text"), value: partOf(tap, "value") },
  };
}
