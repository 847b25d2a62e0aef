import { afterEach, describe, expect, it } from "@jest/globals";
import { leafCategories } from "../../core/organisation/look-up.ts";
import { customerAt, plainDoor } from "../support/customer.ts";
import { filedOn, phone } from "../support/filed-stage.ts";
import type { FiledStage } from "../support/filed-stage.ts";
import { playedChannel } from "../support/played-channel.ts";
import { storyOf } from "../support/story.ts";
import { openWorld } from "../support/world.ts";
import type { World } from "../support/world.ts";

const hour = 60 * 60_000;
let world: World | undefined;

afterEach(async () => {
  await world?.close();
  world = undefined;
});

let opened: FiledStage | undefined;

afterEach(async () => {
  await opened?.world.close();
  opened = undefined;
});

async function filed(...of: Parameters<typeof filedOn>): Promise<FiledStage> {
  opened = await filedOn(...of);
  return opened;
}

describe("a notice that does not get through", () => {
  it("is told by SMS where the chat that filed is blocked, and the complaint shows each try", async () => {
    const stage = await filed(playedChannel("telegram"));
    stage.chat.fails("blocked", "403");
    await stage.story.reviewed(stage.complaint, stage.agent);
    expect(await stage.ways("under_evaluation")).toEqual([
      ["telegram", "failed"],
      ["sms", "sent"],
    ]);
    expect(await stage.failures()).toMatchObject([
      { purpose: "under_evaluation", channel: "telegram", trouble: "blocked", code: "403" },
    ]);
    expect(stage.sms.taken.at(-1)?.text).toContain(stage.complaint.number);
    expect(await stage.alerts()).toEqual([]);
    expect((await stage.conversation()).unreachable).toMatchObject({ reason: "blocked" });
  });

  it("goes past a chat that cannot be written to from then on, until its customer writes", async () => {
    const stage = await filed(playedChannel("telegram"));
    stage.chat.fails("blocked");
    await stage.story.reviewed(stage.complaint, stage.agent);
    stage.chat.fails(undefined);
    await stage.story.decided(stage.complaint, stage.agent);
    expect(await stage.ways("decision.1")).toEqual([["sms", "sent"]]);
    await stage.customer.writes("status");
    expect((await stage.conversation()).unreachable).toBeUndefined();
  });

  it("needs no other way while one of its messages is under way, and raises no false alarm", async () => {
    const stage = await filed(playedChannel("telegram"));
    await stage.story.reviewed(stage.complaint, stage.agent);
    stage.sms.fails("spent");
    const concluded = await stage.story.decided(stage.complaint, stage.agent);
    expect((await stage.ways("decision.1")).toSorted()).toEqual([
      ["sms", "failed"],
      ["telegram", "sent"],
    ]);
    expect(await stage.failures()).toMatchObject([{ channel: "sms", trouble: "spent" }]);
    expect(await stage.alerts()).toEqual([]);
    expect((await stage.story.now(concluded)).rounds[0]?.toldAt).toBeDefined();
  });

  it("becomes one task for staff when every way has failed; the decision does not count as told", async () => {
    const stage = await filed(playedChannel("telegram"));
    await stage.story.reviewed(stage.complaint, stage.agent);
    stage.chat.fails("unreachable");
    stage.sms.fails("unreachable");
    await stage.story.decided(stage.complaint, stage.agent);
    expect(await stage.failures()).toHaveLength(2);
    expect(await stage.alerts()).toEqual(["unreached"]);
    const kinds = (await stage.world.store.complaints.events(stage.complaint.id)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "told_in_vain")).toHaveLength(1);
    expect((await stage.story.now(stage.complaint)).rounds[0]?.toldAt).toBeUndefined();
  });

  it("is tried on the customer's other chat before SMS", async () => {
    const other = playedChannel("whatsapp");
    const stage = await filed(playedChannel("telegram"), { more: [other] });
    const { store } = stage.world;
    const own = await store.conversations.byAddress(stage.customer.door.address);
    await stage.world.redress.receive({
      address: { channel: "whatsapp", externalId: "+905320000000" },
      externalId: "first",
      reply: { kind: "text", text: "menu" },
    });
    const second = await store.conversations.byAddress({ channel: "whatsapp", externalId: "+905320000000" });
    if (own === undefined || second === undefined) throw new Error("no conversations");
    const joined = { ...second, customerId: own.customerId, version: second.version + 1 };
    await store.commit({ conversations: [{ before: second, after: joined }] });
    stage.chat.fails("blocked");
    await stage.story.reviewed(stage.complaint, stage.agent);
    expect(await stage.ways("under_evaluation")).toEqual([
      ["telegram", "failed"],
      ["whatsapp", "sent"],
    ]);
  });

  it("is told elsewhere once its attempts are used up", async () => {
    const stage = await filed(playedChannel("telegram"));
    stage.chat.fails("unavailable", "502");
    await stage.story.reviewed(stage.complaint, stage.agent);
    for (let tries = 0; tries < 40; tries += 1) {
      await stage.world.pass(hour);
    }
    expect(await stage.ways("under_evaluation")).toEqual([
      ["telegram", "failed"],
      ["sms", "sent"],
    ]);
    expect(await stage.failures()).toMatchObject([{ trouble: "unavailable", code: "502" }]);
    expect((await stage.conversation()).unreachable).toBeUndefined();
  });

  it("has its effect once, however often it is said", async () => {
    const stage = await filed(playedChannel("telegram"), { typed: null });
    await stage.story.reviewed(stage.complaint, stage.agent);
    const message = await stage.firstTold("under_evaluation");
    const { messageId } = message.body;
    const report = { messageId, state: "failed", trouble: "blocked" } as const;
    await Promise.all([1, 2, 3].map(() => stage.world.redress.noteStatus(report)));
    await stage.world.redress.noteStatus(report);
    expect(await stage.failures()).toHaveLength(1);
    expect(await stage.alerts()).toEqual(["unreached"]);
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

describe("an agent's words that do not get through", () => {
  it("call staff to that conversation, once while it cannot be written to", async () => {
    const stage = await filed(playedChannel("telegram"), { typed: null });
    const conversation = await stage.world.store.conversations.byAddress(stage.customer.door.address);
    if (conversation === undefined) throw new Error("no conversation");
    await stage.world.redress.casework.takeOver(conversation.id, stage.agent);
    await stage.world.settled();
    stage.chat.fails("blocked");
    for (const text of ["Good morning", "Are you there?"]) {
      const words = { text, attachments: [], choices: [], afterSeq: 1_000 };
      await stage.world.redress.casework.write(conversation.id, words, stage.agent);
      await stage.world.settled();
    }
    expect(await stage.world.store.alerts.open(10)).toMatchObject([
      { kind: "unreached", conversationId: conversation.id },
    ]);
  });
});

describe("an account that is out of order", () => {
  it("is one alert for the channel, and each notice goes its other way", async () => {
    const stage = await filed(playedChannel("telegram"));
    stage.chat.fails("account", "401");
    await stage.decided();
    expect(await stage.ways("under_evaluation")).toEqual([
      ["telegram", "failed"],
      ["sms", "sent"],
    ]);
    expect(await stage.alerts()).toEqual(["channel_trouble"]);
    // A message an hour later finds the alert still open.
    await stage.world.pass(2 * hour);
    await stage.customer.writes("status");
    await stage.world.pass(hour);
    expect(await stage.alerts()).toEqual(["channel_trouble"]);
  });
});

function never(): never {
  throw new Error("missing");
}

describe("a chat whose customer wants no messages", () => {
  it("is not told what was still being tried there: it is told on another way", async () => {
    const stage = await filed(playedChannel("whatsapp"));
    stage.chat.fails("unavailable");
    await stage.story.reviewed(stage.complaint, stage.agent);
    await stage.customer.writes("stop");
    await stage.customer.writes("yes");
    stage.chat.fails(undefined);
    await stage.world.pass(hour);
    await stage.world.pass(hour);
    expect(await stage.ways("under_evaluation")).toEqual([
      ["whatsapp", "failed"],
      ["sms", "sent"],
    ]);
    expect(await stage.failures()).toMatchObject([{ trouble: "opted_out" }]);
  });

  it("stays so although the platform says that they can be reached again", async () => {
    const stage = await filed(playedChannel("telegram"), { typed: null });
    const { address } = stage.customer.door;
    await stage.customer.writes("/stop");
    await stage.customer.chooses("optout.yes");
    await stage.world.redress.noteReach({ address, reachable: false });
    await stage.world.redress.noteReach({ address, reachable: true });
    expect((await stage.conversation()).unreachable).toMatchObject({ reason: "opted_out" });
  });
});
