import { afterEach, describe, expect, it } from "@jest/globals";
import { readFileSync } from "node:fs";
import { ConcurrentChange, Fault } from "../../core/errors.ts";
import type { Message } from "../../core/conversation/message.ts";
import { openTwilioWorld } from "../support/twilio/twilio-world.ts";
import type { TwilioWorld, TwilioWorldSetting } from "../support/twilio/twilio-world.ts";

const photo = readFileSync("tests/fixtures/pictures/gps.jpg");
const number = "+905321112233";
const jpeg = { bytes: photo, contentType: "image/jpeg" };

let opened: TwilioWorld | undefined;

afterEach(async () => {
  const world = opened;
  opened = undefined;
  await world?.close();
  expect(world?.world.faults ?? []).toEqual([]);
  expect(world?.twilio.state.unknown ?? []).toEqual([]);
});

async function open(setting: TwilioWorldSetting = {}): Promise<TwilioWorld> {
  opened = await openTwilioWorld(setting);
  return opened;
}

async function messages({ world }: TwilioWorld, externalId = number): Promise<readonly Message[]> {
  const conversation = await world.store.conversations.byAddress({ channel: "whatsapp", externalId });
  return conversation === undefined ? [] : world.store.conversations.messages(conversation.id, 0, 500);
}

async function written(stage: TwilioWorld, externalId?: string): Promise<readonly string[]> {
  return (await messages(stage, externalId)).flatMap((one) =>
    one.direction === "in" ? [one.reply.kind === "text" ? one.reply.text : one.reply.kind] : [],
  );
}

/** What another process gets that wants to reconcile; undefined where it has to wait. */
async function leaseOfAnother({ world }: TwilioWorld): Promise<unknown> {
  return world.store.bookmarks.lease("twilio.reconciled", "another process", world.ports.clock.now(), 1);
}

