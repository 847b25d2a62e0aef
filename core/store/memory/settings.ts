import { ConcurrentChange } from "../../errors.ts";
import { pageOf } from "../queue-order.ts";
import type { Store } from "../store.ts";
import { frozenCopy, publish, type Tables } from "./tables.ts";

/** Versions of the documents of settings. */
export function settings(tables: Tables): Store["settings"] {
  return {
    current: async (section) => tables.settings.get(section)?.at(-1),
    version: async (section, version) => tables.settings.get(section)?.[version - 1],
    history: async (section, { after, limit }) => {
      const before = after === undefined ? Infinity : Number(after);
      const rows = (tables.settings.get(section) ?? [])
        .filter(({ version }) => version < before)
        .map(({ content: _, ...row }) => row)
        .reverse();
      return pageOf(rows, limit, ({ version }) => String(version));
    },
    save: async (given) => {
      const known = tables.settings.get(given.section) ?? [];
      if (given.version !== known.length + 1) throw new ConcurrentChange(`the settings ${given.section}`);
      tables.settings.set(given.section, [...known, frozenCopy(given)]);
      publish(tables, [{ kind: "settings", id: given.section }]);
    },
  };
}
