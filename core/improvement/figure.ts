import { stages } from "../calendar/stage-clock.ts";
import type { Stage } from "../calendar/stage-clock.ts";
import type { LineKind } from "./board-line.ts";

/**
 * Which lines a figure is about: of these kinds, in the period; or now, whenever they began (`any`); or with their moment before now (`past`), or from now
 * on until one working day later (`soon`).
 */
export interface LineSelection {
  readonly of: "lines";
  readonly kinds: readonly LineKind[];
  readonly span: "period" | "any" | "past" | "soon";
  readonly round?: 1 | 2;
  readonly late?: boolean;
}

/**
 * What a figure counts, and what its list shows: one definition for both. `waits` are stretches in line for a person that began in the period,
 * `conversations` stretches that an agent began to answer, `notices` those that failed on their channel.
 */
export type Selection =
  | LineSelection
  | { readonly of: "waits"; readonly taken?: boolean }
  | { readonly of: "conversations" }
  | { readonly of: "notices" };

/** How a figure comes from what it counts. `share` is from 0 to 1; `days` are working days; `mark` is from 1 to 5. */
export type Figure =
  | { readonly unit: "count"; readonly opens: Selection }
  | { readonly unit: "share"; readonly opens: LineSelection; readonly among: LineSelection }
  | { readonly unit: "days"; readonly opens: LineSelection; readonly quantile: Quantile }
  | { readonly unit: "minutes"; readonly opens: Selection & { readonly of: "waits" }; readonly quantile: Quantile }
  | { readonly unit: "mark"; readonly opens: LineSelection };

/** The middle one, and the one that 95 of 100 do not exceed; both are values that occurred. */
export type Quantile = "median" | "p95";

function lines(kinds: LineKind | readonly LineKind[], more: Partial<LineSelection> = {}): LineSelection {
  return { of: "lines", kinds: typeof kinds === "string" ? [kinds] : kinds, span: "period", ...more };
}

function count(kinds: LineKind | readonly LineKind[], more?: Partial<LineSelection>): Figure {
  return { unit: "count", opens: lines(kinds, more) };
}

const noes = ["rejected", "partly"] as const;
const answers = ["accepted", ...noes] as const;
const endings = [
  "ended_accepted",
  "ended_unanswered",
  "ended_withdrawn",
  "ended_merged",
  "ended_ruling",
  "left_open",
] as const;

function acceptance(round: 1 | 2): Figure {
  return { unit: "share", opens: lines("accepted", { round }), among: lines(answers, { round }) };
}

type StageFigureName = `${"soon" | "overdue" | "broken" | "kept" | "time_median" | "time_p95"}_${Stage}`;

function stageFigures(stage: Stage): readonly (readonly [StageFigureName, Figure])[] {
  const took = lines(`stage_${stage}`);
  return [
    [`soon_${stage}`, count(`due_${stage}`, { span: "soon" })],
    [`overdue_${stage}`, count(`due_${stage}`, { span: "past" })],
    [`broken_${stage}`, count(`stage_${stage}`, { late: true })],
    [`kept_${stage}`, { unit: "share", opens: lines(`stage_${stage}`, { late: false }), among: took }],
    [`time_median_${stage}`, { unit: "days", opens: took, quantile: "median" }],
    [`time_p95_${stage}`, { unit: "days", opens: took, quantile: "p95" }],
  ];
}

const single = {
  received: count("received"),
  concluded: count("concluded"),
  ended: count(endings),
  open: count("open", { span: "any" }),
  cured: { unit: "share", opens: lines("cured"), among: lines("concluded", { round: 1 }) },
  acceptance_1: acceptance(1),
  acceptance_2: acceptance(2),
  accepted_1: count("accepted", { round: 1 }),
  accepted_2: count("accepted", { round: 2 }),
  rejected_1: count(noes, { round: 1 }),
  rejected_2: count(noes, { round: 2 }),
  left_open: count("left_open"),
  unanswered: count("ended_unanswered"),
  withdrawn: count("ended_withdrawn"),
  merged: count("ended_merged"),
  reopened: count("reopened"),
  waits: { unit: "count", opens: { of: "waits" } },
  never_taken: { unit: "count", opens: { of: "waits", taken: false } },
  wait_median: { unit: "minutes", opens: { of: "waits", taken: true }, quantile: "median" },
  wait_p95: { unit: "minutes", opens: { of: "waits", taken: true }, quantile: "p95" },
  conversations: { unit: "count", opens: { of: "conversations" } },
  handling: { unit: "mark", opens: lines("rated_handling") },
  outcome: { unit: "mark", opens: lines("rated_outcome") },
  effort: { unit: "mark", opens: lines("rated_effort") },
  rated: count("rated_handling"),
  failed_notices: { unit: "count", opens: { of: "notices" } },
} as const satisfies Readonly<Record<string, Figure>>;

/** What a figure is called by, at the API and in its texts. docs/figures.md defines each in words. */
export type FigureName = keyof typeof single | StageFigureName;

/** Every figure of the board. */
export const figures: ReadonlyMap<FigureName, Figure> = new Map<FigureName, Figure>([
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- the keys of the very object
  ...(Object.entries(single) as [keyof typeof single, Figure][]),
  ...stages.flatMap(stageFigures),
]);

export const figureNames: readonly FigureName[] = [...figures.keys()];
