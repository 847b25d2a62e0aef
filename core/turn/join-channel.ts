import type { WorkDraft } from "../casework/work-draft.ts";
import type { Complaint } from "../complaint/complaint.ts";
import type { ConversationCommand, Outcome } from "../conversation/conversation-command.ts";
import type { Conversation, ConversationState, Customer, Joined } from "../conversation/conversation.ts";
import { isOpenedByPasscode, withGrant, withoutGrants } from "../conversation/grants.ts";
import { channelIn } from "../conversation/linked-chat.ts";
import { says } from "../conversation/prompts.ts";
import { refused } from "../errors.ts";
import type { CustomerId } from "../ids.ts";
import { ownComplaint } from "./handle-in-turn.ts";
import type { OpenTurn } from "./open-turn.ts";
import { partFrom } from "./part-channel.ts";
import { recordChannel } from "./record-channel.ts";
import type { TurnTools } from "./turn-tools.ts";

/** Links this chat to those of the customer whose complaint was opened here by the passcode that is in force. */
export async function joinByPasscode(
  tools: TurnTools,
  turn: OpenTurn,
  draft: WorkDraft,
  { complaintId }: Extract<ConversationCommand, { readonly kind: "join_by_passcode" }>,
): Promise<Outcome> {
  const complaint = ownComplaint(turn, complaintId);
  if (complaint === undefined || !isOpenedByPasscode(turn.conversation.state, complaint))
    return refused("refusal.complaint_unknown");
  const target = await tools.store.conversations.customer(complaint.customerId);
  if (target === undefined || target.id === turn.customer.id) return refused("refusal.complaint_unknown");
  await joinRecord(tools, turn, draft, target, "passcode");
  return { ok: true, complaint };
}

/**
 * The chat belongs to `target` from now on: it hears of all its complaints and answers for it. What was filed here before stays with its own
 * record, and can be followed here; the customer's other chats are told; undoing it takes the chat back to where it came from.
 */
export async function joinRecord(
  tools: TurnTools,
  turn: OpenTurn,
  draft: WorkDraft,
  target: Customer,
  proof: Joined["proof"],
): Promise<void> {
  const { conversation, customer, moment } = turn;
  const from = conversation.joined?.fromCustomerId ?? customer.id;
  if (conversation.joined !== undefined) await partFrom(tools, turn, draft, draft.conversation(conversation.id));
  if (target.id === from) return;
  const { state } = draft.conversation(conversation.id);
  const complaints = await tools.store.complaints.ofCustomer(target.id);
  draft.change(conversation.id, {
    customerId: target.id,
    joined: { at: moment.now, proof, fromCustomerId: from },
    state: withFormer(withoutGrants(state, complaints), turn.facts.complaints, from),
  });
  recordChannel(tools, turn, draft, complaints, {
    kind: "join_channel",
    channel: conversation.address.channel,
    conversationId: conversation.id,
    proof,
  });
  await tellOthers(tools, turn, draft, target.id);
}

/** What the chat filed as another record it goes on following. */
function withFormer(state: ConversationState, complaints: readonly Complaint[], from: CustomerId): ConversationState {
  const former = complaints.filter(({ customerId }) => customerId === from);
  // The newest grant is kept longest, and the newest complaint comes first.
  return former.toReversed().reduce((granted, complaint) => withGrant(granted, complaint, "passcode"), state);
}

/** Whoever the complaints belong to hears of a chat that was linked, in the chats that can be told; by SMS only where there is no other. */
async function tellOthers(tools: TurnTools, turn: OpenTurn, draft: WorkDraft, target: CustomerId): Promise<void> {
  const all = await tools.store.conversations.ofCustomer(target);
  const others = all.filter((chat) => chat.customerId === target && canHear(tools, turn, chat));
  const chats = others.filter(({ address }) => address.channel !== "sms");
  for (const { id, language, ...chat } of chats.length === 0 ? others : chats) {
    draft.hold({ id, language, ...chat });
    const say = tools.sayIn(language);
    const text = say("channels.joined_notice", { channel: channelIn(turn.conversation.address.channel, say) });
    draft.say(id, { prompt: says(text), language, beside: true });
  }
}

function canHear(tools: TurnTools, turn: OpenTurn, { id, address, unreachable }: Conversation): boolean {
  return id !== turn.conversation.id && unreachable === undefined && tools.channels().has(address.channel);
}
