import { afterEach, describe, expect, it } from "@jest/globals";
import type { Complaint } from "../../core/complaint/complaint.ts";
import type { StaffCommand } from "../../core/casework/casework.ts";
import type { OutboundMessage } from "../../core/conversation/message.ts";
import { customerAt, plainDoor } from "../support/customer.ts";
import { playedChannel } from "../support/played-channel.ts";
import { storyOf } from "../support/story.ts";
import { openWorld } from "../support/world.ts";
import type { World } from "../support/world.ts";

const hour = 60 * 60_000;
const day = 24 * hour;
let world: World | undefined;

afterEach(async () => {
  await world?.close();
  world = undefined;
});

/** A customer who filed on Telegram at ten o'clock in Istanbul and named a number of their country; the organisation is in Istanbul. */
async function filed(typed: string | null, channel: "telegram" | "webchat" = "telegram") {
  const chat = playedChannel(channel);
  const played = channel === "webchat" ? { ...chat, isReadInLog: () => true } : chat;
  const opened = await openWorld([played, playedChannel("sms")]);
  world = opened;
  const door = plainDoor(opened, { channel, externalId: "one" }, chat.capabilities, "en");
  const customer = customerAt(opened, door, "en");
  const story = storyOf(opened, customer, "en");
  const { complaint } = await story.files(undefined, typed === null ? undefined : typed);
  const agent = await opened.agent("agent");
  const told = async (purpose: string): Promise<readonly OutboundMessage[]> =>
    opened.store.outbox.ofPurpose(complaint.id, purpose);
  const statesOf = async (purpose: string) =>
    (await told(purpose)).map(({ address, delivery }) => `${address.channel} ${delivery.hold ?? delivery.state}`);
  return { opened, customer, story, agent, complaint, told, statesOf };
}

const review = (complaint: Complaint, safety: boolean): StaffCommand => ({
  kind: "first_review",
  category: complaint.matter.category,
  department: complaint.department ?? ("service" as NonNullable<Complaint["department"]>),
  severity: "high",
  safety,
  complexity: "low",
  impact: "medium",
  immediateAction: false,
});

describe("at night", () => {
  it("a notice of ours waits for the morning of the customer, and counts as told only then", async () => {
    const { opened, story, agent, complaint, statesOf, told } = await filed(null);
    await story.reviewed(complaint, agent);
    // Eleven in the evening in Istanbul.
    await opened.pass(13 * hour);
    await story.decided(complaint, agent);
    expect(await statesOf("decision.1")).toEqual(["telegram quiet"]);
    expect((await told("decision.1"))[0]?.delivery.nextAttemptAt).toEqual(new Date("2026-12-02T05:00:00Z"));
    expect((await story.now(complaint)).rounds[0]?.toldAt).toBeUndefined();
    await opened.pass(9 * hour);
    expect(await statesOf("decision.1")).toEqual(["telegram sent"]);
    expect((await story.now(complaint)).rounds[0]?.toldAt).toEqual(new Date("2026-12-02T05:00:00Z"));
  });

  it("is the customer's own: in Tehran it begins half an hour before Istanbul's", async () => {
    const { opened, story, agent, complaint, told } = await filed("+989121234567");
    await story.reviewed(complaint, agent);
    // 20:45 in Istanbul, 21:15 in Tehran.
    await opened.pass(10.75 * hour);
    await story.decided(complaint, agent);
    for (const { delivery } of await told("decision.1")) {
      expect(delivery.nextAttemptAt).toEqual(new Date("2026-12-02T04:30:00Z"));
    }
  });

  it("customers who write are answered, and told what was waiting for them", async () => {
    const { opened, customer, story, agent, complaint, statesOf } = await filed(null);
    await story.reviewed(complaint, agent);
    await opened.pass(13 * hour);
    await story.decided(complaint, agent);
    await customer.writes("status");
    await opened.settled();
    expect(await statesOf("decision.1")).toEqual(["telegram sent"]);
  });

  it("what is about safety does not wait", async () => {
    const { opened, story, agent, complaint, statesOf } = await filed(null);
    await opened.pass(13 * hour);
    await story.staff(complaint, review(complaint, true), agent);
    expect(await statesOf("under_evaluation")).toEqual(["telegram sent"]);
    await story.decided(complaint, agent);
    expect(await statesOf("decision.1")).toEqual(["telegram sent"]);
  });

  it("what customers cause themselves does not wait", async () => {
    const { opened, customer, story, agent, complaint } = await filed(null);
    await story.reviewed(complaint, agent);
    await story.decided(complaint, agent);
    await opened.pass(13 * hour);
    await customer.chooses("consent.accept");
    await customer.sees("notice.closed", { number: { code: complaint.number }, rule: "accepted" });
  });

  it("a passcode does not wait: somebody asked for it", async () => {
    const { opened, agent, complaint, statesOf } = await filed(null);
    await opened.pass(13 * hour);
    await opened.redress.casework.renewPasscode(
      complaint.id,
      { kind: "agent", agentId: agent.id, role: agent.role },
      "desk",
    );
    await opened.settled();
    expect(await statesOf("passcode_renewed")).toEqual(["telegram sent"]);
  });

  it("a page that the customer has to open wakes nobody", async () => {
    const { opened, story, agent, complaint, statesOf } = await filed(null, "webchat");
    await story.reviewed(complaint, agent);
    await opened.pass(13 * hour);
    await story.decided(complaint, agent);
    expect(await statesOf("decision.1")).toEqual(["webchat sent"]);
  });

  it("nothing is said that the day has overtaken", async () => {
    const { opened, story, agent, complaint, statesOf } = await filed(null);
    await opened.pass(13 * hour);
    await story.reviewed(complaint, agent);
    await story.decided(complaint, agent);
    await opened.pass(10 * hour);
    expect(await statesOf("under_evaluation")).toEqual(["telegram superseded"]);
    expect(await statesOf("decision.1")).toEqual(["telegram sent"]);
  });
});

