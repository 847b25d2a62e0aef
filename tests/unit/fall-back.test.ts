import { afterEach, describe, expect, it } from "@jest/globals";
import type { ChannelName } from "../../core/channel/address.ts";
import type { Complaint } from "../../core/complaint/complaint.ts";
import type { OutboundMessage } from "../../core/conversation/message.ts";
import type { Agent } from "../../core/staff/agent.ts";
import { leafCategories } from "../../core/organisation/look-up.ts";
import { customerAt, plainDoor } from "../support/customer.ts";
import type { Customer } from "../support/customer.ts";
import { playedChannel } from "../support/played-channel.ts";
import type { PlayedChannel } from "../support/played-channel.ts";
import { storyOf } from "../support/story.ts";
import type { Story } from "../support/story.ts";
import { openWorld } from "../support/world.ts";
import type { World } from "../support/world.ts";

const phone = "+905321234567";
const hour = 60 * 60_000;
let world: World | undefined;

afterEach(async () => {
  await world?.close();
  world = undefined;
});

interface Opened {
  readonly world: World;
  readonly chat: PlayedChannel;
  readonly sms: PlayedChannel;
  readonly customer: Customer;
  readonly story: Story;
  readonly agent: Agent;
  readonly complaint: Complaint;
}

/** A customer who filed on one chat channel, naming a mobile number unless there is none. */
async function filedOn(
  chat: PlayedChannel,
  typed: string = phone,
  more: readonly PlayedChannel[] = [],
): Promise<Opened> {
  const sms = playedChannel("sms");
  const opened = await openWorld([chat, sms, ...more]);
  world = opened;
  const externalId = chat.name === "whatsapp" ? phone : "one";
  const customer = customerAt(
    opened,
    plainDoor(opened, { channel: chat.name, externalId }, chat.capabilities, "en"),
    "en",
  );
  const story = storyOf(opened, customer, "en");
  const { complaint } = await story.files(undefined, chat.name === "whatsapp" || typed === "none" ? undefined : typed);
  await opened.settled();
  return { world: opened, chat, sms, customer, story, agent: await opened.agent("agent"), complaint };
}

async function decided({ story, complaint, agent }: Opened): Promise<Complaint> {
  await story.reviewed(complaint, agent);
  return story.decided(complaint, agent);
}

async function failuresOf({ world: { store }, complaint }: Opened) {
  const events = await store.complaints.events(complaint.id);
  return events.flatMap(({ kind, facts }) => (kind === "notice_failed" ? [facts] : []));
}

async function alertsOf({ world: { store } }: Opened): Promise<readonly string[]> {
  return (await store.alerts.open(50)).map(({ kind }) => kind);
}

async function toldOf({ world: { store }, complaint }: Opened, purpose: string): Promise<readonly OutboundMessage[]> {
  return store.outbox.ofPurpose(complaint.id, purpose);
}

async function unreachableAt({ world: { store }, customer }: Opened) {
  return (await store.conversations.byAddress(customer.door.address))?.unreachable;
}

const wayOf = (messages: readonly OutboundMessage[]) =>
  messages.map(({ address, delivery }) => [address.channel, delivery.state] satisfies [ChannelName, string]);

