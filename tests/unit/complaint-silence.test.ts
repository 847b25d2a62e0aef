import { describe, expect, test } from "@jest/globals";
import {
  answer,
  customer,
  decision,
  filed,
  followsOf,
  lapsingPolicy,
  review,
  staff,
  system,
} from "../support/complaints.ts";
import type { Setting } from "../support/complaints.ts";

const agent = staff("agent-1");
const decided = (setting: Setting = {}) => filed(setting).then(review, agent).then(decision, agent);

/** Told on Tuesday 1 December, 12:00. */
const told = (setting: Setting = {}) =>
  decided(setting).then({ kind: "told", round: 1 }, system, "2026-12-01T12:00:00Z");

describe("silence", () => {
  const remind = (count: number) => ({ kind: "remind", round: 1, count }) as const;
  const warn = { kind: "warn_of_lapse", round: 1 } as const;
  const lapse = { kind: "lapse", round: 1 } as const;
  /** Told on 1 December; ten days of silence; warned five days before. */
  const waiting = () => told({ policy: lapsingPolicy });
  const warned = () => waiting().then(warn, system, "2026-12-07T09:00:00Z");
  const lapsed = () => warned().then(lapse, system, "2026-12-14T09:00:00Z");

  test("is broken by reminders, each once and in order, while an answer is owed", () => {
    const reminded = told().then(remind(1), system);
    expect(followsOf(reminded.last)).toEqual(["notice reminder"]);
    expect(reminded.refuses(remind(1), system)).toBe("refusal.no_longer_due");
    expect(told().refuses(remind(2), system)).toBe("refusal.no_longer_due");
    expect(reminded.then(remind(2), system).complaint.rounds[0]?.consent?.remindedAt).toHaveLength(2);
    expect(decided().refuses(remind(1), system)).toBe("refusal.no_longer_due");
    expect(told().refuses({ ...remind(1), round: 2 }, system)).toBe("refusal.no_longer_due");
    expect(
      told()
        .then(answer(1, "accept", "Yes, but"), customer)
        .then(remind(1), system).complaint.version,
    ).toBe(6);
  });

  test("never closes a complaint where the organisation has set no period", () => {
    const keys = told().last.follows.flatMap((each) => (each.kind === "timer" ? [each.timer.purpose] : []));
    expect(keys).toEqual(["reminder", "reminder"]);
    expect(told().refuses(warn, system, "2027-12-01T12:00:00Z")).toBe("refusal.no_longer_due");
    expect(told().refuses(lapse, system, "2027-12-01T12:00:00Z")).toBe("refusal.no_longer_due");
  });

  test("closes only after a warning that names the day", () => {
    expect(waiting().last.follows.at(-1)).toMatchObject({
      timer: { purpose: "lapse_warning", at: new Date("2026-12-07T09:00:00Z") },
    });
    expect(waiting().refuses(lapse, system, "2026-12-31T12:00:00Z")).toBe("refusal.no_longer_due");
    expect(waiting().refuses(warn, system, "2026-12-05T12:00:00Z")).toBe("refusal.no_longer_due");
    const lapsesAt = new Date("2026-12-12T23:59:59.999Z");
    expect(warned().last.follows).toMatchObject([
      { notice: { kind: "lapse_warning", round: 1, lapsesAt } },
      { timer: { purpose: "lapse", at: new Date("2026-12-14T09:00:00Z") } },
    ]);
    expect(warned().refuses(warn, system)).toBe("refusal.no_longer_due");
    expect(warned().refuses(lapse, system, lapsesAt)).toBe("refusal.no_longer_due");
    expect(lapsed().complaint).toMatchObject({
      status: "closed",
      closing: "unanswered",
      rounds: [{ consent: { state: "lapsed" } }],
    });
    expect(followsOf(lapsed().last)).toContain("notice closed");
    expect(lapsed().refuses(lapse, system)).toBe("refusal.no_longer_due");
  });

  test("a late warning leaves the customer the time that it promises", () => {
    const late = waiting().then(warn, system, "2026-12-20T09:00:00Z");
    expect(late.complaint.rounds[0]?.consent?.lapsesAt).toEqual(new Date("2026-12-25T23:59:59.999Z"));
  });

  test("a yes with doubt is an answer: silence after it closes nothing", () => {
    const doubted = warned().then(answer(1, "accept", "Yes, but"), customer);
    expect(doubted.refuses(lapse, system, "2026-12-31T09:00:00Z")).toBe("refusal.no_longer_due");
  });

  test("can be undone by the customer for a while, and the question waits again", () => {
    const undone = lapsed().then({ kind: "undo_lapse" }, customer, "2026-12-20T10:00:00Z");
    expect(undone.complaint).toMatchObject({ status: "concluded", rounds: [{ consent: { state: "asked" } }] });
    expect(undone.complaint).not.toHaveProperty("closing");
    expect(undone.complaint.rounds[0]?.consent).not.toHaveProperty("lapsesAt");
    const keys = undone.last.follows.flatMap((each) => (each.kind === "timer" ? [each.timer.key] : []));
    expect(keys.every((key) => key.endsWith(`:${String(new Date("2026-12-20T10:00:00Z").getTime())}`))).toBe(true);
    expect(undone.then(answer(1, "accept"), customer).complaint.closing).toBe("accepted");
    const again = undone.then(warn, system, "2026-12-25T10:00:00Z");
    expect(again.complaint.rounds[0]?.consent?.lapsesAt).toEqual(new Date("2026-12-30T23:59:59.999Z"));
    expect(lapsed().refuses({ kind: "undo_lapse" }, customer, "2027-01-13T09:00:01Z")).toBe("refusal.undo_too_late");
    expect(told().then(answer(1, "accept"), customer).refuses({ kind: "undo_lapse" }, customer)).toBe(
      "refusal.not_lapsed",
    );
  });
});
