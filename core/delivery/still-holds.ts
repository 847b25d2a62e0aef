import type { Notice } from "../complaint/change.ts";
import type { Complaint } from "../complaint/complaint.ts";
import type { ComplaintEvent } from "../complaint/event.ts";
import { isOpenQuestion } from "../complaint/open-questions.ts";
import { decidedRound, presentRound } from "../complaint/rounds.ts";
import type { DecidedRound } from "../complaint/rounds.ts";
import type { OutboundMessage } from "../conversation/message.ts";

/** What may have overtaken a message that waited: the complaint, its history, and all messages that tell the same or what it reminds of. */
export interface Meanwhile {
  readonly complaint: Complaint;
  readonly events: readonly Pick<ComplaintEvent, "kind" | "at">[];
  /** Messages of the same purpose, this one included. */
  readonly twins: readonly OutboundMessage[];
  /** Where this one reminds of a decision: the messages that tell the decision. */
  readonly reminded: readonly OutboundMessage[];
}

/** The purpose whose messages `purpose` reminds of; undefined where it reminds of nothing. */
export function remindsOf(purpose: string): string | undefined {
  const [kind, round] = purpose.split(".", 2);
  return kind === "reminder" && round !== undefined ? `decision.${round}` : undefined;
}

/** Whether the message still tells the truth, and something that the customer has not been told since. */
export function stillHolds(message: OutboundMessage, meanwhile: Meanwhile): boolean {
  const [kind = "", detail = "", count] = (message.purpose ?? "").split(".", 3);
  const isTrue = truthOf.get(kind);
  if (isTrue === undefined) return true;
  return isTrue({ ...meanwhile, message, detail, count: Number(count ?? "1") });
}

interface Claim extends Meanwhile {
  readonly message: OutboundMessage;
  readonly detail: string;
  readonly count: number;
}

const truths: Readonly<Record<Notice["kind"], (claim: Claim) => boolean>> = {
  registered: (claim) => !happenedSince(claim, "passcode_renewed"),
  passcode_renewed: (claim) => !happenedSince(claim, "passcode_renewed"),
  under_evaluation: (claim) => isEvaluated(claim, 1) && isFirstTelling(claim),
  second_evaluation: (claim) => isEvaluated(claim, 2) && isFirstTelling(claim),
  reopened: (claim) => claim.complaint.status === "under_evaluation" && isFirstTelling(claim),
  question: ({ complaint, detail }) =>
    complaint.questions.some((question) => question.id === detail && isOpenQuestion(question)) && !hasEnded(complaint),
  decision: (claim) => waitedFor(claim) !== undefined,
  reminder: (claim) =>
    waitedFor(claim)?.consent.remindedAt.length === claim.count && isFirstTelling(claim) && !isToldBeside(claim),
  lapse_warning: (claim) => waitedFor(claim)?.consent.lapsesAt !== undefined && isFirstTelling(claim),
  left_open: ({ complaint }) => complaint.status === "open",
  closed: (claim) => isClosedAsTold(claim) && isFirstTelling(claim),
  merged: (claim) => claim.complaint.closing === "merged" && isFirstTelling(claim),
  remedy_carried_out: (claim) => isFirstTelling(claim),
  late: (claim) => !hasEnded(claim.complaint) && !happenedSince(claim, "decided") && isFirstTelling(claim),
  rate: (claim) => claim.complaint.rating === undefined && claim.complaint.status === "closed" && isFirstTelling(claim),
};

const truthOf: ReadonlyMap<string, (claim: Claim) => boolean> = new Map(Object.entries(truths));

function isEvaluated({ complaint: { status, rounds } }: Claim, round: 1 | 2): boolean {
  return status === "under_evaluation" && rounds.length === round;
}

/** The round at hand where its decision is the one that the message names and still waits for its answer. */
function waitedFor({ complaint, detail }: Claim): DecidedRound | undefined {
  if (complaint.status !== "concluded" || String(presentRound(complaint)?.round) !== detail) return undefined;
  const round = decidedRound(complaint);
  return round?.consent.state === "asked" || round?.consent.state === "doubted" ? round : undefined;
}

function hasEnded({ status }: Complaint): boolean {
  return status === "closed" || status === "open";
}

/** A complaint can be closed, taken up again, and closed by another rule. */
function isClosedAsTold({ complaint: { status, closedAt }, message }: Claim): boolean {
  return status === "closed" && closedAt !== undefined && closedAt <= message.createdAt;
}

function happenedSince({ events, message }: Claim, kind: ComplaintEvent["kind"]): boolean {
  return events.some((event) => event.kind === kind && event.at > message.createdAt);
}

/** Whether nobody was told the same since it was said: another way may have taken over while this one waited. */
function isFirstTelling({ message, twins }: Claim): boolean {
  return !twins.some((twin) => twin.id !== message.id && wasSentSince(twin, message.createdAt));
}

/** Whether the decision itself was let go in this conversation while its reminder waited: both at once are one too many. */
function isToldBeside({ message, reminded }: Claim): boolean {
  return reminded.some(
    (decision) => decision.conversationId === message.conversationId && wasSentSince(decision, message.createdAt),
  );
}

function wasSentSince({ delivery: { sentAt, state } }: OutboundMessage, since: Date): boolean {
  return sentAt !== undefined && state !== "failed" && sentAt >= since;
}
