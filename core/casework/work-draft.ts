import type { Address } from "../channel/address.ts";
import type { Outbound } from "../channel/outbound.ts";
import type { Prompt } from "../channel/prompt.ts";
import type { Attachment } from "../attachment/attachment.ts";
import type { Alert, Change } from "../complaint/change.ts";
import type { Customer, Offer } from "../conversation/conversation.ts";
import type { Delivery, Hold, InboundMessage, OutboundMessage } from "../conversation/message.ts";
import { offerFor, tokensOf, withOffer } from "../conversation/offer.ts";
import { keptWords } from "../conversation/secrets.ts";
import { brand } from "../ids.ts";
import type { AgentId, AttachmentId, ComplaintId, ConversationId, CustomerId } from "../ids.ts";
import type { Language } from "../language/language.ts";
import type { Moment } from "../ports.ts";
import type { Revision, UnitOfWork } from "../store/unit-of-work.ts";
import { holdConversations } from "./held-conversations.ts";
import type { HeldConversations } from "./held-conversations.ts";
import { markInbound } from "./inbound-marks.ts";
import type { InboundMarks } from "./inbound-marks.ts";
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
  /** Kept back until then, and why. Ignored where the commit itself sends. */
  readonly hold?: { readonly why: Hold; readonly until: Date };
}

/**
 * Collects what one turn, command or timer writes, so that all of it is committed together. Conversations are taken in once, changed
 * any number of times, and end up one version further.
 */
export interface WorkDraft extends HeldConversations, InboundMarks {
  readonly say: (id: ConversationId, speech: Speech) => void;
  readonly receive: (message: InboundMessage) => void;
  readonly customer: (revision: Revision<Customer>) => void;
  readonly complaint: (change: Change) => void;
  readonly announce: (attachment: Attachment) => void;
  readonly claim: (attachments: readonly AttachmentId[], complaintId: ComplaintId) => void;
  /** Takes the words out of all earlier messages of the customer's conversations. */
  readonly erase: (customerId: CustomerId) => void;
  readonly alert: (
    alert: Alert,
    about: { readonly complaintId?: ComplaintId; readonly conversationId?: string },
  ) => void;
  readonly work: () => UnitOfWork;
}

/**
 * An empty draft of work at `moment`. What is said at an address for which `isReadInLog` holds, and for no purpose that the process has to
 * follow, is sent by the commit itself.
 */
export function draftWork(moment: Moment, isReadInLog: (to: Address) => boolean = () => false): WorkDraft {
  const { revisions, ...held } = holdConversations();
  const customers = new Map<string, Revision<Customer>>();
  const complaints = new Map<string, Change>();
  const outbound: OutboundMessage[] = [];
  const attachments: Attachment[] = [];
  const claims: { attachmentId: AttachmentId; complaintId: ComplaintId }[] = [];
  const alerts: NonNullable<UnitOfWork["alerts"]>[number][] = [];
  const erasures: CustomerId[] = [];
  const { marks, ...inboundMarks } = markInbound();
  let inbound: InboundMessage | undefined;

  return {
    ...held,
    ...inboundMarks,
    say: (id, speech) => {
      const seq = held.takeSeq(id);
      const { address, state } = held.conversation(id);
      const offer =
        speech.about === undefined ? undefined : offerFor(speech.prompt, speech.about, newOfferId(moment.random), seq);
      if (offer !== undefined) held.change(id, { state: withOffer(state, offer) });
      const isSent = speech.purpose === undefined && isReadInLog(address);
      outbound.push({
        ...outgoing(moment, id, address, seq, speech, offer),
        delivery: isSent ? sentAt(moment.now) : pending(moment.now, speech.hold),
      });
    },
    receive: (message) => {
      inbound = message;
    },
    customer: (revision) => {
      customers.set(revision.after.id, fromFirst(customers.get(revision.after.id), revision));
    },
    complaint: (change) => {
      const earlier = complaints.get(change.after.id);
      complaints.set(change.after.id, earlier === undefined ? change : joined(earlier, change));
    },
    announce: (attachment) => void attachments.push(attachment),
    claim: (ids, complaintId) => {
      claims.push(...ids.map((attachmentId) => ({ attachmentId, complaintId })));
    },
    erase: (customerId) => void erasures.push(customerId),
    alert: (alert, about) => void alerts.push({ ...alert, ...about, at: moment.now }),
    work: () => ({
      customers: [...customers.values()],
      conversations: revisions(),
      ...(inbound === undefined ? {} : { inbound }),
      outbound,
      ...marks(),
      complaints: [...complaints.values()].map(({ before, after }) =>
        before === undefined ? { after } : { before, after },
      ),
      events: [...complaints.values()].flatMap(({ events }) => events),
      attachments,
      claims,
      erasures,
      timers: [...complaints.values()].flatMap(timersOf),
      alerts,
    }),
  };
}

/** Two revisions of one thing in one commit lead from the first `before` (or from nothing) to the last `after`. */
function fromFirst<Thing>(earlier: Revision<Thing> | undefined, later: Revision<Thing>): Revision<Thing> {
  if (earlier === undefined) return later;
  return earlier.before === undefined ? { after: later.after } : { before: earlier.before, after: later.after };
}

/** Two commands on one complaint in one commit are one step of its version. */
function joined(earlier: Change, later: Change): Change {
  const version = (earlier.before?.version ?? 0) + 1;
  return {
    ...(earlier.before === undefined ? {} : { before: earlier.before }),
    after: { ...later.after, version },
    events: [...earlier.events, ...later.events],
    follows: [...earlier.follows, ...later.follows],
  };
}

function timersOf({ after, follows }: Change): NonNullable<UnitOfWork["timers"]>[number][] {
  return follows.flatMap((consequence) =>
    consequence.kind === "timer" ? [{ ...consequence.timer, complaintId: after.id }] : [],
  );
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
  const id = brand<OutboundMessage["id"]>(moment.ids.uuid());
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
