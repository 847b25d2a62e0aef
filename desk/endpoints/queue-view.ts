import type { AgentId } from "../../core/ids.ts";
import type { DeskTools } from "../desk-tools.ts";
import { riskUntil } from "../queues.ts";
import type { QueueView } from "../queues.ts";

/** What the queues mean for `agentId` at this moment. Without a calendar nothing is at risk. */
export async function queueView({ store, clock }: DeskTools, agentId: AgentId): Promise<QueueView> {
  const now = clock.now();
  const calendar = await store.calendars.current();
  return { agentId, now, riskUntil: calendar === undefined ? now : riskUntil(calendar, now) };
}
