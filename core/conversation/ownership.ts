import type { AgentId, ConversationId, DepartmentKey, OwnershipId } from "../ids.ts";

/** Why a conversation changed hands: into the line for a person, to an agent, or back to the bot. */
export const ownershipReasons = [
  /** The customer asked for a person. */
  "asked",
  /** Three replies in a row were not understood. */
  "not_understood",
  /** The words told of a danger. */
  "safety",
  /** Our own bug kept a message from being answered. */
  "fault",
  /** An agent took it. */
  "taken",
  /** An agent handed it to another, or to a department. */
  "transferred",
  /** Its agent went away for long. */
  "away",
  /** Its agent gave it back to the bot. */
  "given_back",
  /** The customer wanted the bot again. */
  "asked_for_bot",
  /** The customer wrote for the first time. */
  "began",
] as const;

export type OwnershipReason = (typeof ownershipReasons)[number];

/**
 * Who answers: the bot; nobody yet although a person is wanted; or an agent. `dueAt` is when somebody has to look at it again, because nobody came
 * or the agent went away; unset where nothing is due.
 */
export type Owner =
  | { readonly kind: "bot" }
  | WaitingOwner
  | { readonly kind: "agent"; readonly agentId: AgentId; readonly since: Date; readonly dueAt?: Date };

/** A conversation in line for a person. Anybody who may write can take it; the one it was offered to is asked first. */
export interface WaitingOwner {
  readonly kind: "waiting";
  readonly since: Date;
  readonly why: OwnershipReason;
  /** Unset: every department's. */
  readonly department?: DepartmentKey;
  /** The least busy of those on duty, to whom it is offered; unset where nobody is. */
  readonly offeredTo?: AgentId;
  /** When the customer was promised a person, where nobody came within the limit. */
  readonly promisedAt?: Date;
  readonly dueAt?: Date;
}

/** One stretch of time in which one party answered. A conversation's stretches follow one another without a gap; the newest has no end. */
export interface Ownership {
  readonly id: OwnershipId;
  readonly conversationId: ConversationId;
  readonly kind: Owner["kind"];
  readonly agentId?: AgentId;
  readonly department?: DepartmentKey;
  readonly startedAt: Date;
  readonly why: OwnershipReason;
  /** What the agent who handed it on wrote for the next one. */
  readonly note?: string;
  readonly endedAt?: Date;
}
