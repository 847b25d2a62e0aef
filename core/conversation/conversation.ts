import { z } from "zod";
import type { Address } from "../channel/address.ts";
import { brand } from "../ids.ts";
import type { AgentId, ConversationId, CustomerId } from "../ids.ts";
import type { Language } from "../language/language.ts";
import type { Owner } from "./ownership.ts";

/** Where a customer stands in one flow. Slots are checked by the flow's own schema when loaded. */
export const cursorSchema = z.object({
  flow: z.string(),
  /** The flow's version when the cursor was last written. */
  version: z.number().int(),
  step: z.string(),
  slots: z.record(z.string(), z.unknown()),
  startedAt: z.iso.datetime(),
  /** Steps answered on the way here, oldest first: "back" goes to the last. */
  trail: z.array(z.string()).optional(),
  /** When the flow last moved; a draft left for long is offered again before it goes on. */
  touchedAt: z.iso.datetime().optional(),
});

export type Cursor = z.infer<typeof cursorSchema>;

/**
 * A question that was put to the customer with its choices, kept so that a tap, a number or a label can be understood later, and so
 * that a tap on an old one is known to be old.
 */
export const offerSchema = z.object({
  /** Short, unguessable enough not to collide within the conversation; every token of the question begins with it. */
  id: z.string(),
  seq: z.number().int(),
  /** Ids under which the very same choices were shown before, oldest first: their buttons are buttons of this offer. */
  formerly: z.array(z.string()).optional(),
  /** Where they were first shown, if that was before `seq`. */
  since: z.number().int().optional(),
  /** Labels are kept while it is open, for words to be held against; once it is not, they are empty. */
  choices: z.array(z.object({ value: z.string(), label: z.string() })),
  /** What the question is about: the step at hand, one round's consent, one question of staff, a rating. */
  about: z.discriminatedUnion("kind", [
    /** `complaintId` where the flow is about one: the same flow can stand twice, about two complaints. */
    z.object({ kind: z.literal("step"), flow: z.string(), step: z.string(), complaintId: z.string().optional() }),
    z.object({
      kind: z.literal("consent"),
      complaintId: z.string(),
      round: z.union([z.literal(1), z.literal(2)]),
      /** Only that there is a decision was told: whoever answers is first shown what it says. */
      unread: z.boolean().optional(),
    }),
    z.object({ kind: z.literal("question"), complaintId: z.string(), questionId: z.string() }),
    z.object({ kind: z.literal("rating"), complaintId: z.string() }),
    /** Answers that an agent offered: the tap is words for that agent. */
    z.object({ kind: z.literal("agent"), agentId: z.string() }),
    /** A plain invitation that starts a flow, such as "go on with your draft?". */
    z.object({ kind: z.literal("invitation"), flow: z.string(), slots: z.record(z.string(), z.unknown()) }),
  ]),
  state: z.enum(["open", "answered", "superseded"]),
});

export type Offer = z.infer<typeof offerSchema>;

/** Files that come one by one and are answered as one: what it takes to answer all of them anew with each that comes (ADR 0044). */
export const albumSchema = z.object({
  /** Sequence number of the newest message once the last part had been answered: anything said since ends the album. */
  seq: z.number().int(),
  /** Where the conversation stood before the first part. */
  cursors: z.array(cursorSchema),
  misunderstood: z.number().int(),
  /** All files so far, and the words that came with them. */
  files: z.array(z.string()),
  words: z.string().optional(),
  /** Those of the files that a complaint has already. */
  added: z.array(z.string()),
});

export type Album = z.infer<typeof albumSchema>;

/** What became of the words of one message, so that a later edit of it can be followed (ADR 0045). */
export const takenSchema = z.discriminatedUnion("kind", [
  /** They stand in a flow that is not finished: as written, or as `step` read them. */
  z.object({
    kind: z.literal("open"),
    of: z.string(),
    words: z.string(),
    step: z.object({ flow: z.string(), id: z.string() }).optional(),
  }),
  /** They went to a complaint; `print` tells whether an edit says anything new. */
  z.object({ kind: z.literal("given"), of: z.string(), print: z.string(), complaintId: z.string() }),
]);

