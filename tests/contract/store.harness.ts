import { afterAll, beforeAll, describe } from "@jest/globals";
import { uuidv7 } from "uuidv7";
import { createMemoryStore } from "../../core/store/memory/memory-store.ts";
import { openStore } from "../../core/store/open-store.ts";
import type { Store } from "../../core/store/store.ts";
import { freshDatabase } from "../support/postgres.ts";
import { firstCalendar, NOON } from "./store.fixtures.ts";

const ids = { uuid: uuidv7 };

/** The real time: databases know no other. */
export const clock = { now: () => new Date() };

const stores: readonly (readonly [name: string, open: () => Promise<Store>])[] = [
  ["memory", async () => createMemoryStore({ clock, ids })],
  ["PGlite", () => openStore({ ids })],
  ["PostgreSQL", async () => openStore({ databaseUrl: await freshDatabase(), ids })],
];

/** The same tests on every implementation of the port, each with a store of its own in which the first calendar is saved. */
export function describeStores(title: string, suite: (store: () => Store) => void): void {
  describe.each(stores)(`${title}, in %s`, (_name, open) => {
    let store: Store | undefined;

    beforeAll(async () => {
      store = await open();
      await store.calendars.save(firstCalendar, "seed", NOON);
    });

    afterAll(() => store?.close());

    suite(() => {
      if (!store) throw new Error("The store is open only while its tests run");
      return store;
    });
  });
}
