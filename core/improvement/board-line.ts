import type { Stage } from "../calendar/stage-clock.ts";
import type { Door } from "../complaint/actor.ts";
import type { Complaint, ConsentAnswer, Round } from "../complaint/complaint.ts";
import { presentRound } from "../complaint/rounds.ts";
import type { AgentId, CategoryKey, DepartmentKey } from "../ids.ts";

/** What the board counts of one complaint. Each happens at most once a round (`round` 0: to the complaint as a whole). */
export const lineKinds = [
  /** Registered. */
  "received",
  /** Not ended; at its registration. */
  "open",
  /** The stage's clock runs and does not stand; at its due date. */
  "due_first_review",
  "due_evaluation",
  "due_conclusion",
  /** The stage reached its end: `value` working days, `late` after its due date. */
  "stage_first_review",
  "stage_evaluation",
  "stage_conclusion",
  /** The decision was recorded. */
  "concluded",
  /** The first decision was accepted and stands so; at that decision. */
  "cured",
  /** The customer's answer that stands; `door` is where it was given. */
  "accepted",
  "rejected",
  "partly",
  /** How it ended. Left open after the second no is an end, too. */
  "ended_accepted",
  "ended_unanswered",
  "ended_withdrawn",
  "ended_merged",
  "ended_ruling",
  "left_open",
  /** Taken up again after an external ruling. */
  "reopened",
  /** The customer's mark, `value` from 1 to 5. */
  "rated_handling",
  "rated_outcome",
  "rated_effort",
] as const;

export type LineKind = (typeof lineKinds)[number];

/** One thing that counts, with what it is filtered and broken down by. */
export interface BoardLine {
  readonly kind: LineKind;
  readonly round: 0 | 1 | 2;
  readonly at: Date;
  readonly department?: DepartmentKey;
  readonly category: CategoryKey;
  /** Whose work it was: the round's evaluator, the reviewer of a first review, else who has the complaint now. */
  readonly evaluator?: AgentId;
  /** Where the complaint was filed; of an answer, where it was given. */
  readonly door: Door;
  readonly value?: number;
  readonly late?: boolean;
}

type Draft = Pick<BoardLine, "kind" | "at"> &
  Partial<Pick<BoardLine, "round" | "evaluator" | "door" | "value" | "late">>;

/** Everything that counts of `complaint`, as it is now: the one definition behind every figure about complaints. */
export function linesOf(complaint: Complaint): readonly BoardLine[] {
  const { department, matter, door } = complaint;
  const evaluator = presentRound(complaint)?.evaluator;
  const common = {
    round: 0 as const,
    ...(department === undefined ? {} : { department }),
    category: matter.category,
    ...(evaluator === undefined ? {} : { evaluator }),
    door,
  };
  const drafts = [
    { kind: "received" as const, at: complaint.registeredAt },
    ...stateLines(complaint),
    ...stageLines(complaint),
    ...complaint.rounds.flatMap((round) => roundLines(round, complaint)),
    ...endLines(complaint),
    ...ratingLines(complaint),
  ];
  return drafts.map((draft) => ({ ...common, ...draft }));
}

function stateLines(complaint: Complaint): readonly Draft[] {
  if (complaint.status === "closed" || complaint.status === "open") return [];
  const running = complaint.clocks.filter(
    ({ endedAt, pauses }) => endedAt === undefined && pauses.every(({ to }) => to),
  );
  return [
    { kind: "open", at: complaint.registeredAt },
    ...running.map(({ stage, round, dueAt }): Draft => ({ kind: `due_${stage}`, round, at: dueAt })),
  ];
}

function stageLines(complaint: Complaint): readonly Draft[] {
  return complaint.clocks.flatMap(({ stage, round: number, dueAt, endedAt, daysTaken }): readonly Draft[] => {
    const round = complaint.rounds.find((one) => one.round === number);
    if (endedAt === undefined || !isReached(stage, complaint, round)) return [];
    const evaluator = stage === "first_review" ? complaint.review?.by : round?.evaluator;
    return [
      {
        kind: `stage_${stage}`,
        round: number,
        at: endedAt,
        late: endedAt > dueAt,
        ...(daysTaken === undefined ? {} : { value: daysTaken }),
        ...(evaluator === undefined ? {} : { evaluator }),
      },
    ];
  });
}

/** A stage that only ended because the complaint did took no time that could be held to its limit. */
function isReached(stage: Stage, { review }: Complaint, round: Round | undefined): boolean {
  if (stage === "first_review") return review !== undefined;
  return (stage === "evaluation" ? round?.decision : round?.toldAt) !== undefined;
}

function roundLines(round: Round, complaint: Complaint): readonly Draft[] {
  const { decision, evaluator } = round;
  if (decision === undefined) return [];
  const by = { round: round.round, ...(evaluator === undefined ? {} : { evaluator }) };
  const isCured = round.round === 1 && complaint.closing === "accepted" && complaint.rounds.length === 1;
  return [
    { kind: "concluded", at: decision.at, ...by },
    ...(isCured ? [{ kind: "cured" as const, at: decision.at, ...by }] : []),
    ...answerLines(round).map((line) => (line.kind === "left_open" ? line : { ...line, ...by })),
  ];
}

/** The answer that stands; the second no is also an end. */
function answerLines({ round, consent }: Round): readonly Draft[] {
  const answer = consent?.state === "answered" ? consent.answers.findLast(isAnswer) : undefined;
  if (answer === undefined) return [];
  const { at, door } = answer;
  const given = { kind: answerKinds[answer.answer], at, door };
  return round === 2 && answer.answer !== "accept" ? [given, { kind: "left_open", at }] : [given];
}

const answerKinds = { accept: "accepted", reject: "rejected", partly: "partly" } as const;

type PlainAnswer = ConsentAnswer & { readonly answer: keyof typeof answerKinds };

function isAnswer(answer: ConsentAnswer): answer is PlainAnswer {
  return answer.answer !== "doubt";
}

function endLines({ closing, closedAt, ruling }: Complaint): readonly Draft[] {
  return [
    ...(closing === undefined || closedAt === undefined ? [] : [{ kind: `ended_${closing}` as const, at: closedAt }]),
    ...(ruling === undefined ? [] : [{ kind: "reopened" as const, at: ruling.at }]),
  ];
}

function ratingLines({ rating }: Complaint): readonly Draft[] {
  if (rating === undefined) return [];
  const { at, handling, outcome, effort } = rating;
  return [
    { kind: "rated_handling", at, value: handling },
    { kind: "rated_outcome", at, value: outcome },
    { kind: "rated_effort", at, value: effort },
  ];
}
