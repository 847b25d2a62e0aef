import { afterEach, describe, expect, it } from "@jest/globals";
import type { Invitation } from "../../core/channel/channel.ts";
import { never } from "../../core/conversation/message.ts";
import { DeliveryError } from "../../core/errors.ts";
import type { Trouble } from "../../core/channel/status-report.ts";
import { brand } from "../../core/ids.ts";
import type { AgentId, ComplaintId } from "../../core/ids.ts";
import type { Agent } from "../../core/staff/agent.ts";
import { setStage, until } from "../support/sender-stage.ts";
import type { SenderStage } from "../support/sender-stage.ts";

const hour = 60 * 60_000;
const decision = { complaintId: brand<ComplaintId>("complaint-1"), purpose: "decision.1" };
const agentId = brand<AgentId>("agent-1");
const words = { author: { kind: "agent" as const, agentId } };
const agent: Agent = {
  id: agentId,
  email: "agent@example.org",
  name: "Agent",
  role: "agent",
  departments: [],
  language: "en",
  createdAt: new Date("2026-12-01T07:00:00Z"),
};
let stage: SenderStage | undefined;

afterEach(() => stage?.strike());

/** A platform on which free words are allowed for a day after the customer wrote. */
function begin(answers: { invite?: () => Promise<object>; send?: () => Promise<object> } = {}) {
  const sent: string[] = [];
  const invitations: Invitation[] = [];
  stage = setStage({
    whatsapp: {
      window: {
        ms: 24 * hour,
        invite: async (_to, invitation) => {
          invitations.push(invitation);
          return answers.invite?.() ?? { providerId: "template" };
        },
      },
      send: async ({ text }) => {
        await answers.send?.();
        sent.push(text);
        return {};
      },
    },
  });
  const start = () => stage?.start({ numberOf: () => Promise.resolve("1234567897") });
  return { ...stage, start, sent, invitations };
}

const refusing = (trouble: Trouble) => () => Promise.reject(new DeliveryError("whatsapp", "no", { trouble }));

describe("outside the window", () => {
  it("what the bot merely answers waits until the customer writes", async () => {
    const opened = begin();
    const [id] = await opened.says("whatsapp", "an answer");
    const sender = opened.start();
    await opened.reaches(id, { hold: "window" });
    expect(await opened.deliveryOf(id)).toMatchObject({ state: "pending", nextAttemptAt: never });
    expect(opened.invitations).toEqual([]);
    expect(opened.told).toEqual([]);
    await opened.writes(id);
    sender?.wake(["whatsapp"]);
    await opened.reaches(id, { state: "sent" });
    expect(opened.sent).toEqual(["an answer"]);
  });

  it.each([
    ["what the process tells", decision, "decision"],
    ["an agent's words", words, "message"],
  ])("%s is announced once by approved words, counts as told, and waits", async (_name, change, kind) => {
    const opened = begin();
    await opened.store.staff.save(agent);
    const [id] = await opened.saysAs("whatsapp", change, "the whole text");
    const sender = opened.start();
    await opened.reaches(id, { hold: "window" });
    expect(opened.invitations).toEqual([{ messageId: id, language: "en", kind, number: "1234567897" }]);
    expect(opened.told.map((message) => message.id)).toEqual([id]);
    expect(opened.sent).toEqual([]);
    expect(await opened.deliveryOf(id)).toMatchObject({ state: "pending", invitedAt: opened.ports.clock.now() });
    expect(await opened.deliveryOf(id)).not.toHaveProperty("providerId");
    opened.ports.advance(48 * hour);
    await opened.writes(id);
    sender?.wake(["whatsapp"]);
    await opened.reaches(id, { state: "sent" });
    expect(opened.sent).toEqual(["the whole text"]);
    expect(opened.invitations).toHaveLength(1);
  });

  it("does not hold up what is said later, once the customer has written", async () => {
    const opened = begin();
    const [held] = await opened.says("whatsapp", "first", "second");
    const sender = opened.start();
    await opened.reaches(held, { hold: "window" });
    await opened.writes(held);
    sender?.wake(["whatsapp"]);
    await until(() => opened.sent.length === 2);
    expect(opened.sent).toEqual(["first", "second"]);
  });

  it("the fall-back begins where there are no approved words, and the text waits all the same", async () => {
    const opened = begin({ invite: refusing("no_template") });
    const [id] = await opened.saysAs("whatsapp", decision, "the whole text");
    opened.start();
    await opened.reaches(id, { hold: "window" });
    expect(opened.failed).toMatchObject([{ message: { id }, failure: { trouble: "no_template" } }]);
    expect(opened.told).toEqual([]);
    expect(await opened.deliveryOf(id)).not.toHaveProperty("invitedAt");
  });

  it.each<Trouble>(["blocked", "opted_out", "unreachable", "account"])(
    "a customer who cannot be invited (%s) is told elsewhere",
    async (trouble) => {
      const opened = begin({ invite: refusing(trouble) });
      const [id] = await opened.saysAs("whatsapp", decision, "the whole text");
      opened.start();
      await opened.reaches(id, { state: "failed", failure: trouble });
      expect(opened.failed).toMatchObject([{ failure: { trouble } }]);
    },
  );

  it("an invitation that the platform cannot take now is tried again", async () => {
    let isDown = true;
    const opened = begin({
      invite: () => (isDown ? refusing("unavailable")() : Promise.resolve({})),
    });
    const [id] = await opened.saysAs("whatsapp", decision, "the whole text");
    opened.start();
    await opened.reaches(id, { state: "pending", attempts: 1 });
    isDown = false;
    opened.ports.advance(hour);
    opened.start();
    await opened.reaches(id, { hold: "window" });
    expect(opened.told).toHaveLength(1);
  });
});