describe("a notice that does not get through", () => {
  it("is told by SMS where the chat that filed is blocked, and the complaint shows each try", async () => {
    const opened = await filedOn(playedChannel("telegram"));
    opened.chat.fails("blocked", "403");
    await opened.story.reviewed(opened.complaint, opened.agent);
    expect(wayOf(await toldOf(opened, "under_evaluation"))).toEqual([
      ["telegram", "failed"],
      ["sms", "sent"],
    ]);
    expect(await failuresOf(opened)).toMatchObject([
      { purpose: "under_evaluation", channel: "telegram", trouble: "blocked", code: "403" },
    ]);
    expect(opened.sms.taken.at(-1)?.text).toContain(opened.complaint.number);
    expect(await alertsOf(opened)).toEqual([]);
    expect(await unreachableAt(opened)).toMatchObject({ reason: "blocked" });
  });

  it("goes past a chat that cannot be written to from then on, until its customer writes", async () => {
    const opened = await filedOn(playedChannel("telegram"));
    opened.chat.fails("blocked");
    await opened.story.reviewed(opened.complaint, opened.agent);
    opened.chat.fails(undefined);
    await opened.story.decided(opened.complaint, opened.agent);
    expect(wayOf(await toldOf(opened, "decision.1"))).toEqual([["sms", "sent"]]);
    await opened.customer.writes("status");
    expect(await unreachableAt(opened)).toBeUndefined();
  });

  it("needs no other way while one of its messages is under way, and raises no false alarm", async () => {
    const opened = await filedOn(playedChannel("telegram"));
    await opened.story.reviewed(opened.complaint, opened.agent);
    opened.sms.fails("spent");
    const concluded = await opened.story.decided(opened.complaint, opened.agent);
    expect(wayOf(await toldOf(opened, "decision.1")).toSorted()).toEqual([
      ["sms", "failed"],
      ["telegram", "sent"],
    ]);
    expect(await failuresOf(opened)).toMatchObject([{ channel: "sms", trouble: "spent" }]);
    expect(await alertsOf(opened)).toEqual([]);
    expect((await opened.story.now(concluded)).rounds[0]?.toldAt).toBeDefined();
  });

  it("becomes one task for staff when every way has failed; the decision does not count as told", async () => {
    const opened = await filedOn(playedChannel("telegram"));
    await opened.story.reviewed(opened.complaint, opened.agent);
    opened.chat.fails("unreachable");
    opened.sms.fails("unreachable");
    await opened.story.decided(opened.complaint, opened.agent);
    expect(await failuresOf(opened)).toHaveLength(2);
    expect(await alertsOf(opened)).toEqual(["unreached"]);
    const kinds = (await opened.world.store.complaints.events(opened.complaint.id)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "told_in_vain")).toHaveLength(1);
    expect((await opened.story.now(opened.complaint)).rounds[0]?.toldAt).toBeUndefined();
  });

  it("is tried on the customer's other chat before SMS", async () => {
    const other = playedChannel("whatsapp");
    const opened = await filedOn(playedChannel("telegram"), phone, [other]);
    const { store } = opened.world;
    const own = await store.conversations.byAddress(opened.customer.door.address);
    await opened.world.redress.receive({
      address: { channel: "whatsapp", externalId: "+905320000000" },
      externalId: "first",
      reply: { kind: "text", text: "menu" },
    });
    const second = await store.conversations.byAddress({ channel: "whatsapp", externalId: "+905320000000" });
    if (own === undefined || second === undefined) throw new Error("no conversations");
    const joined = { ...second, customerId: own.customerId, version: second.version + 1 };
    await store.commit({ conversations: [{ before: second, after: joined }] });
    opened.chat.fails("blocked");
    await opened.story.reviewed(opened.complaint, opened.agent);
    expect(wayOf(await toldOf(opened, "under_evaluation"))).toEqual([
      ["telegram", "failed"],
      ["whatsapp", "sent"],
    ]);
  });

  it("is told elsewhere once its attempts are used up", async () => {
    const opened = await filedOn(playedChannel("telegram"));
    opened.chat.fails("unavailable", "502");
    await opened.story.reviewed(opened.complaint, opened.agent);
    for (let tries = 0; tries < 40; tries += 1) {
      await opened.world.pass(hour);
    }
    expect(wayOf(await toldOf(opened, "under_evaluation"))).toEqual([
      ["telegram", "failed"],
      ["sms", "sent"],
    ]);
    expect(await failuresOf(opened)).toMatchObject([{ trouble: "unavailable", code: "502" }]);
    expect(await unreachableAt(opened)).toBeUndefined();
  });

  it("has its effect once, however often it is said", async () => {
    const opened = await filedOn(playedChannel("telegram"), "none");
    await opened.story.reviewed(opened.complaint, opened.agent);
    const [message] = await toldOf(opened, "under_evaluation");
    if (message === undefined) throw new Error("nothing was told");
    const { messageId } = message.body;
    const report = { messageId, state: "failed", trouble: "blocked" } as const;
    await Promise.all([1, 2, 3].map(() => opened.world.redress.noteStatus(report)));
    await opened.world.redress.noteStatus(report);
    expect(await failuresOf(opened)).toHaveLength(1);
    expect(await alertsOf(opened)).toEqual(["unreached"]);
  });
});

