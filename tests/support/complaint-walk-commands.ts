import type { StageClock } from "../../core/calendar/stage-clock.ts";
import type { ComplaintCommand, RemedyDraft } from "../../core/complaint/command.ts";
import type { Complaint } from "../../core/complaint/complaint.ts";
import { brand } from "../../core/ids.ts";
import type {
  AgentId,
  AttachmentId,
  ComplaintId,
  ConversationId,
  DepartmentKey,
  MessageId,
  PlainDate,
  QuestionId,
  RemedyId,
  TrackingNumber,
} from "../../core/ids.ts";
import { review } from "./complaints.ts";

const conversationId = brand<ConversationId>("conversation-1");

/** One of `things`, chosen by `pick`; undefined where there are none. */
export function one<Thing>(things: readonly Thing[], pick: number): Thing | undefined {
  return things.length === 0 ? undefined : things[pick % things.length];
}

/** A command of `kind` for the complaint as it is; `pick` chooses among its possibilities, unlikely and senseless ones included. */
export function commandFor(
  kind: ComplaintCommand["kind"],
  pick: number,
  complaint: Complaint,
  index: number,
  now: Date,
): ComplaintCommand {
  const round: 1 | 2 = complaint.rounds.length === 2 ? (pick % 7 === 0 ? 1 : 2) : pick % 7 === 0 ? 2 : 1;
  const questionId = one(complaint.questions, pick)?.id ?? brand<QuestionId>("none");
  const attachments = pick % 4 === 0 ? [brand<AttachmentId>(`file-${String(index)}`)] : [];
  const words = pick % 11 === 0 ? " " : `Words ${String(index)}`;
  const made: { readonly [Kind in ComplaintCommand["kind"]]: () => ComplaintCommand } = {
    first_review: () => ({ ...review, safety: pick % 3 === 0 }),
    route: () => ({ kind: "route", department: brand<DepartmentKey>(`department-${String(pick % 3)}`), reason: words }),
    escalate: () => ({ kind: "escalate", reason: words }),
    assign: () => ({ kind: "assign", evaluator: brand<AgentId>(`agent-${String((pick % 3) + 1)}`) }),
    ask: () => ({ kind: "ask", questionId: brand<QuestionId>(`question-${String(index)}`), text: words }),
    question_delivered: () => ({ kind: "question_delivered", questionId }),
    withdraw_question: () => ({ kind: "withdraw_question", questionId }),
    answer_question: () => ({ kind: "answer_question", questionId, words, attachments }),
    add_evidence: () => ({ kind: "add_evidence", words, attachments }),
    note: () => ({ kind: "note", words, attachments }),
    absorb: () => ({ kind: "absorb", from: brand<ComplaintId>("complaint-9"), words, attachments }),
    ask_for_sample: () => ({ kind: "ask_for_sample", what: words }),
    move_sample: () => ({
      kind: "move_sample",
      sampleId: one(complaint.samples, pick)?.id ?? "none",
      to: one(["shipped", "arrived", "examined"] as const, pick) ?? "shipped",
    }),
    decide: () => decisionFor(pick, index, now, complaint),
    told: () => ({ kind: "told", round }),
    notice_failed: () => ({
      kind: "notice_failed",
      purpose: `decision.${String(round)}`,
      messageId: brand<MessageId>(`message-${String(index)}`),
      channel: "telegram",
      trouble: "unavailable",
      last: pick % 2 === 0,
    }),
    answer_consent: () => answerFor(pick, round, words),
    give_reason: () => ({ kind: "give_reason", round: one(complaint.rounds, pick)?.round ?? 1, reason: words }),
    doubt: () => ({ kind: "doubt", words }),
    remind: () => ({ kind: "remind", round, count: (pick % 3) + 1 }),
    warn_of_lapse: () => ({ kind: "warn_of_lapse", round }),
    lapse: () => ({ kind: "lapse", round }),
    undo_lapse: () => ({ kind: "undo_lapse" }),
    withdraw: () => (pick % 3 === 0 ? { kind: "withdraw", reason: words } : { kind: "withdraw" }),
    merge: () => ({
      kind: "merge",
      into: brand<ComplaintId>("complaint-9"),
      intoNumber: brand<TrackingNumber>("1234567897"),
    }),
    reopen: () => ({ kind: "reopen", body: "Arbitration", reference: "A 1", orders: words }),
    carry_out_ruling: () => ({ kind: "carry_out_ruling", note: words }),
    carry_out_remedy: () => ({ kind: "carry_out_remedy", remedyId: remedyIn(complaint, pick) }),
    miss_remedy: () => ({ kind: "miss_remedy", remedyId: remedyIn(complaint, pick) }),
    ask_for_rating: () => ({ kind: "ask_for_rating" }),
    rate: () => ({ kind: "rate", handling: pick % 7, outcome: 3, effort: 4 }),
    renew_passcode: () => ({ kind: "renew_passcode", passcode: "000000000000", passcodeHash: `hash-${String(index)}` }),
    warn_of_limit: () => ({ kind: "warn_of_limit", ...stageIn(complaint, pick) }),
    miss_limit: () => ({ kind: "miss_limit", ...stageIn(complaint, pick) }),
    recompute_clocks: () => ({ kind: "recompute_clocks" }),
    ask_for_person: () => ({ kind: "ask_for_person" }),
    take_over: () => ({ kind: "take_over", conversationId }),
    give_back: () => ({ kind: "give_back", conversationId }),
    hand_on: () => ({ kind: "hand_on", conversationId, reason: words }),
    miss_take_over: () => ({ kind: "miss_take_over", conversationId, promisedAt: now }),
    join_channel: () => ({ kind: "join_channel", channel: "sms", conversationId, proof: "code" }),
    part_channel: () => ({ kind: "part_channel", channel: "sms", conversationId }),
  };
  return made[kind]();
}

