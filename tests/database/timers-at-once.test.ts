import { afterEach, expect, test } from "@jest/globals";
import { openStore } from "../../core/store/open-store.ts";
import type { Store } from "../../core/store/store.ts";
import { systemPorts } from "../../core/system.ts";
import { freshDatabase } from "../support/postgres.ts";

const opened: Store[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((store) => store.close()));
});

test("processes that start at the same moment on an empty database all get their timers", async () => {
  const databaseUrl = await freshDatabase("empty");
  const { ids } = systemPorts();
  opened.push(...(await Promise.all([1, 2, 3, 4].map(() => openStore({ databaseUrl, ids })))));
  const starts = opened.map(({ timers }) => timers.start(() => Promise.resolve()));
  expect((await Promise.allSettled(starts)).map(({ status }) => status)).toEqual(starts.map(() => "fulfilled"));
});