describe("the window", () => {
  it("is open for as long as the platform says after the customer wrote", async () => {
    const opened = begin();
    const [first] = await opened.says("whatsapp", "one");
    await opened.writes(first);
    opened.ports.advance(24 * hour - 2);
    const sender = opened.start();
    await opened.reaches(first, { state: "sent" });
    const [late] = await opened.says("whatsapp", "two");
    await opened.writes(late);
    opened.ports.advance(24 * hour);
    sender?.wake(["whatsapp"]);
    await opened.reaches(late, { hold: "window" });
  });

  it("is shut when the platform says so, whatever our clock says", async () => {
    const opened = begin({ send: refusing("window") });
    const [id] = await opened.saysAs("whatsapp", decision, "the whole text");
    await opened.writes(id);
    opened.start();
    await opened.reaches(id, { hold: "window" });
    expect(opened.invitations).toHaveLength(1);
    expect(opened.failed).toEqual([]);
  });

  it("opens at once for what is being held back while the customer writes", async () => {
    const gate = Promise.withResolvers<object>();
    const opened = begin({ invite: () => gate.promise });
    const [id] = await opened.saysAs("whatsapp", decision, "the whole text");
    const sender = opened.start();
    await until(() => opened.invitations.length === 1);
    await opened.writes(id);
    gate.resolve({});
    sender?.wake(["whatsapp"]);
    await opened.reaches(id, { state: "sent" });
    expect(opened.sent).toEqual(["the whole text"]);
  });
});

describe("an account that is out of order", () => {
  it("fails what can be told elsewhere, and keeps the bot's answers for a quarter of an hour", async () => {
    const opened = begin({ send: refusing("account") });
    const [notice] = await opened.saysAs("whatsapp", decision, "a decision");
    const [answer] = await opened.says("whatsapp", "an answer");
    for (const id of [notice, answer]) await opened.writes(id);
    opened.start();
    await opened.reaches(notice, { state: "failed", failure: "account" });
    await opened.reaches(answer, { state: "pending", attempts: 1 });
    const begun = opened.ports.clock.now().getTime();
    for (let attempts = 2; attempts <= 10; attempts += 1) {
      const at = (await opened.deliveryOf(answer))?.nextAttemptAt ?? never;
      opened.ports.moveTo(at);
      opened.start();
      await opened.reaches(answer, { attempts });
    }
    await opened.reaches(answer, { state: "failed" });
    expect(opened.ports.clock.now().getTime() - begun).toBeGreaterThan(15 * 60_000);
  });
});