function decisionFor(pick: number, index: number, now: Date, complaint: Complaint): ComplaintCommand {
  const by = brand<PlainDate>(new Date(now.getTime() + ((pick % 20) - 1) * 86_400_000).toISOString().slice(0, 10));
  const remedy = (what: string): RemedyDraft => ({ kind: "refund", what, who: "Accounts", by });
  const alternatives = [
    { title: "A", remedies: [remedy(`A ${String(index)}`)] },
    { title: "B", remedies: [remedy(`B ${String(index)}`)] },
  ];
  return {
    kind: "decide",
    decision: pick % 2 === 0 ? "justified" : "not_justified",
    report: pick % 5 === 0 ? "The one report" : `Report ${String(index)}`,
    attachments: [],
    remedies: pick % 3 === 0 ? [] : [remedy(`Part ${String(pick % 3)}`)],
    alternatives: complaint.rounds.length === 2 && pick % 2 === 0 ? alternatives : [],
  };
}

function answerFor(pick: number, round: 1 | 2, words: string): ComplaintCommand {
  const answer = one(["accept", "reject", "reject", "partly"] as const, pick) ?? "accept";
  const alternative = one([undefined, "a", "b"] as const, pick);
  return {
    kind: "answer_consent",
    round,
    answer,
    words: pick % 5 === 0 ? "yes, but it still leaks" : "So be it",
    ...(pick % 2 === 0 ? {} : { reason: words }),
    ...(alternative === undefined ? {} : { alternative }),
    ...(pick % 3 === 0 ? { confirmed: true } : {}),
  };
}

function remedyIn(complaint: Complaint, pick: number): RemedyId {
  const decision = complaint.rounds.at(-1)?.decision;
  const remedies =
    decision === undefined ? [] : [...decision.remedies, ...decision.alternatives.flatMap((each) => each.remedies)];
  return one(remedies, pick)?.id ?? brand<RemedyId>("none");
}

/** Mostly the stage at hand. */
function stageIn({ clocks }: Complaint, pick: number): Pick<StageClock, "stage" | "round"> {
  const { stage, round } = (pick % 5 === 0 ? one(clocks, pick) : clocks.at(-1)) ?? { stage: "evaluation", round: 1 };
  return { stage, round };
}
