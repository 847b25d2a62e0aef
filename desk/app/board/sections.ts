import type { FigureName } from "../../../core/improvement/figure.ts";
import type { DeskTextKey } from "../language/texts.ts";

/** Figures that belong together. */
interface Section {
  readonly title: DeskTextKey;
  readonly figures: readonly FigureName[];
}

/** In the order in which a manager looks: what is at risk, what came and went, whether it was right, whether it was in time. */
export const sections: readonly Section[] = [
  {
    title: "board.section.now",
    figures: [
      "open",
      "overdue_first_review",
      "overdue_evaluation",
      "overdue_conclusion",
      "soon_first_review",
      "soon_evaluation",
      "soon_conclusion",
    ],
  },
  {
    title: "board.section.flow",
    figures: ["received", "concluded", "ended", "left_open", "withdrawn", "unanswered", "merged", "reopened"],
  },
  {
    title: "board.section.right",
    figures: ["cured", "acceptance_1", "acceptance_2", "accepted_1", "rejected_1", "accepted_2", "rejected_2"],
  },
  {
    title: "board.section.time",
    figures: [
      "kept_first_review",
      "kept_evaluation",
      "kept_conclusion",
      "broken_first_review",
      "broken_evaluation",
      "broken_conclusion",
      "time_median_first_review",
      "time_median_evaluation",
      "time_median_conclusion",
      "time_p95_first_review",
      "time_p95_evaluation",
      "time_p95_conclusion",
    ],
  },
  {
    title: "board.section.people",
    figures: ["waits", "never_taken", "wait_median", "wait_p95", "conversations", "failed_notices"],
  },
  { title: "board.section.satisfaction", figures: ["rated", "handling", "outcome", "effort"] },
];

/** What the table of departments, people, channels or categories shows. */
export const groupFigures: readonly FigureName[] = [
  "received",
  "concluded",
  "ended",
  "open",
  "overdue_evaluation",
  "cured",
  "acceptance_1",
  "acceptance_2",
  "kept_evaluation",
  "time_median_evaluation",
  "wait_median",
  "conversations",
  "handling",
  "outcome",
];
