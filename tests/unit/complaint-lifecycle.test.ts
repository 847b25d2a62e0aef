import { describe, expect, test } from "@jest/globals";
import type { Actor } from "../../core/complaint/actor.ts";
import { roles } from "../../core/complaint/actor.ts";
import type { ComplaintCommand } from "../../core/complaint/command.ts";
import type { Commands } from "../../core/complaint/effect.ts";
import { lifecycle, mayRegister } from "../../core/complaint/lifecycle.ts";
import { register } from "../../core/complaint/register.ts";
import { statuses } from "../../core/complaint/status.ts";
import type { Status } from "../../core/complaint/status.ts";
import { Fault } from "../../core/errors.ts";
import { brand } from "../../core/ids.ts";
import type {
  AgentId,
  ComplaintId,
  ConversationId,
  DepartmentKey,
  MessageId,
  QuestionId,
  RemedyId,
  TrackingNumber,
} from "../../core/ids.ts";
import {
  answer,
  contextOf,
  customer,
  customerId,
  decision,
  filed,
  filedAt,
  registration,
  review,
  secondDecision,
  staff,
  stranger,
  system,
} from "../support/complaints.ts";
import type { Story } from "../support/complaints.ts";

const agent = staff("agent-1");
const other = staff("agent-2");
const questionId = brand<QuestionId>("question-1");
const conversationId = brand<ConversationId>("conversation-1");

/** A complaint in each status. */
const stories: Readonly<Record<Status, () => Story>> = {
  received: () => filed(),
  under_evaluation: () => stories.received().then(review, agent),
  concluded: () => stories.under_evaluation().then(decision, agent),
  closed: () => stories.concluded().then(answer(1, "accept"), customer),
  open: () =>
    stories
      .concluded()
      .then(answer(1, "reject", "No"), customer)
      .then(secondDecision, other)
      .then(answer(2, "reject", "No"), customer),
};

const commands: { readonly [Kind in keyof Commands]: Commands[Kind] } = {
  first_review: review,
  route: { kind: "route", department: brand<DepartmentKey>("factory"), reason: "Theirs" },
  escalate: { kind: "escalate", reason: "Press" },
  assign: { kind: "assign", evaluator: brand<AgentId>("agent-3") },
  ask: { kind: "ask", questionId, text: "Which lot?" },
  question_delivered: { kind: "question_delivered", questionId },
  withdraw_question: { kind: "withdraw_question", questionId },
  answer_question: { kind: "answer_question", questionId, words: "Lot 7", attachments: [] },
  add_evidence: { kind: "add_evidence", words: "More", attachments: [] },
  note: { kind: "note", words: "Called them", attachments: [] },
  absorb: { kind: "absorb", from: brand<ComplaintId>("complaint-2"), words: "The same", attachments: [] },
  ask_for_sample: { kind: "ask_for_sample", what: "One can" },
  move_sample: { kind: "move_sample", sampleId: "none", to: "shipped" },
  decide: decision,
  told: { kind: "told", round: 1 },
  notice_failed: {
    kind: "notice_failed",
    purpose: "decision.1",
    messageId: brand<MessageId>("message-1"),
    channel: "telegram",
    trouble: "blocked",
    last: true,
  },
  answer_consent: answer(1, "accept"),
  give_reason: { kind: "give_reason", round: 1, reason: "It still leaks" },
  doubt: { kind: "doubt", words: "But it leaks" },
  remind: { kind: "remind", round: 1, count: 1 },
  warn_of_lapse: { kind: "warn_of_lapse", round: 1 },
  lapse: { kind: "lapse", round: 1 },
  undo_lapse: { kind: "undo_lapse" },
  withdraw: { kind: "withdraw", reason: "Never mind" },
  merge: { kind: "merge", into: brand<ComplaintId>("complaint-2"), intoNumber: brand<TrackingNumber>("1234567897") },
  reopen: { kind: "reopen", body: "Arbitration", reference: "A 1", orders: "Refund" },
  carry_out_ruling: { kind: "carry_out_ruling", note: "Paid" },
  carry_out_remedy: { kind: "carry_out_remedy", remedyId: brand<RemedyId>("none") },
  miss_remedy: { kind: "miss_remedy", remedyId: brand<RemedyId>("none") },
  ask_for_rating: { kind: "ask_for_rating" },
  rate: { kind: "rate", handling: 5, outcome: 4, effort: 3 },
  renew_passcode: { kind: "renew_passcode", passcode: "1", passcodeHash: "2" },
  warn_of_limit: { kind: "warn_of_limit", stage: "evaluation", round: 1 },
  miss_limit: { kind: "miss_limit", stage: "evaluation", round: 1 },
  recompute_clocks: { kind: "recompute_clocks" },
  ask_for_person: { kind: "ask_for_person" },
  take_over: { kind: "take_over", conversationId },
  give_back: { kind: "give_back", conversationId },
  hand_on: { kind: "hand_on", conversationId, reason: "Their field" },
  miss_take_over: { kind: "miss_take_over", conversationId, promisedAt: new Date("2026-12-01T08:00:00Z") },
  join_channel: { kind: "join_channel", channel: "telegram", conversationId, proof: "passcode" },
  part_channel: { kind: "part_channel", channel: "telegram", conversationId },
};

