import { afterEach, describe, expect, it } from "@jest/globals";
import { DeliveryError, Fault } from "../../core/errors.ts";
import { setStage, until } from "../support/sender-stage.ts";
import type { Played, Send, SenderStage } from "../support/sender-stage.ts";

const second = 1_000;
let stage: SenderStage | undefined;

afterEach(() => stage?.strike());

function begin(telegram: Send | Played): SenderStage {
  stage = setStage({ telegram });
  return stage;
}

const tooMany = (retryAfterMs: number, forAll = false) =>
  Promise.reject(new DeliveryError("telegram", "too many", { trouble: "unavailable", retryAfterMs, forAll }));

describe("the pool of a channel", () => {
  it("is filled again as messages end: one that hangs holds up nobody but its own conversation", async () => {
    const sent: string[] = [];
    const hung = Promise.withResolvers<object>();
    const { says, start } = begin(async ({ text }) => {
      if (text === "hangs") return hung.promise;
      sent.push(text);
      return {};
    });
    await says("telegram", "hangs", "waits behind it");
    for (let person = 1; person <= 200; person += 1) await says("telegram", `hello ${String(person)}`);
    start();
    await until(() => sent.length === 200);
    expect(sent).not.toContain("waits behind it");
    hung.resolve({});
    await until(() => sent.includes("waits behind it"));
  });

  it("keeps 64 under way and no more", async () => {
    const gate = Promise.withResolvers<object>();
    let flying = 0;
    let most = 0;
    const { says, start } = begin(async () => {
      flying += 1;
      most = Math.max(most, flying);
      await gate.promise;
      flying -= 1;
      return {};
    });
    const ids = [];
    for (let person = 1; person <= 100; person += 1) ids.push(...(await says("telegram", "hello")));
    start();
    await until(() => flying === 64);
    gate.resolve({});
    await until(() => stage?.told.length === ids.length);
    expect(most).toBe(64);
  });

  it("sends a message that was committed for later when its moment has come", async () => {
    const { saysAs, start, ports, told } = begin(() => Promise.resolve({}));
    const at = new Date(ports.clock.now().getTime() + 30);
    const [id] = await saysAs(
      "telegram",
      { delivery: { state: "pending", attempts: 0, nextAttemptAt: at, hold: "album" } },
      "three photos",
    );
    const sender = start();
    sender.wake(["telegram"], at);
    ports.advance(30);
    await until(() => told.some((message) => message.id === id));
  });

  it("ends what is under way when it is stopped, and begins nothing else", async () => {
    const gate = Promise.withResolvers<object>();
    let begun = 0;
    const { says, start, reaches } = begin(() => {
      begun += 1;
      return gate.promise;
    });
    const [first] = await says("telegram", "one", "two");
    const sender = start();
    await until(() => begun === 1);
    const stopped = sender.stop();
    gate.resolve({});
    await stopped;
    await reaches(first, { state: "sent" });
    expect(begun).toBe(1);
  });

  it("goes on after the store could not be asked", async () => {
    const { says, start, store, reported, told } = begin(() => Promise.resolve({}));
    let asked = 0;
    const take: typeof store.outbox.take = (...about) => {
      asked += 1;
      return asked === 1 ? Promise.reject(new Fault("store-unavailable", "down")) : store.outbox.take(...about);
    };
    await says("telegram", "hello");
    const sender = start({ store: { buckets: store.buckets, outbox: { ...store.outbox, take } } });
    await until(() => reported.length === 1);
    sender.wake(["telegram"]);
    await until(() => told.length === 1);
  });
});

