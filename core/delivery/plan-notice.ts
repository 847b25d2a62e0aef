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
 * can be reached by no channel; conversations that cannot be written to are passed over.
 */
export function planNotice(notice: Notice, reach: NoticeReach): readonly NoticeTarget[] {
  const sms = smsTarget(reach);
  const bySms = sms === undefined || isOrigin(sms, reach) ? [] : [sms];
  if (toldInTurn(reach)) return alsoBySms.has(notice.kind) ? bySms : [];
  const [chat] = chatsOf(reach);
  if (chat === undefined) return bySms;
  return [{ kind: "conversation", conversation: chat, short: false }, ...(alsoBySms.has(notice.kind) ? bySms : [])];
}

/**
 * Every way to tell a customer something that did not get through elsewhere, the best first: the chat that filed, their other chats by
 * last use, SMS. A chat that its customer has to come back to read (`isReadInLog`) takes everything and wakes nobody, so it comes
 * last unless it is the one that filed.
 */
export function waysToTell(
  reach: NoticeReach,
  isReadInLog: (to: Conversation["address"]) => boolean,
): readonly NoticeTarget[] {
  const chats = chatsOf(reach);
  const isSilent = (chat: Conversation): boolean =>
    isReadInLog(chat.address) && chat.address.channel !== reach.complaint.door;
  const sms = smsTarget(reach);
  const target = (conversation: Conversation): NoticeTarget => ({ kind: "conversation", conversation, short: false });
  return [
    ...chats.filter((chat) => !isSilent(chat)).map(target),
    ...(sms === undefined ? [] : [sms]),
    ...chats.filter(isSilent).map(target),
  ];
}

/** Whether the notice reaches the customer in any way: by a message, or by the turn that causes it. */
export function toldInTurn({ conversations, origin }: Pick<NoticeReach, "conversations" | "origin">): boolean {
  return conversations.some(({ id }) => id === origin);
}

function isOrigin(target: NoticeTarget, { origin }: NoticeReach): boolean {
  return target.kind === "conversation" && target.conversation.id === origin;
}

/** The customer's chats that can be written to: the one that filed first, then those last written in. */
function chatsOf({ complaint, conversations, channels }: NoticeReach): readonly Conversation[] {
  const filed = ({ address }: Conversation): number => (address.channel === complaint.door ? 1 : 0);
  return conversations
    .filter(({ address, unreachable }) => address.channel !== "sms" && channels.has(address.channel) && !unreachable)
    .toSorted((a, b) => filed(b) - filed(a) || (b.lastInboundAt?.getTime() ?? 0) - (a.lastInboundAt?.getTime() ?? 0));
}

function smsTarget({ customer, conversations, atPhone, channels }: NoticeReach): NoticeTarget | undefined {
  if (!channels.has("sms") || customer.phone === undefined) return undefined;
  const own = conversations.find(({ address }) => address.channel === "sms" && address.externalId === customer.phone);
  const known = own ?? atPhone;
  if (known?.unreachable !== undefined) return undefined;
  return known === undefined
    ? { kind: "phone", phone: customer.phone, short: true }
    : { kind: "conversation", conversation: known, short: true };
}