describe("a message whose webhook was lost", () => {
  it("is taken in by the reconciler, with its files and in its order, and only once", async () => {
    const stage = await open();
    const user = stage.twilio.whatsAppUser(number);
    await user.writes("bir");
    stage.twilio.webhooks.lose = 3;
    await user.writes("iki");
    await user.sends(jpeg, "üç");
    await user.writes("dört");
    await stage.settled();
    expect(await written(stage)).toEqual(["bir"]);
    expect(await stage.account.reconcile()).toEqual({ listed: 4, handed: 3 });
    await stage.waits(3_000);
    expect(await written(stage)).toEqual(["bir", "iki", "files", "dört"]);
    expect(await stage.account.reconcile()).toEqual({ listed: 5, handed: 0 });
    const conversation = await stage.world.store.conversations.byAddress({ channel: "whatsapp", externalId: number });
    const stored = (await messages(stage)).flatMap((one) => (one.direction === "in" ? one.attachments : []));
    expect(conversation).toBeDefined();
    expect(stored).toHaveLength(1);
  });

  it("is taken in although its form was refused, without what no database keeps", async () => {
    const stage = await open();
    const user = stage.twilio.whatsAppUser(number);
    await user.writes("bir");
    expect(await user.writes("a\0b \ud83d!")).toBe(400);
    await stage.account.reconcile();
    await stage.settled();
    expect(await written(stage)).toEqual(["bir", "ab \ufffd!"]);
  });

  it("is not acknowledged while the store is down, and comes in afterwards", async () => {
    let isDown = true;
    const stage = await open({
      change: ({ receive }) => ({
        receive: (inbound) =>
          isDown ? Promise.reject(new Fault("store-unavailable", "the database does not answer")) : receive(inbound),
      }),
    });
    const user = stage.twilio.whatsAppUser(number);
    expect(await user.writes("menu")).toBe(503);
    await expect(stage.account.reconcile()).rejects.toThrow("store-unavailable");
    isDown = false;
    expect(await stage.account.reconcile()).toMatchObject({ handed: 1 });
    await stage.settled();
    expect(await written(stage)).toEqual(["menu"]);
    expect(user.received()).toHaveLength(1);
  });

  it("keeps no other message out, whatever the trouble with it", async () => {
    const stage = await open({
      change: ({ receive }) => ({
        receive: (inbound) =>
          inbound.reply.kind === "text" && inbound.reply.text === "iki"
            ? Promise.reject(new Error("a fault of ours"))
            : receive(inbound),
      }),
    });
    const user = stage.twilio.whatsAppUser(number);
    stage.twilio.webhooks.lose = 4;
    await user.writes("bir");
    await user.writes("iki");
    await user.sends(jpeg, "üç");
    await user.writes("dört");
    stage.twilio.faults.next("media", { kind: "error", status: 404, code: 20404 });
    expect(await stage.account.reconcile()).toEqual({ listed: 4, handed: 4 });
    await stage.settled();
    expect(await written(stage)).toEqual(["bir", "üç", "dört"]);
    expect(stage.reported).toHaveLength(1);
  });

  it("is tried again by the next run where a rival was always faster, or where the trouble was ours", async () => {
    const troubles: Error[] = [new ConcurrentChange("the conversation"), new Error("a fault of ours")];
    const stage = await open({
      change: ({ receive }) => ({
        receive: (inbound) => {
          const trouble = troubles.shift();
          return trouble === undefined ? receive(inbound) : Promise.reject(trouble);
        },
      }),
    });
    stage.twilio.webhooks.lose = 1;
    await stage.twilio.whatsAppUser(number).writes("menu");
    await expect(stage.account.reconcile()).rejects.toThrow("concurrent-change");
    await stage.account.reconcile();
    expect(await written(stage)).toEqual([]);
    await stage.account.reconcile();
    await stage.settled();
    expect(await written(stage)).toEqual(["menu"]);
    expect(stage.reported).toHaveLength(1);
  });

  it("holds up no stop, however long Twilio takes", async () => {
    const stage = await open();
    stage.twilio.faults.next("list", { kind: "slow", ms: 6_000 });
    await stage.account.start();
    const began = performance.now();
    await stage.account.stop();
    expect(performance.now() - began).toBeLessThan(3_000);
  });

  it("is left to the process that is at it", async () => {
    const stage = await open();
    const { bookmarks } = stage.world.store;
    const now = stage.world.ports.clock.now();
    await bookmarks.lease("twilio.reconciled", "another process", now, 60_000);
    expect(await stage.account.reconcile()).toBeUndefined();
    await bookmarks.release("twilio.reconciled", "another process");
    expect(await stage.account.reconcile()).toEqual({ listed: 0, handed: 0 });
  });

  it("is left to it for a minute at most, if it has died", async () => {
    const died = Promise.withResolvers<undefined>();
    const stage = await open({
      change: () => ({
        receive: () => {
          died.resolve(undefined);
          return new Promise(() => undefined);
        },
      }),
    });
    stage.twilio.webhooks.lose = 1;
    await stage.twilio.whatsAppUser(number).writes("menu");
    void stage.account.reconcile();
    await died.promise;
    expect(await leaseOfAnother(stage)).toBeUndefined();
    stage.world.ports.advance(61_000);
    expect(await leaseOfAnother(stage)).toBeDefined();
  });

  it("is found however long the outage was, and looked for from there on only", async () => {
    const stage = await open();
    const user = stage.twilio.whatsAppUser(number);
    await stage.account.reconcile();
    stage.twilio.webhooks.lose = 1;
    await user.writes("menu");
    stage.world.ports.advance(30 * 60 * 60_000);
    expect(await stage.account.reconcile()).toMatchObject({ listed: 1, handed: 1 });
    stage.world.ports.advance(20 * 60_000);
    expect(await stage.account.reconcile()).toMatchObject({ listed: 0 });
    await stage.settled();
    expect(await written(stage)).toEqual(["menu"]);
  });

  it("is the way in where Twilio cannot call us", async () => {
    const stage = await open({ isUnreachable: true });
    const user = stage.twilio.whatsAppUser(number);
    expect(await user.writes("menu")).toBe(0);
    await stage.account.start();
    await stage.account.stop();
    await stage.settled();
    expect(await written(stage)).toEqual(["menu"]);
    expect(user.received()[0]).not.toHaveProperty("statusCallback");
    expect(stage.reported).toEqual([]);
  });

  it("is reported when Twilio's list cannot be read, without a word of it", async () => {
    const stage = await open();
    stage.twilio.faults.next("list", { kind: "error", status: 401, code: 20003 });
    await stage.account.start();
    await stage.account.stop();
    expect(String(stage.reported[0])).toContain("twilio-reconcile");
    expect(JSON.stringify(stage.reported)).not.toContain(number);
  });
});