describe("a reminder", () => {
  it("goes out in the contact hours of the customer's own time zone", async () => {
    // A number in Chicago, where ten o'clock in Istanbul is one in the morning.
    const { opened, story, agent, complaint, told } = await filed("+13125550123");
    await story.reviewed(complaint, agent);
    await story.decided(complaint, agent);
    await opened.pass(day);
    await opened.pass(5 * day);
    const [reminder, ...others] = await told("reminder.1.1");
    expect(others).toEqual([]);
    const at = reminder?.delivery.nextAttemptAt;
    const hourThere = Number(
      new Intl.DateTimeFormat("en", { timeZone: "America/Chicago", hour: "numeric", hourCycle: "h23" }).format(at),
    );
    expect(hourThere).toBe(9);
    expect(reminder?.delivery).toMatchObject({ hold: "quiet" });
    await opened.pass(day);
    expect(await told("reminder.1.1")).toMatchObject([{ delivery: { state: "sent" } }]);
  });

  it("is one for each complaint, round and count, although two processes run its timer", async () => {
    const { opened, story, agent, complaint, told } = await filed(null);
    await story.reviewed(complaint, agent);
    await story.decided(complaint, agent);
    await opened.pass(4 * day);
    expect(await told("reminder.1.1")).toHaveLength(1);
    await opened.restart();
    await opened.pass(0);
    expect(await told("reminder.1.1")).toHaveLength(1);
  });

  it("is not sent when its answer came while it waited", async () => {
    const { opened, customer, story, agent, complaint, told } = await filed("+13125550123");
    await story.reviewed(complaint, agent);
    await story.decided(complaint, agent);
    await opened.pass(day);
    await opened.pass(5 * day);
    expect(await told("reminder.1.1")).toMatchObject([{ delivery: { hold: "quiet" } }]);
    await opened.pass(60_000);
    await customer.chooses("consent.accept");
    await opened.settled();
    expect(await told("reminder.1.1")).toMatchObject([{ delivery: { state: "superseded" } }]);
  });

  it("that waits keeps nobody from answering what was told after it", async () => {
    const { opened, customer, story, agent, complaint, told } = await filed("+13125550123");
    await story.reviewed(complaint, agent);
    await story.decided(complaint, agent);
    const { complaint: urgent } = await story.files();
    await story.staff(urgent, review(urgent, true), agent);
    await opened.pass(day);
    await opened.pass(5 * day);
    expect(await told("reminder.1.1")).toMatchObject([{ delivery: { hold: "quiet" } }]);
    await story.decided(urgent, agent);
    await opened.pass(60_000);
    await customer.chooses("consent.accept");
    expect((await story.now(urgent)).closing).toBe("accepted");
  });
});
