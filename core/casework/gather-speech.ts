import type { Address } from "../channel/address.ts";
import type { Outbound } from "../channel/outbound.ts";
import type { Prompt } from "../channel/prompt.ts";
import type { Offer } from "../conversation/conversation.ts";
import type { Delivery, Hold, OutboundMessage } from "../conversation/message.ts";
import { offerFor, tokensOf, withOffer } from "../conversation/offer.ts";
import type { Ownership } from "../conversation/ownership.ts";
import { keptWords } from "../conversation/secrets.ts";
import { brand } from "../ids.ts";
import type { AgentId, ComplaintId, ConversationId, MessageId } from "../ids.ts";
import type { Language } from "../language/language.ts";
import type { Moment } from "../ports.ts";
import { checkSpeaker } from "./check-speaker.ts";
import { ownershipOf } from "./handing.ts";
import type { Handing } from "./handing.ts";
import type { HeldConversations } from "./held-conversations.ts";
import { newOfferId } from "./offer-id.ts";

/** One thing to say in one conversation. */
export interface Speech {
  readonly prompt: Prompt;
  readonly about?: Offer["about"];
  readonly language: Language;
  /** The agent who speaks, by id and display name; unset where the bot does. */
  readonly agent?: { readonly id: AgentId; readonly name: string };
  readonly complaintId?: ComplaintId;
  readonly purpose?: string;
  /** The bot may say it although an agent owns the conversation: that it changes hands, or what the process is owed. */
  readonly beside?: true;
  /** Of the message, where its writer may send it twice. */
  readonly id?: MessageId;
  /** Kept back until then, and why. Ignored where the commit itself sends. */
  readonly hold?: { readonly why: Hold; readonly until: Date };
}

/** Who speaks, and who has the conversation. */
export interface Speaking {
  /** A `Fault` where the speaker may not speak: an agent who does not own the conversation, or the bot where one does. */
  readonly say: (id: ConversationId, speech: Speech) => OutboundMessage;
  /** The conversation changes hands: a stretch of ownership begins, and the one before it ends. */
  readonly hand: (id: ConversationId, handing: Handing) => void;
}

/**
 * Gathers what is said in the conversations of one piece of work, and how they change hands. What is said at an address for which `isReadInLog` holds, and
 * for no purpose that the process has to follow, is sent by the commit itself.
 */
export function gatherSpeech(
  moment: Moment,
  held: HeldConversations,
  isReadInLog: (to: Address) => boolean,
): Speaking & {
  readonly gathered: () => { readonly outbound: readonly OutboundMessage[]; readonly ownerships: readonly Ownership[] };
} {
  const outbound: OutboundMessage[] = [];
  const ownerships: Ownership[] = [];
  return {
    say: (id, speech) => {
      const { address, state, owner } = held.conversation(id);
      checkSpeaker(owner, speech);
      const seq = held.takeSeq(id);
      const offer =
        speech.about === undefined ? undefined : offerFor(speech.prompt, speech.about, newOfferId(moment.random), seq);
      if (offer !== undefined) held.change(id, { state: withOffer(state, offer) });
      const isSent = speech.purpose === undefined && isReadInLog(address);
      const message = {
        ...outgoing(moment, id, address, seq, speech, offer),
        delivery: isSent ? sentAt(moment.now) : pending(moment.now, speech.hold),
      };
      outbound.push(message);
      return message;
    },
    hand: (id, handing) => {
      held.change(id, { owner: handing.owner });
      ownerships.push(ownershipOf(moment, id, handing));
    },
    gathered: () => ({ outbound, ownerships }),
  };
}

function shownChoices(offer: Offer | undefined, { prompt }: Speech): Outbound["choices"] {
  return offer === undefined || prompt.unshown === true ? [] : tokensOf(offer);
}

function outgoing(
  moment: Moment,
  conversationId: ConversationId,
  address: Address,
  seq: number,
  speech: Speech,
  offer: Offer | undefined,
): Omit<OutboundMessage, "delivery"> {
  const id = speech.id ?? brand<MessageId>(moment.ids.uuid());
  const kept = keptWords(speech.prompt);
  const body: Outbound = {
    messageId: id,
    conversationId,
    seq,
    language: speech.language,
    text: speech.prompt.text,
    details: speech.prompt.details ?? [],
    choices: shownChoices(offer, speech),
    files: speech.prompt.files ?? [],
    ...(speech.prompt.accepts.includes("contact") ? { wantsContact: true } : {}),
    ...(kept === undefined ? {} : { kept }),
    author: speech.agent === undefined ? { kind: "bot" } : { kind: "agent", name: speech.agent.name },
  };
  return {
    direction: "out",
    id,
    conversationId,
    seq,
    address,
    body,
    createdAt: moment.now,
    author: speech.agent === undefined ? { kind: "bot" } : { kind: "agent", agentId: speech.agent.id },
    ...(speech.complaintId === undefined ? {} : { complaintId: speech.complaintId }),
    ...(speech.purpose === undefined ? {} : { purpose: speech.purpose }),
  };
}

function pending(now: Date, hold: Speech["hold"]): Delivery {
  return {
    state: "pending",
    attempts: 0,
    nextAttemptAt: hold?.until ?? now,
    ...(hold === undefined ? {} : { hold: hold.why }),
  };
}

function sentAt(now: Date): Delivery {
  return { state: "sent", attempts: 0, nextAttemptAt: now, sentAt: now };
}
