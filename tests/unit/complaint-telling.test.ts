import { describe, expect, test } from "@jest/globals";
import { answer, customer, decision, filed, followsOf, review, staff, system } from "../support/complaints.ts";
import type { Setting } from "../support/complaints.ts";
import { brand } from "../../core/ids.ts";
import type { MessageId } from "../../core/ids.ts";

const agent = staff("agent-1");
const decided = (setting: Setting = {}) => filed(setting).then(review, agent).then(decision, agent);

/** Told on Tuesday 1 December, 12:00. */
const told = (setting: Setting = {}) =>
  decided(setting).then({ kind: "told", round: 1 }, system, "2026-12-01T12:00:00Z");

describe("being told", () => {
  test("ends the conclusion and sets the reminders", () => {
    const story = told();
    expect(story.complaint.clocks.at(-1)).toMatchObject({
      stage: "conclusion",
      endedAt: new Date("2026-12-01T12:00:00Z"),
    });
    expect(story.last.follows).toMatchObject([
      { key: "limit_warning:complaint-1:conclusion:1" },
      { key: "limit:complaint-1:conclusion:1" },
      { timer: { key: "reminder:complaint-1:1:1", detail: "1", at: new Date("2026-12-04T12:00:00Z") } },
      { timer: { key: "reminder:complaint-1:1:2", detail: "2", at: new Date("2026-12-08T12:00:00Z") } },
    ]);
  });

  test("happens once, and for the round at hand", () => {
    expect(told().refuses({ kind: "told", round: 1 }, system)).toBe("refusal.already_told");
    expect(decided().refuses({ kind: "told", round: 2 }, system)).toBe("refusal.no_longer_due");
  });

  const failed = {
    kind: "notice_failed",
    purpose: "decision.1",
    messageId: brand<MessageId>("message-1"),
    channel: "telegram",
    trouble: "blocked",
    code: "403",
    last: false,
  } as const;

  test("in vain on one channel is in the history, and calls nobody while another is left", () => {
    const story = decided().then(failed, system);
    expect(story.last.events).toMatchObject([
      {
        kind: "notice_failed",
        facts: {
          purpose: "decision.1",
          messageId: "message-1",
          channel: "telegram",
          trouble: "blocked",
          code: "403",
        },
      },
    ]);
    expect(story.last.follows).toEqual([]);
  });

  test("in vain everywhere alerts staff while the clock runs on", () => {
    const story = decided().then({ ...failed, last: true }, system);
    expect(story.last.events.map(({ kind }) => kind)).toEqual(["notice_failed", "told_in_vain"]);
    expect(followsOf(story.last)).toEqual(["alert unreached"]);
    expect(story.complaint.clocks.at(-1)?.endedAt).toBeUndefined();
    expect(story.then({ kind: "told", round: 1 }, agent).complaint.rounds[0]?.toldAt).toBeDefined();
  });

  test("in vain after the customer was told is no decision told in vain", () => {
    const kinds = (purpose: string) =>
      told()
        .then({ ...failed, purpose, last: true }, system)
        .last.events.map(({ kind }) => kind);
    expect(kinds("decision.1")).toEqual(["notice_failed"]);
    expect(kinds("reminder.1.1")).toEqual(["notice_failed"]);
  });

  test("is proved by an answer that comes before the platform's receipt", () => {
    const story = decided().then(answer(1, "accept"), customer, "2026-12-01T11:00:00Z");
    expect(story.complaint.rounds[0]?.toldAt).toEqual(new Date("2026-12-01T11:00:00Z"));
    expect(story.complaint.clocks.every(({ endedAt }) => endedAt !== undefined)).toBe(true);
  });
});
