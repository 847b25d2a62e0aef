import { z } from "zod/mini";
import { unsentKey } from "../kept-words.ts";

/** A file that was uploaded to go with words. */
export const sentFileSchema = z.object({ id: z.string(), name: z.string(), type: z.string() });

export type SentFile = z.infer<typeof sentFileSchema>;

const schema = z.object({
  /** Known to the server once it has them, so that nothing doubles. */
  clientId: z.string(),
  conversationId: z.string(),
  text: z.string(),
  files: z.readonly(z.array(sentFileSchema)),
  choices: z.readonly(z.array(z.string())),
  /** Of the newest message that their writer had seen. */
  afterSeq: z.int(),
  /** Milliseconds since 1970: when they were written, and until when they can be undone. */
  writtenAt: z.number(),
  dueAt: z.number(),
  /** `waiting`: the server could not be reached. `refused`: it said no, and why. */
  state: z.enum(["held", "sending", "waiting", "refused"]),
  problem: z.optional(z.object({ key: z.string(), text: z.string() })),
});

/** Words that are written and not yet with the server: held for an undo, on their way, waiting for the connection, or refused. */
export type UnsentWords = z.infer<typeof schema>;

/** Where unsent words are kept, so that a reload or a lost connection loses none. */
export interface UnsentStore {
  readonly all: () => readonly UnsentWords[];
  readonly put: (words: UnsentWords) => void;
  readonly remove: (clientId: string) => void;
  /** Calls `hear` after every change, also of other windows; returns the way to stop. */
  readonly subscribe: (hear: () => void) => () => void;
}

/** The store of one agent's unsent words in `storage`. */
export function createUnsentStore(agentId: string, storage: Storage): UnsentStore {
  const key = unsentKey(agentId);
  const listeners = new Set<() => void>();
  let written: string | null = null;
  let known: readonly UnsentWords[] = [];
  const all = (): readonly UnsentWords[] => {
    const present = storage.getItem(key);
    if (present !== written) {
      written = present;
      known = read(present);
    }
    return known;
  };
  const save = (next: readonly UnsentWords[]): void => {
    if (next.length === 0) storage.removeItem(key);
    else storage.setItem(key, JSON.stringify(next));
    for (const hear of listeners) hear();
  };
  return {
    all,
    put: (words) => {
      const others = all().filter(({ clientId }) => clientId !== words.clientId);
      save([...others, words].toSorted((one, other) => one.writtenAt - other.writtenAt));
    },
    remove: (clientId) => save(all().filter((words) => words.clientId !== clientId)),
    subscribe: (hear) => {
      const fromElsewhere = (event: StorageEvent): void => {
        if (event.key === key || event.key === null) hear();
      };
      listeners.add(hear);
      window.addEventListener("storage", fromElsewhere);
      return () => {
        listeners.delete(hear);
        window.removeEventListener("storage", fromElsewhere);
      };
    },
  };
}

/** What cannot be read was written by another version, and is left out. */
function read(stored: string | null): readonly UnsentWords[] {
  try {
    return z.array(schema).parse(JSON.parse(stored ?? "[]"));
  } catch {
    return [];
  }
}
