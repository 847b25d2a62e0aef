import { afterEach, describe, expect, it } from "@jest/globals";
import { filedOn } from "../support/filed-stage.ts";
import type { FiledStage } from "../support/filed-stage.ts";
import { playedChannel } from "../support/played-channel.ts";

const hour = 60 * 60_000;
let opened: FiledStage | undefined;

afterEach(async () => {
  await opened?.world.close();
  opened = undefined;
});

async function filed(...of: Parameters<typeof filedOn>): Promise<FiledStage> {
  opened = await filedOn(...of);
  return opened;
}

describe("a report that comes later", () => {
  it("of a failure begins the fall-back; one of success after it does no harm", async () => {
    const stage = await filed(playedChannel("telegram"));
    await stage.story.reviewed(stage.complaint, stage.agent);
    const message = await stage.firstTold("under_evaluation");
    const { redress, settled } = stage.world;
    await redress.noteStatus({ messageId: message.id, state: "failed", trouble: "unreachable", code: "63024" });
    await settled();
    expect(await stage.ways("under_evaluation")).toEqual([
      ["telegram", "failed"],
      ["sms", "sent"],
    ]);
    await redress.noteStatus({ messageId: message.id, state: "delivered" });
    expect((await stage.told("under_evaluation"))[0]?.delivery.state).toBe("delivered");
    await redress.noteStatus({ messageId: message.id, state: "failed", trouble: "unreachable" });
    expect(await stage.failures()).toHaveLength(1);
    expect(await stage.alerts()).toEqual([]);
  });

  it("counts a decision as told although its sender died before it could say so", async () => {
    const stage = await filed(playedChannel("telegram"), { typed: null });
    await stage.story.reviewed(stage.complaint, stage.agent);
    stage.chat.fails("unavailable");
    await stage.story.decided(stage.complaint, stage.agent);
    const message = await stage.firstTold("decision.1");
    expect((await stage.story.now(stage.complaint)).rounds[0]?.toldAt).toBeUndefined();
    await stage.world.redress.noteStatus({ messageId: message.id, state: "delivered", providerId: "p" });
    expect((await stage.story.now(stage.complaint)).rounds[0]?.toldAt).toBeDefined();
  });

  it("of a passing trouble sends it again", async () => {
    const stage = await filed(playedChannel("telegram"), { typed: null });
    await stage.story.reviewed(stage.complaint, stage.agent);
    const message = await stage.firstTold("under_evaluation");
    const before = stage.chat.taken.length;
    await stage.world.redress.noteStatus({
      messageId: message.id,
      state: "failed",
      trouble: "unavailable",
      code: "63018",
    });
    await stage.world.pass(hour);
    expect(stage.chat.taken).toHaveLength(before + 1);
    expect(await stage.failures()).toEqual([]);
  });

  it("of nothing that we sent, or of what a customer wrote, has no effect", async () => {
    const stage = await filed(playedChannel("telegram"), { typed: null });
    const conversation = await stage.world.store.conversations.byAddress(stage.customer.door.address);
    const [first] = await stage.world.store.conversations.messages(conversation?.id ?? never(), 0, 1);
    if (first === undefined) throw new Error("nothing was written");
    await stage.world.redress.noteStatus({ messageId: first.id, state: "failed", trouble: "blocked" });
    expect(await stage.failures()).toEqual([]);
  });
});

