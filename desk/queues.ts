import type { Calendar } from "../core/calendar/calendar.ts";
import { reckon } from "../core/calendar/working-days.ts";
import type { Status } from "../core/complaint/status.ts";
import type { AgentId } from "../core/ids.ts";
import type { QueueFilter } from "../core/store/lists.ts";
import type { QueueName } from "./schemas/queue-names.ts";

/** Complaints of which somebody still owes a step. */
const ongoing: readonly Status[] = ["received", "under_evaluation", "concluded"];

/** What a queue's meaning depends on. */
export interface QueueView {
  readonly agentId: AgentId;
  readonly now: Date;
  /** What is due before this is at risk. */
  readonly riskUntil: Date;
}

/** What `name` means for an agent at a moment: the list and its number are made from this one definition. */
export function queueFilter(name: QueueName, { agentId, now, riskUntil }: QueueView): QueueFilter {
  switch (name) {
    case "mine":
      return { status: ongoing, evaluator: agentId };
    case "unassigned":
      return { status: ongoing, evaluator: "nobody" };
    case "waiting_for_customer":
      return { status: ongoing, waitingForCustomer: true };
    case "at_risk":
      return { due: { from: now, to: riskUntil } };
    case "overdue":
      return { overdueAt: now };
    case "safety":
      return { status: ongoing, safety: true };
    case "open":
      return { status: ongoing };
    case "all":
      return {};
  }
}

/** The end of the next whole working day: what is due until then is at risk. */
export function riskUntil(calendar: Calendar, now: Date): Date {
  return new Date(reckon(calendar, now, 1).dueAt.getTime() + 1);
}
