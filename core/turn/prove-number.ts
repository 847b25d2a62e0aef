import type { WorkDraft } from "../casework/work-draft.ts";
import type { ConversationCommand, Outcome } from "../conversation/conversation-command.ts";
import type { Conversation, Customer } from "../conversation/conversation.ts";
import { withGrant } from "../conversation/grants.ts";
import { newConversation, newCustomer } from "../conversation/new-conversation.ts";
import { says } from "../conversation/prompts.ts";
import { codeHoldsMs, codeLength } from "../conversation/sent-code.ts";
import { refused } from "../errors.ts";
import { claimCode } from "./claim-code.ts";
import { countryOfPhone } from "./country-of-phone.ts";
import { joinRecord } from "./join-channel.ts";
import { holderOfNumber } from "./number-holder.ts";
import { originOf } from "./open-turn.ts";
import type { OpenTurn } from "./open-turn.ts";
import type { TurnTools } from "./turn-tools.ts";

/** Milliseconds after the customer's last message in which WhatsApp surely carries free words: its 24 hours with an hour to spare. */
const freeWordsMs = 23 * 60 * 60_000;

/**
 * Sends a code to the number: into the WhatsApp chat there while it carries free words, else by SMS. The answer is the same whether the number is
 * known, unknown or out of reach, so it tells a stranger nothing. Refused while too many codes are asked for.
 */
export async function sendCode(
  tools: TurnTools,
  turn: OpenTurn,
  draft: WorkDraft,
  { phone }: Extract<ConversationCommand, { readonly kind: "send_code" }>,
): Promise<Outcome> {
  const { now, random } = turn.moment;
  const until = await claimCode(tools.store.buckets, phone, originOf(turn), now);
  if (until !== undefined) return refused("refusal.codes_too_many", { until });
  const code = random.digits(codeLength);
  const hash = await tools.hasher.hash(code);
  const chat = await chatAt(tools, turn, draft, phone);
  if (chat !== undefined) {
    const { language } = turn.conversation;
    const text = tools.sayIn(language)("sms.code", { code: { code } });
    draft.say(chat.id, { prompt: { ...says(text), secret: code }, language, beside: true });
  }
  return { ok: true, sent: { hash, until: new Date(now.getTime() + codeHoldsMs).toISOString() } };
}

/** The conversation that carries the code, taken into the draft; undefined where none can. */
async function chatAt(
  tools: TurnTools,
  turn: OpenTurn,
  draft: WorkDraft,
  phone: string,
): Promise<Conversation | undefined> {
  const { store, channels } = tools;
  const at = (channel: "sms" | "whatsapp") =>
    channels().has(channel) ? store.conversations.byAddress({ channel, externalId: phone }) : undefined;
  const [sms, whatsapp] = await Promise.all([at("sms"), at("whatsapp")]);
  const chosen = whatsapp !== undefined && isAtHand(whatsapp, turn.moment.now) ? whatsapp : sms;
  if (chosen === undefined) return channels().has("sms") ? begun(turn, draft, phone) : undefined;
  // Whoever wants nothing from us there, or is the one who asks, gets no code.
  if (chosen.unreachable !== undefined || chosen.id === turn.conversation.id) return undefined;
  draft.hold(chosen);
  return draft.conversation(chosen.id);
}

function isAtHand({ lastInboundAt, unreachable }: Conversation, now: Date): boolean {
  return (
    unreachable === undefined && lastInboundAt !== undefined && now.getTime() - Number(lastInboundAt) < freeWordsMs
  );
}

/** The number was only typed: until its proof the conversation there has a record of its own. */
function begun({ conversation: { language }, moment }: OpenTurn, draft: WorkDraft, phone: string): Conversation {
  const holder = { ...newCustomer(language, moment), phone };
  draft.customer({ after: holder });
  const fresh = newConversation({ channel: "sms", externalId: phone }, holder.id, language, moment);
  draft.hold(fresh, true);
  return fresh;
}

/** The right code in time proves the number; how often it may be tried is the flow's to count. */
export async function enterCode(
  tools: TurnTools,
  turn: OpenTurn,
  draft: WorkDraft,
  { phone, code, sent }: Extract<ConversationCommand, { readonly kind: "enter_code" }>,
): Promise<Outcome> {
  if (new Date(sent.until) <= turn.moment.now) return refused("refusal.code_expired");
  if (!(await tools.hasher.verify(sent.hash, code))) return refused("refusal.code_wrong");
  return proveNumber(tools, turn, draft, phone);
}

/**
 * The number is proven to be that of whoever writes here. Where it is another record's, the chat joins that one; else the number is this record's,
 * and so is the SMS conversation there in which nobody has written yet. A chat that came in by a passcode cannot change where the customer is reached; the
 * customer's own number makes it as good as any other.
 */
export async function proveNumber(tools: TurnTools, turn: OpenTurn, draft: WorkDraft, phone: string): Promise<Outcome> {
  const { conversation, customer } = turn;
  const { joined } = conversation;
  const holder = await holderOfNumber(tools.store, phone, conversation.id);
  if (holder !== undefined && holder.customer.id !== customer.id) {
    await joinRecord(tools, turn, draft, holder.customer, "code");
    return { ok: true, joined: true };
  }
  if (joined?.proof === "passcode") {
    if (holder === undefined) return refused("refusal.linked_by_passcode");
    draft.change(conversation.id, { joined: { ...joined, proof: "code" } });
    return { ok: true };
  }
  const country = customer.country ?? countryOfPhone(phone);
  const proven = { ...customer, phone, phoneProven: true, ...(country === undefined ? {} : { country }) };
  draft.customer(turn.isNewCustomer ? { after: proven } : { before: customer, after: proven });
  await takeOverSms(tools, turn, draft, phone);
  return { ok: true };
}

/**
 * The customer with the number proven that the platform says is their own. Where it is another record's, it stays as if it had been typed: a chat is
 * linked on request alone.
 */
export async function withOwnNumber(
  tools: TurnTools,
  turn: OpenTurn,
  draft: WorkDraft,
  customer: Customer,
): Promise<Customer> {
  const { phone, phoneProven } = customer;
  if (phone === undefined || phoneProven || turn.conversation.joined?.proof === "passcode") return customer;
  const holder = await holderOfNumber(tools.store, phone, turn.conversation.id);
  if (holder !== undefined && holder.customer.id !== customer.id) return customer;
  await takeOverSms(tools, turn, draft, phone);
  return { ...customer, phoneProven: true };
}

async function takeOverSms(tools: TurnTools, turn: OpenTurn, draft: WorkDraft, phone: string): Promise<void> {
  const sms = await tools.store.conversations.byAddress({ channel: "sms", externalId: phone });
  if (sms === undefined || sms.customerId === turn.customer.id) return;
  const told = await tools.store.complaints.ofCustomer(sms.customerId);
  draft.hold(sms);
  draft.change(sms.id, {
    customerId: turn.customer.id,
    state: told.reduce((state, complaint) => withGrant(state, complaint), draft.conversation(sms.id).state),
    joined: { at: turn.moment.now, proof: "code", fromCustomerId: sms.customerId },
  });
}
