import type { Status } from "../complaint/status.ts";
import type { Conversation } from "../conversation/conversation.ts";
import type { Message } from "../conversation/message.ts";
import type { AgentId, CategoryKey, ComplaintId, CustomerId, DepartmentKey, TrackingNumber } from "../ids.ts";

/** Part of a list, keyset-paged. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Hand it in to get the rows that follow; undefined at the end. */
  readonly next?: string;
}

/** One line of the agents' queue. */
export interface QueueRow {
  readonly id: ComplaintId;
  readonly number: TrackingNumber;
  readonly status: Status;
  readonly category: CategoryKey;
  readonly department?: DepartmentKey;
  readonly evaluator?: AgentId;
  readonly language: string;
  readonly safety: boolean;
  readonly registeredAt: Date;
  /** The running clock's due date; undefined where none runs. */
  readonly dueAt?: Date;
  readonly stage?: string;
  readonly waitingForCustomer: boolean;
  readonly excerpt: string;
}

export interface QueueFilter {
  readonly status?: readonly Status[];
  readonly department?: DepartmentKey;
  /** An agent, or `nobody`. */
  readonly evaluator?: AgentId | "nobody";
  readonly safety?: boolean;
  readonly overdueAt?: Date;
  readonly waitingForCustomer?: boolean;
  readonly category?: CategoryKey;
  readonly customerId?: CustomerId;
  /** The running clock is due at or after `from` and before `to`. */
  readonly due?: { readonly from: Date; readonly to: Date };
}

/** Which conversations the desk lists. */
export type ConversationView =
  /** Owned by the agent, or offered to them. */
  | { readonly kind: "mine"; readonly agentId: AgentId }
  /** In line for a person, the longest wait first; of these departments (and of none), or of all. */
  | { readonly kind: "waiting"; readonly departments?: readonly DepartmentKey[] }
  /** Owned by any agent. */
  | { readonly kind: "taken" }
  /** All in which a customer ever wrote, the latest first. */
  | { readonly kind: "all" };

/** One line of the desk's list of conversations. */
export interface ConversationRow {
  readonly conversation: Conversation;
  readonly customerName?: string;
  readonly phone?: string;
  /** The newest message, whoever wrote it. */
  readonly last?: Message;
  /** Whether the customer wrote last. */
  readonly unanswered: boolean;
  /** The complaint that the conversation was last about, else the customer's newest that has not ended. */
  readonly complaint?: Pick<QueueRow, "id" | "number" | "status" | "dueAt" | "safety">;
}
