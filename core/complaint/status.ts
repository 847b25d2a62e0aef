/** The five states that customers are told, in the words of the process. */
export const statuses = ["received", "under_evaluation", "concluded", "closed", "open"] as const;

export type Status = (typeof statuses)[number];

/** The named rules by which a complaint becomes closed. */
export const closings = ["accepted", "unanswered", "withdrawn", "merged", "ruling"] as const;

export type Closing = (typeof closings)[number];