const actors: Readonly<Record<string, Actor>> = {
  customer,
  system,
  ...Object.fromEntries(roles.map((role) => [role, staff(`a ${role}`, role)])),
};

function actorFor(command: ComplaintCommand): Actor {
  const actor = actors[lifecycle[command.kind].by[0] ?? ""];
  if (actor === undefined) throw new Error(`nobody may ${command.kind}`);
  return actor;
}

const everyCommand = Object.values(commands);
const everyCell = everyCommand.flatMap((command) => statuses.map((status) => [command.kind, status, command] as const));

describe("the transition table", () => {
  test.each(everyCell)(
    "%s of a complaint that is %s ends where the table says, or is refused with its reason",
    (kind, status, command) => {
      const cell = lifecycle[kind][status];
      const before = stories[status]();
      const picture = JSON.stringify(before.complaint);
      const result = before.attempt(command, actorFor(command));
      if (typeof cell === "object" && "no" in cell) expect(result).toEqual({ ok: false, refusal: { key: cell.no } });
      else if (result.ok) expect(cell === "stays" ? [status] : cell).toContain(result.value.after.status);
      expect(JSON.stringify(before.complaint)).toBe(picture);
    },
  );

  test.each(everyCommand.map((command) => [command.kind, command] as const))(
    "%s is for those in its row alone",
    (kind, command) => {
      for (const [party, actor] of Object.entries(actors)) {
        if (lifecycle[kind].by.some((each) => each === party)) continue;
        for (const status of statuses) expect(stories[status]().refuses(command, actor)).toBe("refusal.not_your_role");
      }
    },
  );

  test.each(everyCommand.map((command) => [command.kind, command] as const))(
    "%s by another customer is refused",
    (_, command) => {
      for (const status of statuses)
        expect(stories[status]().refuses(command, stranger)).toBe("refusal.not_your_complaint");
    },
  );

  test("an auditor changes nothing at all", () => {
    expect(Object.values(lifecycle).filter(({ by }) => by.includes("auditor"))).toEqual([]);
  });

  test("every status but received is reached, and only open complaints are taken up again after an ending", () => {
    const leads = (from: Status) =>
      Object.values(lifecycle).flatMap(({ [from]: cell }) => (cell === "stays" || "no" in cell ? [] : cell));
    expect(new Set(leads("open"))).toEqual(new Set(["closed", "under_evaluation"]));
    expect(new Set(leads("closed"))).toEqual(new Set(["concluded"]));
    expect(new Set(statuses.flatMap(leads))).toEqual(new Set(["under_evaluation", "concluded", "closed", "open"]));
  });
});

describe("registration", () => {
  test.each(roles)("on a customer's behalf by a member of staff: %s", (role) => {
    expect(mayRegister(staff("a", role), customerId).ok).toBe(role !== "auditor");
  });

  test("is never somebody else's", () => {
    expect(mayRegister(stranger, customerId)).toMatchObject({ refusal: { key: "refusal.not_your_complaint" } });
    expect(() => register(registration, contextOf(stranger, filedAt))).toThrow(Fault);
    expect(() => register(registration, contextOf(staff("a", "auditor"), filedAt))).toThrow(Fault);
  });

  test("keeps who entered it, through which door and how staff heard of it", () => {
    const { complaint } = filed({ filedBy: agent, registration: { ...registration, heardBy: "phone" } });
    expect(complaint).toMatchObject({
      filedBy: agent,
      door: "desk",
      heardBy: "phone",
      customerId,
      status: "received",
      version: 1,
    });
    expect(JSON.stringify(complaint)).not.toContain(registration.passcode);
  });
});
