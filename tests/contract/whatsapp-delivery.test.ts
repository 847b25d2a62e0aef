import { afterEach, describe, expect, it } from "@jest/globals";
import { createPartSender } from "../../bots/twilio/index.ts";
import type { PartedMessage } from "../../bots/twilio/index.ts";
import type { OutboundMessage } from "../../core/conversation/message.ts";
import { brand } from "../../core/ids.ts";
import type { MessageId } from "../../core/ids.ts";
import { openTwilioWorld } from "../support/twilio/twilio-world.ts";
import type { TwilioWorld, TwilioWorldSetting } from "../support/twilio/twilio-world.ts";
import type { WhatsAppUser } from "../support/twilio/whatsapp-user.ts";
import type { ApiFault } from "../support/twilio/faults.ts";
import { waitUntil } from "../support/wait-until.ts";

const number = "+905321112233";

interface Stage extends TwilioWorld {
  readonly user: WhatsAppUser;
}

let opened: TwilioWorld | undefined;

afterEach(async () => {
  const world = opened;
  opened = undefined;
  await world?.close();
  expect(world?.twilio.state.unknown ?? []).toEqual([]);
});

async function open(setting: TwilioWorldSetting = {}): Promise<Stage> {
  const stage = await openTwilioWorld(setting);
  opened = stage;
  return { ...stage, user: stage.twilio.whatsAppUser(number) };
}

async function said({ world }: TwilioWorld): Promise<readonly OutboundMessage[]> {
  const conversation = await world.store.conversations.byAddress({ channel: "whatsapp", externalId: number });
  if (conversation === undefined) return [];
  const messages = await world.store.conversations.messages(conversation.id, 0, 500);
  return messages.filter((one) => one.direction === "out");
}

async function states(stage: TwilioWorld): Promise<readonly string[]> {
  return (await said(stage)).map(({ delivery }) => delivery.state);
}

describe("a report", () => {
  it.each(["in_order", "reversed", "before_answer"] as const)(
    "raises the state, and never lowers it: %s",
    async (order) => {
      const stage = await open();
      stage.twilio.reporting.order = order;
      await stage.user.writes("menu");
      await stage.settled();
      expect(await states(stage)).toEqual(["delivered"]);
      await stage.user.reads();
      await stage.settled();
      expect(await states(stage)).toEqual(["read"]);
      const [message] = await said(stage);
      expect(message?.delivery.providerId).toBe(stage.twilio.sent()[0]?.sid);
      // Twilio sends one again, a day late.
      for (const { fields, path } of stage.twilio.webhooks.calls.filter(({ path }) => path === "/twilio/status"))
        await stage.twilio.webhooks.post(`${path}?message=${message?.id ?? ""}`, fields);
      expect(await states(stage)).toEqual(["read"]);
    },
  );

  it("of a message that nobody knows has no effect", async () => {
    const stage = await open();
    const status = await stage.twilio.webhooks.post("/twilio/status?message=01a23067-0000-7004-8689-b9b4ee40228f", {
      AccountSid: stage.twilio.state.accountSid,
      MessageSid: `SM${"0".repeat(32)}`,
      MessageStatus: "delivered",
    });
    expect(status).toBe(204);
  });

  it("tells why a message was not delivered", async () => {
    const stage = await open();
    stage.twilio.reporting.failing.set(`whatsapp:${number}`, 63024);
    await stage.user.writes("menu");
    await stage.settled();
    const [message] = await said(stage);
    expect(message?.delivery).toMatchObject({ state: "failed", failure: "unreachable:63024" });
  });
});

