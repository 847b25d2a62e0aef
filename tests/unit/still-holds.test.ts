import { describe, expect, it } from "@jest/globals";
import type { OutboundMessage } from "../../core/conversation/message.ts";
import { newConversation, newCustomer } from "../../core/conversation/new-conversation.ts";
import { draftWork } from "../../core/casework/work-draft.ts";
import { remindsOf, stillHolds } from "../../core/delivery/still-holds.ts";
import type { Meanwhile } from "../../core/delivery/still-holds.ts";
import { brand } from "../../core/ids.ts";
import type { QuestionId } from "../../core/ids.ts";
import { momentOf } from "../../core/system.ts";
import {
  answer,
  customer,
  decision,
  filed,
  filedAt,
  lapsingPolicy,
  review,
  secondDecision,
  staff,
  system,
} from "../support/complaints.ts";
import type { Story } from "../support/complaints.ts";
import { fixedPorts } from "../support/fixed-ports.ts";

const agent = staff("agent-1");
const other = staff("agent-2");
const questionId = brand<QuestionId>("question-1");
const moment = momentOf(fixedPorts(filedAt));

/** A message for `purpose`, written at `at`, in a conversation of its own. */
function message(purpose: string, at: string | Date = filedAt, sentAt?: string): OutboundMessage {
  const person = newCustomer("en", moment);
  const chat = newConversation({ channel: "telegram", externalId: person.id }, person.id, "en", moment);
  const draft = draftWork({ ...moment, now: new Date(at) });
  draft.hold(chat, true);
  draft.say(chat.id, { prompt: { text: "x", choices: [], accepts: [] }, language: "en", purpose });
  const [said] = draft.work().outbound ?? [];
  if (said === undefined) throw new Error("nothing was said");
  return sentAt === undefined
    ? said
    : { ...said, delivery: { ...said.delivery, state: "sent", sentAt: new Date(sentAt) } };
}

function holds(
  purpose: string,
  story: Story,
  more: Partial<Meanwhile> & { readonly at?: string | Date } = {},
): boolean {
  const { at, ...meanwhile } = more;
  const one = message(purpose, at);
  return stillHolds(one, { complaint: story.complaint, events: [], twins: [one], reminded: [], ...meanwhile });
}

const evaluated = () => filed().then(review, agent);
const asked = () => evaluated().then({ kind: "ask", questionId, text: "Which lot?" }, agent);
const decided = () => evaluated().then(decision, agent);
const told = (policy = lapsingPolicy) =>
  filed({ policy })
    .then(review, agent)
    .then(decision, agent)
    .then({ kind: "told", round: 1 }, system, "2026-12-01T12:00:00Z");
const accepted = () => decided().then(answer(1, "accept"), customer);
const rejected = () => decided().then(answer(1, "reject", "No"), customer);
const left = () =>
  rejected()
    .then(secondDecision, other)
    .then(answer(2, "reject", "No"), customer);
const reminded = () => told().then({ kind: "remind", round: 1, count: 1 }, system);
const warned = () => told().then({ kind: "warn_of_lapse", round: 1 }, system, "2026-12-07T09:00:00Z");
const lapsed = () => warned().then({ kind: "lapse", round: 1 }, system, "2026-12-14T09:00:00Z");