describe("a passcode that does not get through", () => {
  it("calls nobody where the customer saw it when they filed", async () => {
    const sms = playedChannel("sms");
    sms.fails("unreachable");
    const chat = playedChannel("telegram");
    world = await openWorld([chat, sms]);
    const customer = customerAt(
      world,
      plainDoor(world, { channel: "telegram", externalId: "one" }, chat.capabilities, "en"),
      "en",
    );
    const { complaint } = await storyOf(world, customer, "en").files(undefined, phone);
    await world.settled();
    const events = await world.store.complaints.events(complaint.id);
    expect(events.filter(({ kind }) => kind === "notice_failed")).toHaveLength(1);
    expect(await world.store.alerts.open(10)).toEqual([]);
    expect(chat.taken.filter(({ kept }) => kept !== undefined)).toHaveLength(1);
  });

  it("calls staff where nobody else has shown it, and is not made a second time", async () => {
    const sms = playedChannel("sms");
    sms.fails("unreachable");
    world = await openWorld([playedChannel("telegram"), sms]);
    const filed = await world.redress.casework.fileOnBehalf(
      {
        customer: { language: "en", phone },
        heardBy: "phone",
        matter: { category: leafCategories(world.organisation)[0]?.key ?? never(), description: "The resin is hard" },
        attachments: [],
      },
      await world.agent("agent"),
    );
    if (!filed.ok) throw new Error(filed.refusal.key);
    await world.settled();
    expect((await world.store.alerts.open(10)).map(({ kind }) => kind)).toEqual(["unreached"]);
    expect(await world.store.outbox.ofPurpose(filed.value.id, "registered")).toHaveLength(1);
  });
});

describe("a report that comes later", () => {
  it("of a failure begins the fall-back; one of success after it does no harm", async () => {
    const opened = await filedOn(playedChannel("telegram"));
    await opened.story.reviewed(opened.complaint, opened.agent);
    const [message] = await toldOf(opened, "under_evaluation");
    if (message === undefined) throw new Error("nothing was told");
    const { redress, settled } = opened.world;
    await redress.noteStatus({ messageId: message.id, state: "failed", trouble: "unreachable", code: "63024" });
    await settled();
    expect(wayOf(await toldOf(opened, "under_evaluation"))).toEqual([
      ["telegram", "failed"],
      ["sms", "sent"],
    ]);
    await redress.noteStatus({ messageId: message.id, state: "delivered" });
    expect((await toldOf(opened, "under_evaluation"))[0]?.delivery.state).toBe("delivered");
    await redress.noteStatus({ messageId: message.id, state: "failed", trouble: "unreachable" });
    expect(await failuresOf(opened)).toHaveLength(1);
    expect(await alertsOf(opened)).toEqual([]);
  });

  it("counts a decision as told although its sender died before it could say so", async () => {
    const opened = await filedOn(playedChannel("telegram"), "none");
    await opened.story.reviewed(opened.complaint, opened.agent);
    opened.chat.fails("unavailable");
    await opened.story.decided(opened.complaint, opened.agent);
    const [message] = await toldOf(opened, "decision.1");
    if (message === undefined) throw new Error("nothing was told");
    expect((await opened.story.now(opened.complaint)).rounds[0]?.toldAt).toBeUndefined();
    await opened.world.redress.noteStatus({ messageId: message.id, state: "delivered", providerId: "p" });
    expect((await opened.story.now(opened.complaint)).rounds[0]?.toldAt).toBeDefined();
  });

  it("of a passing trouble sends it again", async () => {
    const opened = await filedOn(playedChannel("telegram"), "none");
    await opened.story.reviewed(opened.complaint, opened.agent);
    const [message] = await toldOf(opened, "under_evaluation");
    if (message === undefined) throw new Error("nothing was told");
    const before = opened.chat.taken.length;
    await opened.world.redress.noteStatus({
      messageId: message.id,
      state: "failed",
      trouble: "unavailable",
      code: "63018",
    });
    await opened.world.pass(hour);
    expect(opened.chat.taken).toHaveLength(before + 1);
    expect(await failuresOf(opened)).toEqual([]);
  });

  it("of nothing that we sent, or of what a customer wrote, has no effect", async () => {
    const opened = await filedOn(playedChannel("telegram"), "none");
    const conversation = await opened.world.store.conversations.byAddress(opened.customer.door.address);
    const [first] = await opened.world.store.conversations.messages(conversation?.id ?? never(), 0, 1);
    if (first === undefined) throw new Error("nothing was written");
    await opened.world.redress.noteStatus({ messageId: first.id, state: "failed", trouble: "blocked" });
    expect(await failuresOf(opened)).toEqual([]);
  });
});

