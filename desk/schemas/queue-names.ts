/** The queues that everybody has, as they are offered; those of an agent's own departments come beside them. */
export const queueNames = [
  "mine",
  "unassigned",
  "waiting_for_customer",
  "at_risk",
  "overdue",
  "safety",
  "open",
  "all",
] as const;

export type QueueName = (typeof queueNames)[number];