describe("a notice that waited", () => {
  it.each<[string, string, () => Story, boolean]>([
    ["that evaluation has begun", "under_evaluation", evaluated, true],
    ["that evaluation has begun, once it has ended", "under_evaluation", decided, false],
    ["that evaluation has begun, in the second round", "under_evaluation", rejected, false],
    ["of the second evaluation", "second_evaluation", rejected, true],
    [
      "of the second evaluation, once decided",
      "second_evaluation",
      () => rejected().then(secondDecision, other),
      false,
    ],
    ["of a question", "question.question-1", asked, true],
    [
      "of a question that was answered",
      "question.question-1",
      () => asked().then({ kind: "answer_question", questionId, words: "Lot 7", attachments: [] }, customer),
      false,
    ],
    [
      "of a question that was withdrawn",
      "question.question-1",
      () => asked().then({ kind: "withdraw_question", questionId }, agent),
      false,
    ],
    [
      "of a question of a complaint that was withdrawn",
      "question.question-1",
      () => asked().then({ kind: "withdraw" }, customer),
      false,
    ],
    ["of a decision", "decision.1", decided, true],
    ["of a decision that was told elsewhere and waits for its answer", "decision.1", () => told(), true],
    ["of a decision with doubt", "decision.1", () => decided().then(answer(1, "accept", "Yes, but"), customer), true],
    ["of a decision that was accepted", "decision.1", accepted, false],
    ["of a decision that was rejected", "decision.1", rejected, false],
    ["of the first decision in the second round", "decision.1", () => rejected().then(secondDecision, other), false],
    ["of the second decision", "decision.2", () => rejected().then(secondDecision, other), true],
    ["that reminds of a decision", "reminder.1.1", reminded, true],
    [
      "that reminds, once a newer one did",
      "reminder.1.1",
      () => reminded().then({ kind: "remind", round: 1, count: 2 }, system),
      false,
    ],
    ["that reminds of what was answered", "reminder.1.1", () => reminded().then(answer(1, "accept"), customer), false],
    ["that warns of silence", "lapse_warning.1", warned, true],
    [
      "that warns of silence that was broken",
      "lapse_warning.1",
      () => warned().then(answer(1, "reject", "No"), customer),
      false,
    ],
    ["that warns of silence after which it was closed", "lapse_warning.1", lapsed, false],
    ["that it is left open", "left_open", left, true],
    [
      "that it is left open, once it was withdrawn",
      "left_open",
      () => left().then({ kind: "withdraw" }, customer),
      false,
    ],
    ["that it is late", "late", evaluated, true],
    ["that it is late, once it has ended", "late", accepted, false],
    ["of what the process does not know", "something_else", accepted, true],
  ])("%s", (_name, purpose, story, expected) => {
    expect(holds(purpose, story())).toBe(expected);
  });

  it("of an ending holds for that ending alone", () => {
    const { closedAt } = accepted().complaint;
    expect(holds("closed", accepted(), closedAt === undefined ? {} : { at: closedAt })).toBe(true);
    expect(holds("closed", decided())).toBe(false);
    // Closed once, taken up again, and closed anew: the first ending is no longer true.
    expect(holds("closed", lapsed(), { at: "2026-12-01T00:00:00Z" })).toBe(false);
  });

  it("of a passcode holds until there is a newer one", () => {
    const renewed = { kind: "passcode_renewed" as const, at: new Date(filedAt.getTime() + 1) };
    expect(holds("registered", filed())).toBe(true);
    expect(holds("registered", filed(), { events: [renewed] })).toBe(false);
    expect(holds("passcode_renewed", filed(), { events: [{ ...renewed, at: filedAt }] })).toBe(true);
  });

  it("that it is late holds until something was decided", () => {
    const late = { kind: "decided" as const, at: new Date(filedAt.getTime() + 1) };
    expect(holds("late", rejected(), { events: [late] })).toBe(false);
  });

  it("is one too many when the same was told by another way meanwhile; a decision is wanted in full", () => {
    const since = "2026-12-02T00:00:00Z";
    const twin = (purpose: string) => [message(purpose, filedAt, since)];
    expect(holds("reminder.1.1", reminded(), { twins: twin("reminder.1.1") })).toBe(false);
    expect(holds("under_evaluation", evaluated(), { twins: twin("under_evaluation") })).toBe(false);
    expect(holds("decision.1", decided(), { twins: twin("decision.1") })).toBe(true);
  });

  it("that reminds is one too many beside the decision itself, in the same conversation", () => {
    const reminder = message("reminder.1.1", "2026-12-04T12:00:00Z");
    const decisionAt = (sentAt: string) => ({
      ...message("decision.1", "2026-12-01T12:00:00Z", sentAt),
      conversationId: reminder.conversationId,
    });
    const check = (...told: OutboundMessage[]) =>
      stillHolds(reminder, { complaint: reminded().complaint, events: [], twins: [reminder], reminded: told });
    expect(check(decisionAt("2026-12-05T12:00:00Z"))).toBe(false);
    expect(check(decisionAt("2026-12-01T12:00:00Z"))).toBe(true);
    expect(check(message("decision.1", "2026-12-01T12:00:00Z", "2026-12-05T12:00:00Z"))).toBe(true);
    expect(remindsOf("reminder.2.1")).toBe("decision.2");
    expect(remindsOf("decision.2")).toBeUndefined();
  });
});
