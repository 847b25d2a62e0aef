import type { Reply } from "../channel/inbound.ts";
import type { Outbound } from "../channel/outbound.ts";
import type { Address } from "../channel/address.ts";
import type { AgentId, AttachmentId, ComplaintId, ConversationId, MessageId } from "../ids.ts";

/** Something a customer sent, as it is kept: the words as written, the files by their own records. */
export interface InboundMessage {
  readonly direction: "in";
  readonly id: MessageId;
  readonly conversationId: ConversationId;
  readonly seq: number;
  /** The platform's id; unique per channel for ever. */
  readonly externalId: string;
  readonly address: Address;
  readonly reply: Reply;
  readonly attachments: readonly AttachmentId[];
  /** The platform's time; `receivedAt` is ours and the one that clocks use. */
  readonly sentAt?: Date;
  readonly receivedAt: Date;
  readonly clientId?: string;
  readonly complaintId?: ComplaintId;
  /** True where no question took it as its answer: kept for staff to see. */
  readonly unassigned: boolean;
  /** Code of the fault that our own bug caused while answering it. */
  readonly faultCode?: string;
}

export const deliveryStates = [
  "pending",
  "sending",
  "sent",
  "delivered",
  "read",
  "failed",
  "maybe_doubled",
  "superseded",
] as const;

export type DeliveryState = (typeof deliveryStates)[number];

/** Something we say, with the state of its delivery: the outbox is the messages that are not yet sent. */
export interface OutboundMessage {
  readonly direction: "out";
  readonly id: MessageId;
  readonly conversationId: ConversationId;
  readonly seq: number;
  readonly address: Address;
  readonly body: Outbound;
  readonly createdAt: Date;
  readonly author: { readonly kind: "bot" } | { readonly kind: "agent"; readonly agentId: AgentId };
  readonly complaintId?: ComplaintId;
  /** What it is for, so that the process can count it as told: `decision.1`, `question.<id>`, `registered`; unset for the bot's ordinary answers. */
  readonly purpose?: string;
  readonly delivery: Delivery;
}

/**
 * Why a message is kept back although it could be sent. `album`: more parts of what it answers may follow; a later answer takes its place.
 * `quiet`: nobody wants to be woken. `window`: the platform allows it only once the customer has written. The last two are let go when
 * the customer writes, or at `nextAttemptAt`, and do not stand in the way of later messages.
 */
export const holds = ["album", "quiet", "window"] as const;

export type Hold = (typeof holds)[number];

/** A moment that never comes, for `nextAttemptAt`: the last one that every store can keep. */
export const never = new Date("9999-12-31T23:59:59.999Z");

export interface Delivery {
  readonly state: DeliveryState;
  readonly attempts: number;
  /** For `window`: `never`. */
  readonly nextAttemptAt: Date;
  readonly hold?: Hold;
  /** When the customer was told by approved words that this message waits. */
  readonly invitedAt?: Date;
  readonly leasedUntil?: Date;
  readonly providerId?: string;
  readonly sentAt?: Date;
  /** Short code of the last failure, for staff; never the platform's text, which may quote the customer. */
  readonly failure?: string;
}

/** A message that is due, with what its sending depends on. */
export interface DueMessage extends OutboundMessage {
  /** When the customer last wrote in this conversation; undefined: never. */
  readonly lastInboundAt?: Date;
}

export type Message = InboundMessage | OutboundMessage;
