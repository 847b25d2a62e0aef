import type { WorkDraft } from "../casework/work-draft.ts";
import type { ConversationCommand, Outcome } from "../conversation/conversation-command.ts";
import type { Conversation } from "../conversation/conversation.ts";
import { withoutGrants } from "../conversation/grants.ts";
import { isUnlinkableBy, maskedNumber } from "../conversation/linked-chat.ts";
import type { LinkedChat } from "../conversation/linked-chat.ts";
import { says } from "../conversation/prompts.ts";
import { refused } from "../errors.ts";
import type { TextKey } from "../language/text-key.ts";
import { without } from "../without.ts";
import type { OpenTurn } from "./open-turn.ts";
import { withoutDrafts } from "../casework/erase-record.ts";
import { recordChannel } from "./record-channel.ts";
import { renewAll } from "./renew-all.ts";
import type { TurnTools } from "./turn-tools.ts";

/** Chats that are listed at most, the oldest first. */
const maxListed = 20;

/** The customer's chats, as they are shown. One in which nothing was ever said is none. */
export async function listChannels(tools: TurnTools, turn: OpenTurn): Promise<Outcome> {
  const { customer, conversation } = turn;
  const stored = await tools.store.conversations.ofCustomer(customer.id);
  const others = stored.filter(({ id, customerId, lastSeq }) => {
    return customerId === customer.id && id !== conversation.id && lastSeq > 0;
  });
  const all = [...others, conversation].toSorted((one, other) => Number(one.createdAt) - Number(other.createdAt));
  return { ok: true, channels: all.slice(0, maxListed).map((chat) => shown(chat, chat.id === conversation.id)) };
}

function shown({ id, address, joined, createdAt }: Conversation, here: boolean): LinkedChat {
  const isNumber = address.channel === "sms" || address.channel === "whatsapp";
  return {
    conversationId: id,
    channel: address.channel,
    // What a platform calls somebody who hides the number tells nobody anything.
    ...(isNumber && address.externalId.startsWith("+") ? { number: maskedNumber(address.externalId) } : {}),
    at: (joined?.at ?? createdAt).toISOString(),
    ...(joined === undefined ? {} : { proof: joined.proof }),
    here,
  };
}

/**
 * Undoes the link of one of the customer's chats. One that was theirs from the start cannot be unlinked, nor by a chat that came in by a passcode one
 * that came by a code: whoever came later could shut them out. Where it was a stranger's, the complaints get new passcodes, unless this chat came in by a passcode itself.
 */
export async function partChannel(
  tools: TurnTools,
  turn: OpenTurn,
  draft: WorkDraft,
  { conversationId, stranger }: Extract<ConversationCommand, { readonly kind: "part_channel" }>,
): Promise<Outcome> {
  const { conversation, customer } = turn;
  const isHere = conversationId === conversation.id;
  const chat = isHere ? conversation : await tools.store.conversations.byId(conversationId);
  const barrier = barrierTo(turn, chat);
  if (chat === undefined || barrier !== undefined) return refused(barrier ?? "refusal.channel_unknown");
  draft.hold(chat);
  await partFrom(tools, turn, draft, draft.conversation(chat.id));
  if (isHere) return { ok: true };
  tellParted(tools, draft, draft.conversation(chat.id));
  if (stranger !== true || conversation.joined?.proof === "passcode") return { ok: true };
  const complaints = await tools.store.complaints.ofCustomer(customer.id);
  return { ok: true, renewed: await renewAll(tools, turn, draft, complaints, chat) };
}

function barrierTo({ conversation, customer }: OpenTurn, chat: Conversation | undefined): TextKey | undefined {
  if (chat?.joined === undefined || chat.customerId !== customer.id) return "refusal.channel_unknown";
  const isAllowed = chat.id === conversation.id || isUnlinkableBy(conversation.joined?.proof, chat.joined.proof);
  return isAllowed ? undefined : "refusal.linked_by_passcode";
}

function tellParted(tools: TurnTools, draft: WorkDraft, { id, language, unreachable }: Conversation): void {
  if (unreachable !== undefined) return;
  draft.say(id, { prompt: says(tools.sayIn(language)("channels.parted_notice")), language, beside: true });
}

/**
 * Takes the chat, which the draft holds, back to the record that it came from: without what it was granted of the other's complaints, and
 * without the questions that it was asked about them. The record's number goes with it where it is that of the chat.
 */
export async function partFrom(tools: TurnTools, turn: OpenTurn, draft: WorkDraft, chat: Conversation): Promise<void> {
  const { joined, address, id } = chat;
  if (joined === undefined) return;
  const complaints = await tools.store.complaints.ofCustomer(chat.customerId);
  draft.part(id, joined.fromCustomerId);
  draft.change(id, { state: withoutGrants(withoutDrafts(chat.state, id === turn.conversation.id), complaints) });
  if (address.channel === "sms") dropNumber(turn, draft, address.externalId);
  recordChannel(tools, turn, draft, complaints, { kind: "part_channel", channel: address.channel, conversationId: id });
}

/** Nothing is sent to a number by SMS whose chat is unlinked. */
function dropNumber({ customer }: OpenTurn, draft: WorkDraft, phone: string): void {
  if (customer.phone !== phone) return;
  draft.customer({ before: customer, after: { ...without(customer, "phone"), phoneProven: false } });
}
