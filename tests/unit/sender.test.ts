import { afterEach, describe, expect, it } from "@jest/globals";
import { nextAttempt } from "../../core/delivery/next-attempt.ts";
import { DeliveryError, Fault } from "../../core/errors.ts";
import { setStage, until } from "../support/sender-stage.ts";
import type { Played, Send, SenderStage } from "../support/sender-stage.ts";

const second = 1_000;
let stage: SenderStage | undefined;

afterEach(() => stage?.strike());

function begin(played: Partial<Record<"telegram" | "sms", Send | Played>>): SenderStage {
  stage = setStage(played);
  return stage;
}

describe("the sender", () => {
  it("sends what is committed, and notes the platform's id", async () => {
    const { start, says, deliveryOf, told } = begin({ telegram: () => Promise.resolve({ providerId: "p1" }) });
    const sender = start();
    const [id] = await says("telegram", "hello");
    sender.wake(["telegram"]);
    await until(async () => (await deliveryOf(id))?.state === "sent");
    expect(await deliveryOf(id)).toMatchObject({ providerId: "p1", attempts: 1 });
    expect(told.map((message) => message.id)).toEqual([id]);
  });

  it("keeps the order of a conversation, and lets the others go on while one waits", async () => {
    const sent: string[] = [];
    const gate = Promise.withResolvers<undefined>();
    const { start, says } = begin({
      telegram: async ({ text }) => {
        if (text === "slow 1") await gate.promise;
        sent.push(text);
        return {};
      },
    });
    await says("telegram", "slow 1", "slow 2", "slow 3");
    await says("telegram", "quick");
    start();
    await until(() => sent.includes("quick"));
    expect(sent).toEqual(["quick"]);
    gate.resolve(undefined);
    await until(() => sent.length === 4);
    expect(sent).toEqual(["quick", "slow 1", "slow 2", "slow 3"]);
  });

  it("is not held up on one channel by another that hangs", async () => {
    const hung = Promise.withResolvers<object>();
    const sent: string[] = [];
    const { start, says } = begin({
      telegram: () => hung.promise,
      sms: async ({ text }) => {
        sent.push(text);
        return {};
      },
    });
    await says("telegram", "stuck");
    await says("sms", "through");
    start();
    await until(() => sent.length === 1);
    hung.resolve({});
  });

  it("tries again when the platform says, and not before", async () => {
    let refusals = 1;
    const { start, says, deliveryOf, ports } = begin({
      telegram: (message) =>
        (refusals -= 1) < 0
          ? Promise.resolve({ providerId: message.text })
          : Promise.reject(
              new DeliveryError("telegram", "too many", { trouble: "unavailable", retryAfterMs: 90 * second }),
            ),
    });
    const [id] = await says("telegram", "hello");
    const first = start();
    await until(async () => (await deliveryOf(id))?.state === "pending" && (await deliveryOf(id))?.attempts === 1);
    expect((await deliveryOf(id))?.nextAttemptAt).toEqual(new Date(ports.clock.now().getTime() + 90 * second));
    ports.advance(89 * second);
    first.wake(["telegram"]);
    await first.stop();
    expect((await deliveryOf(id))?.attempts).toBe(1);
    ports.advance(second);
    start();
    await until(async () => (await deliveryOf(id))?.state === "sent");
  });

  it("gives a permanent refusal up at once, tells the process, and goes on with the next message", async () => {
    const { start, says, deliveryOf, failed } = begin({
      telegram: ({ text }) =>
        text === "blocked"
          ? Promise.reject(new DeliveryError("telegram", "blocked by the user", { trouble: "blocked" }))
          : Promise.resolve({}),
    });
    const [blocked, next] = await says("telegram", "blocked", "next");
    start();
    await until(async () => (await deliveryOf(next))?.state === "sent");
    expect(await deliveryOf(blocked)).toMatchObject({ state: "failed", failure: "blocked" });
    expect(failed).toMatchObject([{ message: { id: blocked }, failure: { trouble: "blocked" } }]);
  });

  it("counts a fault of our own in sending as an attempt, and holds the conversation up for a quarter of an hour at most", async () => {
    const { start, says, deliveryOf, reported, ports } = begin({
      telegram: () => Promise.reject(new TypeError("our bug")),
    });
    const [id] = await says("telegram", "hello");
    for (let attempts = 1; attempts <= 10; attempts += 1) {
      const sender = start();
      await until(async () => (await deliveryOf(id))?.attempts === attempts);
      await sender.stop();
      ports.advance(600 * second);
    }
    expect(await deliveryOf(id)).toMatchObject({ state: "failed", failure: "fault" });
    expect(reported).toHaveLength(10);
  });

  it("does not send again because the process stumbled over what was sent", async () => {
    let sent = 0;
    const { start, says, deliveryOf, reported } = begin({
      telegram: async () => {
        sent += 1;
        return {};
      },
    });
    const [id] = await says("telegram", "hello");
    start({ onSent: () => Promise.reject(new Error("our bug")) });
    await until(async () => (await deliveryOf(id))?.state === "sent");
    expect(sent).toBe(1);
    expect(reported).toHaveLength(1);
  });

  it("sends again what a dead process may have sent, once its lease is over, and marks it", async () => {
    const { start, says, deliveryOf, ports, store, told } = begin({ telegram: () => Promise.resolve({}) });
    const [id] = await says("telegram", "hello");
    // A process takes it, and dies before it notes anything.
    await store.outbox.take("telegram", ports.clock.now(), 45 * second, 1);
    ports.advance(44 * second);
    const early = start();
    await early.stop();
    expect(told).toEqual([]);
    ports.advance(second);
    start();
    await until(async () => (await deliveryOf(id))?.state === "maybe_doubled");
    expect(told).toHaveLength(1);
  });

  it("notes what was sent as soon as the store answers again, and sends it once", async () => {
    let down = true;
    let sent = 0;
    const { start, says, reaches, told, store } = begin({
      telegram: async () => {
        sent += 1;
        return {};
      },
    });
    const [id] = await says("telegram", "hello");
    const settle: typeof store.outbox.settle = (...ending) =>
      down ? Promise.reject(new Fault("store-unavailable", "down")) : store.outbox.settle(...ending);
    start({ store: { buckets: store.buckets, outbox: { ...store.outbox, settle } } });
    await until(() => told.length > 1);
    down = false;
    await reaches(id, { state: "sent" });
    expect(sent).toBe(1);
  });
});

describe("the next attempt", () => {
  const now = new Date("2026-12-01T07:00:00Z");
  const after = (attempts: number, retryAfterMs?: number) => {
    const next = nextAttempt(attempts, now, retryAfterMs);
    return next === undefined ? undefined : (next.getTime() - now.getTime()) / second;
  };

  it.each([
    [1, 2],
    [2, 4],
    [3, 8],
    [11, 2_048],
    [12, 3_600],
    [29, 3_600],
  ])("after %i failures comes in %i seconds", (attempts, seconds) => {
    expect(after(attempts)).toBe(seconds);
  });

  it("is never sooner than the platform allows, nor later for a shorter wait", () => {
    expect(after(1, 30 * second)).toBe(30);
    expect(after(5, second)).toBe(32);
  });

  it("does not come after thirty failures: about a day", () => {
    expect(after(30)).toBeUndefined();
    const all = Array.from({ length: 29 }, (_, index) => after(index + 1) ?? 0).reduce((sum, each) => sum + each, 0);
    expect(all / 3_600).toBeGreaterThan(16);
    expect(all / 3_600).toBeLessThan(24);
  });
});
