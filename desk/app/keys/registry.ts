import type { DeskTextKey } from "../language/desk-text-key.ts";
import { areInEachOthersWay } from "./presses.ts";

/** Where keys work: in one part of the desk, or in all of it. */
export const keyAreas = ["everywhere", "list", "queue", "complaint", "conversation", "board", "settings"] as const;

export type KeyArea = (typeof keyAreas)[number];

/** Something that can be done by keys. */
export interface KeyBinding {
  /** Its name for good: agents' own keys are kept by it. For example `conversation.take_over`. */
  readonly id: string;
  /** By places on the keyboard, as `KeyG KeyC` or `Shift+Slash`; `$mod` is ⌘ on a Mac and Ctrl elsewhere. */
  readonly keys: string;
  /** What it does, for whoever looks it up. */
  readonly name: DeskTextKey;
  readonly run: (event: KeyboardEvent) => void;
}

/** A binding with where it works and the keys that it has now. */
export interface KnownKey extends Omit<KeyBinding, "run"> {
  readonly area: KeyArea;
  /** The agent's own, else those that it came with. */
  readonly now: string;
}

/** Keys of an agent's own, by a binding's id. */
export type OwnKeys = Readonly<Record<string, string>>;

interface Mounted {
  readonly area: KeyArea;
  bindings: readonly KeyBinding[];
}

/** Everything that can be done by keys at this moment; the last that came wins where two have one id. */
export function createKeyRegistry() {
  const mounted = new Set<Mounted>();
  let own: OwnKeys = {};
  return {
    mount: (area: KeyArea): { replace(bindings: readonly KeyBinding[]): void; unmount(): void } => {
      const entry: Mounted = { area, bindings: [] };
      mounted.add(entry);
      return { replace: (bindings) => (entry.bindings = bindings), unmount: () => mounted.delete(entry) };
    },
    setOwn: (keys: OwnKeys): void => {
      own = keys;
    },
    /** What to hear for. */
    bound: () =>
      [...mounted].flatMap(({ bindings }) => bindings.map(({ id, keys, run }) => ({ keys: own[id] ?? keys, run }))),
    /** What works here, each once. */
    known: (): readonly KnownKey[] => {
      const found = new Map<string, KnownKey>();
      for (const { area, bindings } of mounted)
        for (const { id, keys, name } of bindings) found.set(id, { id, keys, name, area, now: own[id] ?? keys });
      return [...found.values()];
    },
  };
}

/** What already has `keys`, or begins with them, or is begun by them, where `of` works; undefined where they are free. */
export function inTheWay(keys: string, of: KnownKey, known: readonly KnownKey[]): KnownKey | undefined {
  return known.find(
    ({ id, area, now }) =>
      id !== of.id &&
      (area === of.area ||
        area === "everywhere" ||
        of.area === "everywhere" ||
        area === "list" ||
        of.area === "list") &&
      areInEachOthersWay(now, keys),
  );
}

/** The desk's one registry. */
export const keyRegistry = createKeyRegistry();
