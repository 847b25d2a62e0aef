import { afterEach, describe, expect, it } from "@jest/globals";
import type { Outbound } from "../../core/channel/outbound.ts";
import type { ConversationId, MessageId } from "../../core/ids.ts";
import { DeliveryError } from "../../core/errors.ts";
import { createMemoryStore } from "../../core/store/memory/memory-store.ts";
import { openStore } from "../../core/store/open-store.ts";
import type { Store } from "../../core/store/store.ts";
import { fixedPorts } from "../support/fixed-ports.ts";
import { freshDatabase } from "../support/postgres.ts";
import { setStage, until } from "../support/sender-stage.ts";
import type { Played, Send, SenderStage } from "../support/sender-stage.ts";

const second = 1_000;
const start = new Date("2026-12-01T07:00:00Z");

const stores: readonly (readonly [name: string, open: () => Promise<Store>])[] = [
  ["memory", async () => createMemoryStore(fixedPorts(start, "store"))],
  ["PostgreSQL", async () => openStore({ databaseUrl: await freshDatabase(), ids: fixedPorts(start, "store").ids })],
];

describe.each(stores)("delivery, in %s", (_name, open) => {
  let stage: SenderStage | undefined;

  afterEach(async () => {
    await stage?.strike();
    await stage?.store.close();
  });

  const begin = async (played: Partial<Record<"telegram" | "sms", Send | Played>>): Promise<SenderStage> => {
    stage = setStage(played, await open());
    return stage;
  };

  /** Looks again at later moments until so many have been sent. */
  const untilSent = async (
    opened: SenderStage,
    senders: readonly { wake(names: ["telegram"]): void }[],
    count: number,
  ) => {
    await until(() => {
      opened.ports.advance(second);
      for (const sender of senders) sender.wake(["telegram"]);
      return opened.told.length >= count;
    });
  };

  it("sends each message once and in order with two processes on one database", async () => {
    const heard = new Map<ConversationId, number[]>();
    const seen = new Set<MessageId>();
    const opened = await begin({
      telegram: async ({ conversationId, messageId, seq }) => {
        expect(seen.has(messageId)).toBe(false);
        seen.add(messageId);
        heard.set(conversationId, [...(heard.get(conversationId) ?? []), seq]);
        return {};
      },
    });
    for (let person = 0; person < 40; person += 1) await opened.says("telegram", "1", "2", "3", "4", "5");
    opened.start();
    opened.start();
    await until(() => opened.told.length === 200);
    expect([...heard.values()]).toEqual(Array.from({ length: 40 }, () => [1, 2, 3, 4, 5]));
  });

  it("keeps the order of a conversation while attempts fail", async () => {
    const heard = new Map<ConversationId, number[]>();
    let calls = 0;
    const opened = await begin({
      telegram: async ({ conversationId, seq }) => {
        calls += 1;
        if (calls % 3 !== 0)
          throw new DeliveryError("telegram", "busy", { trouble: "unavailable", platformCode: "busy" });
        heard.set(conversationId, [...(heard.get(conversationId) ?? []), seq]);
        return {};
      },
    });
    for (let person = 0; person < 10; person += 1) await opened.says("telegram", "1", "2", "3");
    await untilSent(opened, [opened.start(), opened.start()], 30);
    expect([...heard.values()]).toEqual(Array.from({ length: 10 }, () => [1, 2, 3]));
  });

  it("reaches the platform once although every other answer is lost", async () => {
    const taken: Outbound[] = [];
    const opened = await begin({
      telegram: {
        findSent: async (_to, message) =>
          taken.some(({ messageId }) => messageId === message.messageId) ? { providerId: "found" } : undefined,
        send: async (message) => {
          taken.push(message);
          if (taken.length % 2 === 0) throw new DeliveryError("telegram", "no answer", { trouble: "unavailable" });
          return {};
        },
      },
    });
    for (let person = 0; person < 20; person += 1) await opened.says("telegram", "1", "2");
    await untilSent(opened, [opened.start()], 40);
    expect(taken).toHaveLength(40);
    expect(new Set(taken.map(({ messageId }) => messageId)).size).toBe(40);
  });

  it.each([
    ["asks before it sends again what a killed process may have sent", true, "sent", 1],
    ["marks what it sends again where it cannot ask", false, "maybe_doubled", 2],
  ] as const)("%s", async (_what, canAsk, state, times) => {
    const taken: Outbound[] = [];
    const opened = await begin({
      telegram: {
        ...(canAsk ? { findSent: async () => (taken.length > 0 ? { providerId: "the first" } : undefined) } : {}),
        send: async (message) => {
          taken.push(message);
          return {};
        },
      },
    });
    const [id] = await opened.says("telegram", "hello");
    // The platform accepts, and the process is gone before it could note it.
    const [due] = await opened.store.outbox.take("telegram", opened.ports.clock.now(), 45 * second, 1);
    if (due !== undefined) taken.push(due.body);
    opened.ports.advance(45 * second);
    opened.start();
    await opened.reaches(id, { state });
    expect(taken).toHaveLength(times);
  });

  it("waits as long as the platform says, for that conversation alone", async () => {
    let isBusy = true;
    const opened = await begin({
      telegram: async ({ text }) => {
        if (text === "busy" && isBusy)
          throw new DeliveryError("telegram", "too many", { trouble: "unavailable", retryAfterMs: 30 * second });
        return {};
      },
    });
    const [busy] = await opened.says("telegram", "busy");
    const sender = opened.start();
    await opened.reaches(busy, { state: "pending", attempts: 1 });
    isBusy = false;
    await opened.says("telegram", "another");
    opened.ports.advance(29 * second);
    sender.wake(["telegram"]);
    await until(() => opened.told.length === 1);
    expect((await opened.deliveryOf(busy))?.attempts).toBe(1);
    opened.ports.advance(second);
    sender.wake(["telegram"]);
    await opened.reaches(busy, { state: "sent" });
  });

  it("sends on one channel at full speed while another hangs or fails", async () => {
    const hung = Promise.withResolvers<object>();
    let calls = 0;
    const opened = await begin({
      telegram: () => {
        calls += 1;
        return calls % 2 === 0
          ? hung.promise
          : Promise.reject(new DeliveryError("telegram", "down", { trouble: "unavailable" }));
      },
      sms: () => Promise.resolve({}),
    });
    for (let person = 0; person < 150; person += 1) {
      await opened.says("telegram", "stuck");
      await opened.says("sms", "through");
    }
    opened.start();
    await until(() => opened.told.filter(({ address }) => address.channel === "sms").length === 150);
    hung.resolve({});
  });

  it("shares one allowance among processes", async () => {
    const rates = { all: { count: 20, perMs: 20 * second } };
    const opened = await begin({ telegram: { rates, send: () => Promise.resolve({}) } });
    for (let person = 0; person < 60; person += 1) await opened.says("telegram", "hello");
    const senders = [opened.start(), opened.start(), opened.start()];
    for (const expected of [20, 30, 40]) {
      await until(() => opened.told.length === expected);
      expect(await opened.store.buckets.take("send:telegram", rates.all, 1, opened.ports.clock.now())).toMatchObject({
        granted: 0,
      });
      opened.ports.advance(10 * second);
      for (const sender of senders) sender.wake(["telegram"]);
    }
    await until(() => opened.told.length === 50);
  });
});
