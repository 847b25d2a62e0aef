import type { ChannelName } from "../channel/address.ts";
import type { Complaint } from "../complaint/complaint.ts";
import type { Notice } from "../complaint/change.ts";
import type { Conversation, Customer } from "../conversation/conversation.ts";
import type { ConversationId } from "../ids.ts";

/** Where one notice goes: into a conversation that exists, or as the first message to a phone number. */
export type NoticeTarget =
  | { readonly kind: "conversation"; readonly conversation: Conversation; readonly short: boolean }
  | { readonly kind: "phone"; readonly phone: string; readonly short: true };

/** What the choice of targets depends on. */
export interface NoticeReach {
  readonly complaint: Complaint;
  readonly customer: Customer;
  /** All conversations of the customer. */
  readonly conversations: readonly Conversation[];
  /** The conversation at the customer's mobile number, where it belongs to another record. */
  readonly atPhone?: Conversation;
  /** Channels that this installation can send through. */
  readonly channels: { readonly has: (name: ChannelName) => boolean };
  /** The conversation whose own turn causes the notice: its flow tells it there. */
  readonly origin?: ConversationId;
}

/** Notices that also go by SMS whenever a mobile number is known: sections 2 and 4 of the process. */
const alsoBySms: ReadonlySet<Notice["kind"]> = new Set(["registered", "passcode_renewed", "decision"]);

/**
 * The chat that filed (else the one last written in), and SMS for what the process tells by SMS. Without any chat, SMS carries every notice.
 * What customers cause in a conversation of their own is told there by its flow, so that only SMS is added. Empty when the customer
 * can be reached by no channel.
 */
export function planNotice(notice: Notice, reach: NoticeReach): readonly NoticeTarget[] {
  const sms = smsTarget(reach);
  const bySms = sms === undefined || isOrigin(sms, reach) ? [] : [sms];
  if (toldInTurn(reach)) return alsoBySms.has(notice.kind) ? bySms : [];
  const chat = chatOf(reach);
  if (chat === undefined) return bySms;
  return [{ kind: "conversation", conversation: chat, short: false }, ...(alsoBySms.has(notice.kind) ? bySms : [])];
}

/** Whether the notice reaches the customer in any way: by a message, or by the turn that causes it. */
export function toldInTurn({ conversations, origin }: Pick<NoticeReach, "conversations" | "origin">): boolean {
  return conversations.some(({ id }) => id === origin);
}

function isOrigin(target: NoticeTarget, { origin }: NoticeReach): boolean {
  return target.kind === "conversation" && target.conversation.id === origin;
}

function chatOf({ complaint, conversations, channels }: NoticeReach): Conversation | undefined {
  const chats = conversations
    .filter(({ address }) => address.channel !== "sms" && channels.has(address.channel))
    .toSorted((a, b) => (b.lastInboundAt?.getTime() ?? 0) - (a.lastInboundAt?.getTime() ?? 0));
  return chats.find(({ address }) => address.channel === complaint.door) ?? chats[0];
}

function smsTarget({ customer, conversations, atPhone, channels }: NoticeReach): NoticeTarget | undefined {
  if (!channels.has("sms") || customer.phone === undefined) return undefined;
  const own = conversations.find(({ address }) => address.channel === "sms" && address.externalId === customer.phone);
  const known = own ?? atPhone;
  return known === undefined
    ? { kind: "phone", phone: customer.phone, short: true }
    : { kind: "conversation", conversation: known, short: true };
}