describe("sending", () => {
  it.each<[string, ApiFault]>([
    ["breaks after Twilio took the message", { kind: "accept_then_reset" }],
    ["is answered too late", { kind: "accept_then_silence", ms: 400 }],
    ["is answered by somebody else after Twilio took the message", { kind: "html", isAccepted: true }],
  ])("%s: Twilio is asked, and nothing is doubled", async (_, fault) => {
    const stage = await open({ timeoutMs: 200 });
    stage.twilio.faults.next("send", fault);
    await stage.user.writes("menu");
    await waitUntil(async () => (await said(stage))[0]?.delivery.attempts === 1);
    await stage.waits(3_000);
    await waitUntil(async () => (await states(stage))[0] === "delivered" || (await states(stage))[0] === "sent");
    expect(stage.user.received()).toHaveLength(1);
    const [message] = await said(stage);
    expect(message?.delivery.providerId).toBe(stage.user.received()[0]?.sid);
  });

  it.each<[string, ApiFault]>([
    ["breaks before Twilio took the message", { kind: "reset" }],
    ["is answered by somebody else", { kind: "html", isAccepted: false }],
    ["meets a fault of Twilio's", { kind: "error", status: 503, code: 20503 }],
    ["is too fast", { kind: "error", status: 429, code: 20429, retryAfterSeconds: 1 }],
  ])("%s: it is tried again, and arrives once", async (_, fault) => {
    const stage = await open();
    stage.twilio.faults.next("send", fault);
    await stage.user.writes("menu");
    await waitUntil(async () => (await said(stage))[0]?.delivery.attempts === 1);
    expect(stage.user.received()).toHaveLength(0);
    await stage.waits(3_000);
    await waitUntil(() => stage.user.received().length > 0);
    await stage.settled();
    expect(stage.user.received()).toHaveLength(1);
  });

  it("goes on with the part that was not taken", async () => {
    const stage = await open({ hasContent: true });
    await stage.user.writes("menu");
    await stage.settled();
    const sender = createPartSender(stage.account);
    const parted = {
      channel: "whatsapp" as const,
      messageId: (await said(stage))[0]?.id ?? ("" as never),
      from: "whatsapp:+14155238886",
      to: `whatsapp:${number}`,
      parts: ["one", "two", "three"].map((body) => ({ words: { body }, reads: body })),
    };
    const before = stage.user.received().length;
    stage.twilio.faults.next("send", { kind: "slow", ms: 1 });
    stage.twilio.faults.next("send", { kind: "error", status: 503, code: 20503 });
    await expect(sender.send(parted)).rejects.toMatchObject({ trouble: "unavailable" });
    await sender.send(parted);
    await stage.twilio.idle();
    expect(
      stage.user
        .received()
        .slice(before)
        .map(({ body }) => body),
    ).toEqual(["one", "two", "three"]);
  });

  it("finds the parts that a process took down with it, and sends the rest", async () => {
    const stage = await open();
    await stage.user.writes("menu");
    await stage.settled();
    const parted = {
      channel: "whatsapp" as const,
      messageId: (await said(stage))[0]?.id ?? ("" as never),
      from: "whatsapp:+14155238886",
      to: `whatsapp:${number}`,
      parts: ["one", "two"].map((body) => ({ words: { body }, reads: body })),
    };
    const since = stage.world.ports.clock.now();
    stage.twilio.faults.next("send", { kind: "slow", ms: 1 });
    stage.twilio.faults.next("send", { kind: "error", status: 500, code: 20500 });
    await expect(createPartSender(stage.account).send(parted)).rejects.toThrow();
    const after = createPartSender(stage.account);
    expect(await after.find(parted, since)).toBeUndefined();
    const receipt = await after.send(parted);
    await stage.twilio.idle();
    expect(
      stage.user
        .received()
        .map(({ body }) => body)
        .slice(-2),
    ).toEqual(["one", "two"]);
    expect(await createPartSender(stage.account).find(parted, since)).toEqual(receipt);
    expect(await createPartSender(stage.account).find(parted, new Date(since.getTime() + 60_000))).toBeUndefined();
  });

  it("finds a message that it sent itself, and takes no other for it", async () => {
    const stage = await open();
    await stage.user.writes("menu");
    await stage.settled();
    const sender = createPartSender(stage.account);
    const parted = (id: string): PartedMessage => ({
      channel: "whatsapp",
      messageId: brand<MessageId>(id),
      from: "whatsapp:+14155238886",
      to: `whatsapp:${number}`,
      parts: [{ words: { body: "the same words" }, reads: "the same words" }],
    });
    const since = stage.world.ports.clock.now();
    const [one, again] = await Promise.all([sender.send(parted("message-one")), sender.send(parted("message-one"))]);
    expect(again).toEqual(one);
    // Its receipt could not be noted, and its lease ran out.
    expect(await sender.find(parted("message-one"), since)).toEqual(one);
    expect(await sender.find(parted("message-two"), since)).toBeUndefined();
    expect(stage.twilio.sent().filter(({ body }) => body === "the same words")).toHaveLength(1);
  });

  it("says it in words where Twilio refuses the buttons", async () => {
    const stage = await open({ hasContent: true });
    stage.twilio.faults.next("send", { kind: "error", status: 400, code: 21656 });
    await stage.user.writes("menu");
    await stage.settled();
    const [message] = stage.user.received();
    expect(stage.user.received()).toHaveLength(1);
    expect(message?.shape).toBe("words");
    expect(message?.body).toMatch(/\n1\. /u);
    // The number is an answer all the same.
    await stage.user.writes("1");
    await stage.settled();
    expect(stage.user.received()).toHaveLength(2);
  });

  it("stops where the customer does not want to hear from us", async () => {
    const stage = await open();
    stage.twilio.state.optedOut.add(`whatsapp:${number}`);
    await stage.user.writes("menu");
    await stage.settled();
    const [message] = await said(stage);
    expect(message?.delivery).toMatchObject({ state: "failed", failure: "opted_out:21610" });
  });

  it("in the sandbox reaches those who joined it", async () => {
    const stage = await open({ sandbox: true });
    await stage.user.writes("menu");
    await stage.settled();
    expect((await said(stage))[0]?.delivery).toMatchObject({ state: "failed", failure: "unreachable:63015" });
    stage.twilio.state.sandbox?.add(`whatsapp:${number}`);
    await stage.user.writes("menu");
    await stage.settled();
    expect(stage.user.received()).toHaveLength(1);
  });
});