describe("a notice outside the window", () => {
  it("goes by SMS where no approved words exist, and in full once the customer writes", async () => {
    const chat = playedChannel("whatsapp", 24 * hour);
    const stage = await filed(chat);
    await stage.story.reviewed(stage.complaint, stage.agent);
    chat.refusesToInvite("no_template");
    await stage.world.pass(48 * hour);
    await stage.story.decided(stage.complaint, stage.agent);
    expect(await stage.ways("decision.1")).toEqual([
      ["whatsapp", "window"],
      ["sms", "sent"],
    ]);
    expect(await stage.alerts()).toEqual(["channel_trouble"]);
    expect((await stage.story.now(stage.complaint)).rounds[0]?.toldAt).toBeDefined();
    await stage.customer.writes("hello");
    await stage.world.settled();
    expect(chat.taken.map(({ text }) => text).join("\n")).toContain("1: The resin arrived hardened.");
  });

  it("is not sent when the customer answered it meanwhile, nor a reminder beside the decision that it reminds of", async () => {
    const chat = playedChannel("whatsapp", 24 * hour);
    const stage = await filed(chat);
    await stage.story.reviewed(stage.complaint, stage.agent);
    await stage.world.pass(48 * hour);
    await stage.story.decided(stage.complaint, stage.agent);
    expect(chat.invited.map(({ kind, number }) => [kind, number])).toEqual([["decision", stage.complaint.number]]);
    await stage.world.pass(4 * 24 * hour);
    expect(chat.invited.map(({ kind }) => kind)).toEqual(["decision", "reminder"]);
    await stage.customer.writes("hello");
    await stage.world.settled();
    expect(await stage.ways("decision.1")).toContainEqual(["whatsapp", "sent"]);
    expect(await stage.ways("reminder.1.1")).toEqual([["whatsapp", "superseded"]]);
  });
});

describe("a report of the approved words", () => {
  /** A decision that waits for its customer, announced. */
  async function announced() {
    const chat = playedChannel("whatsapp", 24 * hour);
    const stage = await filed(chat);
    await stage.story.reviewed(stage.complaint, stage.agent);
    await stage.world.pass(48 * hour);
    await stage.story.decided(stage.complaint, stage.agent);
    const { id } = await stage.firstTold("decision.1");
    return { ...stage, messageId: id };
  }

  it("is no report of the words that still wait", async () => {
    const stage = await announced();
    for (const state of ["sent", "delivered", "read"] as const) {
      await stage.world.redress.noteStatus({ messageId: stage.messageId, state, invitation: true, providerId: "p" });
    }
    expect((await stage.ways("decision.1"))[0]).toEqual(["whatsapp", "window"]);
    await stage.customer.writes("hello");
    await stage.world.settled();
    expect((await stage.ways("decision.1"))[0]).toEqual(["whatsapp", "sent"]);
    await stage.world.redress.noteStatus({ messageId: stage.messageId, state: "read", invitation: true });
    expect((await stage.ways("decision.1"))[0]).toEqual(["whatsapp", "sent"]);
  });

  it("that failed is told by the other way, and the words wait all the same", async () => {
    const stage = await announced();
    stage.sms.fails("unreachable");
    const report = { messageId: stage.messageId, state: "failed", trouble: "unreachable", invitation: true } as const;
    await stage.world.redress.noteStatus(report);
    await stage.world.redress.noteStatus(report);
    expect(await stage.failures()).toHaveLength(1);
    expect((await stage.ways("decision.1"))[0]).toEqual(["whatsapp", "window"]);
  });
});

describe("a window that the platform says is shut", () => {
  it("after it took the message: it is announced, and waits", async () => {
    const chat = playedChannel("whatsapp", 24 * hour);
    const stage = await filed(chat);
    await stage.story.reviewed(stage.complaint, stage.agent);
    const { id: messageId } = await stage.firstTold("under_evaluation");
    await stage.world.pass(60_000);
    await stage.world.redress.noteStatus({ messageId, state: "failed", trouble: "window", code: "63016" });
    await stage.world.settled();
    expect(await stage.ways("under_evaluation")).toEqual([["whatsapp", "window"]]);
    expect(chat.invited.map(({ kind }) => kind)).toEqual(["under_evaluation"]);
    expect(await stage.failures()).toEqual([]);
    const before = chat.taken.length;
    await stage.world.pass(60_000);
    await stage.customer.writes("menu");
    await stage.world.settled();
    expect(await stage.ways("under_evaluation")).toEqual([["whatsapp", "sent"]]);
    expect(chat.taken.length).toBeGreaterThan(before);
  });
});

function never(): never {
  throw new Error("missing");
}