describe("an agent's words that do not get through", () => {
  it("call staff to that conversation, once while it cannot be written to", async () => {
    const opened = await filedOn(playedChannel("telegram"), "none");
    const conversation = await opened.world.store.conversations.byAddress(opened.customer.door.address);
    if (conversation === undefined) throw new Error("no conversation");
    opened.chat.fails("blocked");
    for (const text of ["Good morning", "Are you there?"]) {
      await opened.world.redress.casework.write(conversation.id, text, opened.agent);
      await opened.world.settled();
    }
    expect(await opened.world.store.alerts.open(10)).toMatchObject([
      { kind: "unreached", conversationId: conversation.id },
    ]);
  });
});

describe("an account that is out of order", () => {
  it("is one alert for the channel, and each notice goes its other way", async () => {
    const opened = await filedOn(playedChannel("telegram"));
    opened.chat.fails("account", "401");
    await decided(opened);
    expect(wayOf(await toldOf(opened, "under_evaluation"))).toEqual([
      ["telegram", "failed"],
      ["sms", "sent"],
    ]);
    expect(await alertsOf(opened)).toEqual(["channel_trouble"]);
    // A message an hour later finds the alert still open.
    await opened.world.pass(2 * hour);
    await opened.customer.writes("status");
    await opened.world.pass(hour);
    expect(await alertsOf(opened)).toEqual(["channel_trouble"]);
  });
});

describe("a notice outside the window", () => {
  it("goes by SMS where no approved words exist, and in full once the customer writes", async () => {
    const chat = playedChannel("whatsapp", 24 * hour);
    const opened = await filedOn(chat);
    await opened.story.reviewed(opened.complaint, opened.agent);
    chat.refusesToInvite("no_template");
    await opened.world.pass(48 * hour);
    await opened.story.decided(opened.complaint, opened.agent);
    expect(wayOf(await toldOf(opened, "decision.1"))).toEqual([
      ["whatsapp", "pending"],
      ["sms", "sent"],
    ]);
    expect(await alertsOf(opened)).toEqual(["channel_trouble"]);
    expect((await opened.story.now(opened.complaint)).rounds[0]?.toldAt).toBeDefined();
    await opened.customer.writes("hello");
    await opened.world.settled();
    expect(chat.taken.map(({ text }) => text).join("\n")).toContain("1: The resin arrived hardened.");
  });

  it("is not sent when the customer answered it meanwhile, nor a reminder beside the decision that it reminds of", async () => {
    const chat = playedChannel("whatsapp", 24 * hour);
    const opened = await filedOn(chat);
    await opened.story.reviewed(opened.complaint, opened.agent);
    await opened.world.pass(48 * hour);
    await opened.story.decided(opened.complaint, opened.agent);
    expect(chat.invited.map(({ kind, number }) => [kind, number])).toEqual([["decision", opened.complaint.number]]);
    await opened.world.pass(4 * 24 * hour);
    expect(chat.invited.map(({ kind }) => kind)).toEqual(["decision", "reminder"]);
    await opened.customer.writes("hello");
    await opened.world.settled();
    expect(wayOf(await toldOf(opened, "decision.1"))).toContainEqual(["whatsapp", "sent"]);
    expect(wayOf(await toldOf(opened, "reminder.1.1"))).toEqual([["whatsapp", "superseded"]]);
  });
});

function never(): never {
  throw new Error("missing");
}