export type Taken = z.infer<typeof takenSchema>;

/** The part of a conversation that the engine reads and writes: data, no behaviour. */
export const conversationStateSchema = z.object({
  /** The flow at hand is the last; those before it wait to be resumed. Empty: nothing is asked, the menu is next. */
  cursors: z.array(cursorSchema),
  /** The newest offers, oldest first, at most 20: enough to tell an old button from a forged one. */
  offers: z.array(offerSchema),
  /** Replies in a row that were not understood. */
  misunderstood: z.number().int(),
  /** Complaint that the conversation was last about, for "it" and for words that fit no question. */
  complaintId: z.string().optional(),
  /** Complaints of other customers that this chat may follow because somebody in it knew number and passcode. */
  granted: z.array(z.string()),
  /** By complaint, which of its passcodes the grant was given for. */
  grantMarks: z.record(z.string(), z.string()).optional(),
  album: albumSchema.optional(),
  /** What became of the words of the newest messages, oldest first, at most 20. `of` is the platform's id of the message. */
  taken: z.array(takenSchema).optional(),
  /** Where the customer came from, by its key in the organisation's profile, until a complaint begins. */
  source: z.string().optional(),
  /** An agent had the bot put the questions of `flow`: with the last answer the conversation is that agent's again. */
  lent: z
    .object({ agentId: z.string().transform((id) => brand<AgentId>(id)), name: z.string(), flow: z.string() })
    .optional(),
  /** A state that could not be read, as it was stored, for staff: the conversation began anew. `told`: they have been. */
  unreadable: z.object({ stored: z.string(), told: z.boolean() }).optional(),
});

export type ConversationState = z.infer<typeof conversationStateSchema>;

/** A conversation in which nothing has been asked. */
export const freshState: ConversationState = { cursors: [], offers: [], misunderstood: 0, granted: [] };

/** The state of a conversation as it comes from a store. One that cannot be read is kept aside, so that the chat does not stand still. */
export const storedStateSchema = conversationStateSchema.catch(({ value }) => ({
  ...freshState,
  unreadable: { stored: JSON.stringify(value), told: false },
}));

/** One person on one channel. There is exactly one per address, for ever. */
export interface Conversation {
  readonly id: ConversationId;
  readonly address: Address;
  readonly customerId: CustomerId;
  readonly language: Language;
  /** Whether the customer chose the language, rather than we guessed it. */
  readonly languageChosen: boolean;
  /** Raised by one at each commit. */
  readonly version: number;
  /** Sequence number of the newest message; 0 before the first. */
  readonly lastSeq: number;
  readonly owner: Owner;
  readonly state: ConversationState;
  readonly createdAt: Date;
  readonly lastInboundAt?: Date;
  /** Why nothing can be told here, and since when; unset where it can. */
  readonly unreachable?: Unreachable;
  /** This chat was joined to the customer's others by a proof; unset where it never was, or is no longer. */
  readonly joined?: Joined;
}

export const unreachableReasons = ["blocked", "opted_out", "unreachable"] as const;

export interface Unreachable {
  readonly reason: (typeof unreachableReasons)[number];
  readonly since: Date;
}

export const joinProofs = ["passcode", "code"] as const;

/** A join, with what undoing it takes. */
export interface Joined {
  readonly at: Date;
  readonly proof: (typeof joinProofs)[number];
  /** The record that the conversation belonged to before. */
  readonly fromCustomerId: CustomerId;
}

/** What customers say of themselves, and the languages they read. */
export interface Customer {
  readonly id: CustomerId;
  readonly name?: string;
  readonly language: Language;
  /** E.164. */
  readonly phone?: string;
  /** Whether a channel proved the number (WhatsApp, SMS, own contact), or the customer only typed it. */
  readonly phoneProven: boolean;
  readonly email?: string;
  /** ISO 3166-1 alpha-2, from the phone number or the customer's own word. */
  readonly country?: string;
  readonly createdAt: Date;
  /** When the personal details were erased at the customer's request. */
  readonly erasedAt?: Date;
}
