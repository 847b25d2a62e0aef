import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Inbound } from "../../core/channel/inbound.ts";
import { Fault } from "../../core/errors.ts";
import { openFakeTelegram } from "../support/telegram/fake-telegram.ts";
import type { FakeTelegram } from "../support/telegram/fake-telegram.ts";
import { wordsOf } from "../support/telegram/at-menu.ts";
import { openTelegramWorld } from "../support/telegram/telegram-world.ts";
import type { TelegramWorld, TelegramWorldSetting } from "../support/telegram/telegram-world.ts";
import { waitUntil } from "../support/wait-until.ts";
import { openWorld } from "../support/world.ts";
import type { World } from "../support/world.ts";

let telegram: FakeTelegram;
let world: World;
let doors: TelegramWorld[];

beforeEach(async () => {
  telegram = await openFakeTelegram();
  world = await openWorld([]);
  doors = [];
});

/** Ends all processes, as a deploy does. */
async function end(): Promise<void> {
  for (const door of doors.splice(0)) await door.close();
}

afterEach(async () => {
  await end();
  await telegram.close();
  await world.close();
});

/** One more process that polls, on the same store. */
async function begin(setting: TelegramWorldSetting = {}): Promise<TelegramWorld> {
  const door = await openTelegramWorld({ polls: true, telegram, world, ...setting });
  doors.push(door);
  return door;
}

function numbered(count: number, from = 0): readonly string[] {
  return Array.from({ length: count }, (_, place) => `word ${from + place}`);
}

const key = () => `telegram:${telegram.bot.id}`;

/** How far the source was read, as the store has it. */
async function mark(): Promise<number | undefined> {
  const lent = await world.store.bookmarks.lease(key(), "a test", new Date(Date.now() + 3_600_000), 1);
  return lent?.value;
}

describe("polling", () => {
  test("takes what was written while nobody polled, in order, and moves the mark with each turn", async () => {
    const person = telegram.person();
    const sent = numbered(120).map((text) => person.writes(text));
    await begin();
    await Promise.all(sent);
    expect(await wordsOf({ world }, person)).toEqual(numbered(120));
    await end();
    expect(await mark()).toBe(700_000_120);
  });

  test("loses nothing and doubles nothing over restarts in the middle of a batch", async () => {
    const person = telegram.person();
    const sent = numbered(200).map((text) => person.writes(text));
    await begin();
    for (const count of [20, 60, 130]) {
      await waitUntil(async () => (await wordsOf({ world }, person)).length >= count);
      await end();
      await begin();
    }
    await Promise.all(sent);
    expect(await wordsOf({ world }, person)).toEqual(numbered(200));
  });

  test("confirms nothing that failed: an outage of the store costs time only", async () => {
    let failures = 0;
    const door = await begin({
      change: ({ receive }) => ({
        receive: (inbound: Inbound) => {
          failures += 1;
          return failures % 3 === 0 && failures < 10
            ? Promise.reject(new Fault("store-unavailable", "away"))
            : receive(inbound);
        },
      }),
    });
    const person = telegram.person();
    await Promise.all(numbered(4).map((text) => person.writes(text)));
    expect(await wordsOf({ world }, person)).toEqual(numbered(4));
    expect(door.reported.length).toBeGreaterThan(0);
  });

  test("reads on past what concerns nobody", async () => {
    await begin();
    const person = telegram.person();
    await Promise.all([telegram.update({ poll: { id: "1" } }), telegram.update({ telepathy: {} }), person.writes("x")]);
    expect(await wordsOf({ world }, person)).toEqual(["x"]);
  });

  test("is done by one process at a time, and another takes over when it ends", async () => {
    const first = await begin();
    await waitUntil(() => telegram.callsOf("getUpdates").length > 0);
    const asked: string[] = [];
    const second = await begin({
      change: ({ bookmarks }) => ({
        holder: "another process",
        bookmarks: {
          ...bookmarks,
          lease: async (...args) => {
            const lent = await bookmarks.lease(...args);
            asked.push(lent === undefined ? "refused" : "lent");
            return lent;
          },
        },
      }),
    });
    await waitUntil(() => asked.length > 0);
    expect(new Set(asked)).toEqual(new Set(["refused"]));
    const person = telegram.person();
    await person.writes("one");
    await first.door.stop();
    await person.writes("two");
    expect(await wordsOf({ world }, person)).toEqual(["one", "two"]);
    expect(asked).toContain("lent");
    expect([...first.reported, ...second.reported]).toEqual([]);
  });

  test("goes on when Telegram counts from another number after a quiet week, also over a restart", async () => {
    await begin();
    const person = telegram.person();
    await person.writes("before");
    world.ports.advance(8 * 24 * 60 * 60_000);
    telegram.queue.renumber(1_000);
    await person.writes("after");
    await end();
    const waiting = person.writes("while nobody polled");
    await begin();
    await waiting;
    expect(await wordsOf({ world }, person)).toEqual(["before", "after", "while nobody polled"]);
  });

  test("says what to do where a webhook is set, and goes on once it is gone", async () => {
    telegram.setWebhook({
      url: "https://other.example/hook",
      secret: undefined,
      maxConnections: 1,
      allowedUpdates: [],
    });
    const door = await begin();
    await waitUntil(() => door.reported.length > 0);
    expect(door.reported).toMatchObject([
      { code: "telegram-conflict", message: expect.stringContaining("npm run telegram:webhook -- remove") },
    ]);
    telegram.setWebhook(undefined);
    const person = telegram.person();
    await person.writes("at last");
    expect(await wordsOf({ world }, person)).toEqual(["at last"]);
    expect(door.reported).toHaveLength(1);
  });

  test("goes on seldom where Telegram does not know the bot, says so once, and is there again when it does", async () => {
    telegram.trouble("getUpdates", { kind: "fail", code: 401, description: "Unauthorized" }, 3);
    const door = await begin();
    await waitUntil(() => door.reported.length > 0);
    const person = telegram.person();
    await person.writes("still here");
    expect(await wordsOf({ world }, person)).toEqual(["still here"]);
    expect(door.reported).toMatchObject([{ code: "telegram-token" }]);
  });

  test("outlives trouble with the network", async () => {
    for (const kind of ["reset", "html"] as const) telegram.trouble("getUpdates", { kind });
    telegram.trouble("getUpdates", { kind: "fail", code: 502, description: "Bad Gateway" });
    await begin();
    const person = telegram.person();
    await person.writes("through it all");
    expect(await wordsOf({ world }, person)).toEqual(["through it all"]);
  });

  test("stops within a second although Telegram holds the question open", async () => {
    const door = await begin();
    await waitUntil(() => telegram.callsOf("getUpdates").length > 0);
    const begun = performance.now();
    await door.door.stop();
    expect(performance.now() - begun).toBeLessThan(1_000);
  });
});