describe("the pace of a channel", () => {
  it("costs nothing where the channel has no rates", async () => {
    const { says, start, store, told } = begin(() => Promise.resolve({}));
    const buckets = {
      take: () => Promise.reject(new Error("asked")),
      giveBack: () => Promise.reject(new Error("asked")),
      block: () => Promise.reject(new Error("asked")),
    };
    await says("telegram", "hello");
    start({ store: { outbox: store.outbox, buckets } });
    await until(() => told.length === 1);
    expect(stage?.reported).toEqual([]);
  });

  it("is that of the shared bucket, whatever waits; what was not needed is given back", async () => {
    const rates = { all: { count: 10, perMs: 10 * second } };
    const { says, start, ports, told, store } = begin({ rates, send: () => Promise.resolve({}) });
    for (let person = 1; person <= 15; person += 1) await says("telegram", "hello");
    const senders = [start(), start()];
    await until(() => told.length === 10);
    const left = async () => (await store.buckets.take("send:telegram", rates.all, 1, ports.clock.now())).granted;
    expect(await left()).toBe(0);
    ports.advance(3 * second);
    for (const sender of senders) sender.wake(["telegram"]);
    await until(() => told.length === 13);
    ports.advance(10 * second);
    for (const sender of senders) sender.wake(["telegram"]);
    await until(() => told.length === 15);
    ports.advance(60 * second);
    for (const sender of senders) await sender.stop();
    const { granted } = await store.buckets.take("send:telegram", rates.all, 99, ports.clock.now());
    expect(granted).toBe(10);
  });

  it("leaves a conversation that has said as much as it may, and serves the others", async () => {
    const sent: string[] = [];
    const rates = { chat: { count: 2, perMs: 3 * second } };
    const { says, start, ports } = begin({
      rates,
      send: async ({ text }) => {
        sent.push(text);
        return {};
      },
    });
    await says("telegram", "a1", "a2", "a3");
    await says("telegram", "b1");
    const sender = start();
    await until(() => sent.length === 3);
    expect(sent.toSorted()).toEqual(["a1", "a2", "b1"]);
    ports.advance(3 * second);
    sender.wake(["telegram"]);
    await until(() => sent.includes("a3"));
  });

  it("stops for the whole channel when two conversations are told to wait at once", async () => {
    let isBusy = true;
    const rates = { all: { count: 100, perMs: second } };
    const { says, start, ports, told, store } = begin({
      rates,
      send: () => (isBusy ? tooMany(30 * second) : Promise.resolve({})),
    });
    const [one] = await says("telegram", "one");
    const [other] = await says("telegram", "other");
    const sender = start();
    await stage?.reaches(one, { state: "pending", attempts: 1 });
    await stage?.reaches(other, { state: "pending", attempts: 1 });
    isBusy = false;
    await says("telegram", "third");
    // Another process is held back, too.
    const elsewhere = start();
    for (const each of [sender, elsewhere]) each.wake(["telegram"]);
    expect(await store.buckets.take("send:telegram", rates.all, 1, ports.clock.now())).toMatchObject({ granted: 0 });
    expect(told).toEqual([]);
    ports.advance(30 * second);
    for (const each of [sender, elsewhere]) each.wake(["telegram"]);
    await until(() => told.length === 3);
  });

  it("goes on for the others when one conversation alone is told to wait", async () => {
    const { says, start, told } = begin(({ text }) => (text === "busy" ? tooMany(30 * second) : Promise.resolve({})));
    const [busy] = await says("telegram", "busy");
    start();
    await stage?.reaches(busy, { state: "pending", attempts: 1 });
    await says("telegram", "another");
    start();
    await until(() => told.length === 1);
  });

  it("stops for all at the first word where the platform says that it means all", async () => {
    let isBusy = true;
    const { says, start, told, ports } = begin(() => (isBusy ? tooMany(30 * second, true) : Promise.resolve({})));
    const [first] = await says("telegram", "one");
    const sender = start();
    await stage?.reaches(first, { state: "pending", attempts: 1 });
    isBusy = false;
    await says("telegram", "another");
    sender.wake(["telegram"]);
    await sender.stop();
    expect(told).toEqual([]);
    ports.advance(30 * second);
    start();
    await until(() => told.length === 2);
  });
});
