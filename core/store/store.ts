import type { Attachment, RefusalReason, StoredFile } from "../attachment/attachment.ts";
import type { Calendar } from "../calendar/calendar.ts";
import type { Address, ChannelName } from "../channel/address.ts";
import type { Rate } from "../channel/channel.ts";
import type { Bookmarks } from "../channel/bookmark.ts";
import type { Complaint } from "../complaint/complaint.ts";
import type { Alert, Timer } from "../complaint/change.ts";
import type { ComplaintEvent } from "../complaint/event.ts";
import type { Conversation, Customer } from "../conversation/conversation.ts";
import type { Delivery, DueMessage, Hold, Message, OutboundMessage } from "../conversation/message.ts";
import type {
  AgentId,
  AttachmentId,
  ComplaintId,
  ConversationId,
  CustomerId,
  MessageId,
  TrackingNumber,
} from "../ids.ts";
import type { Ownership } from "../conversation/ownership.ts";
import type { Agent, AgentFields, AuditEntry, OneTimeLink, StaffSession } from "../staff/agent.ts";
import type { BoardStore } from "./board-port.ts";
import type { DeliveryReport } from "./delivery-change.ts";
import type { RetentionStore } from "./retention-port.ts";
import type { ConversationRow, ConversationView, Page, QueueFilter, QueueRow } from "./lists.ts";
import type { Presence, StoreNews } from "./store-news.ts";
import type { SettingsSection, SettingsVersion } from "./settings-version.ts";
import type { UnitOfWork } from "./unit-of-work.ts";

/** A message that waits, and for what. */
export interface HeldBack {
  readonly hold: Hold;
  readonly seq: number;
}

/** All that a turn needs to know, read in one round trip. */
export interface TurnFacts {
  /** The inbound message is already stored: there is nothing to do. */
  readonly duplicate: boolean;
  readonly conversation?: Conversation;
  readonly customer?: Customer;
  /** What was said to the conversation's customer and is still held back, by place: what `releases` and `outdated` would have an effect on. */
  readonly held: readonly HeldBack[];
  /** The customer's complaints and those granted to the conversation (`state.granted`): not ended first, then newest first; at most 20. */
  readonly complaints: readonly Complaint[];
  /** The customer's files that no complaint has claimed yet (drafts carry them), newest first, at most 50. */
  readonly attachments: readonly Attachment[];
}

/** Failed tries at a secret, counted in the store so that every process sees them. */
export interface Throttle {
  readonly failures: number;
  readonly blockedUntil?: Date;
}

/**
 * The one door to the database. Three implementations pass one contract suite: memory, PGlite, PostgreSQL. Not found is `undefined`,
 * a lost race is `ConcurrentChange`, a known inbound message is `DuplicateInbound`, and a database that does not answer is
 * a `Fault` with code `store-unavailable`.
 */
export interface Store {
  /** One round trip, whatever the number of complaints in the store. */
  readTurn(address: Address, externalId: string): Promise<TurnFacts>;
  /** One commit; one round trip unless the work has timers. News is published with the commit. */
  commit(work: UnitOfWork): Promise<void>;

  readonly complaints: {
    byId(id: ComplaintId): Promise<Complaint | undefined>;
    byNumber(number: TrackingNumber): Promise<Complaint | undefined>;
    ofCustomer(id: CustomerId): Promise<readonly Complaint[]>;
    /** By due date, those without one last; keyset-paged on an index; `limit` at most 100. */
    queue(filter: QueueFilter, page: { readonly after?: string; readonly limit: number }): Promise<Page<QueueRow>>;
    /** How many complaints each filter finds, none counted beyond `cap`. */
    counts<Name extends string>(
      filters: Readonly<Record<Name, QueueFilter>>,
      cap: number,
    ): Promise<Readonly<Record<Name, number>>>;
    /**
     * Complaints that have every word of `words`: a tracking number (any part of it from the start), the beginning of a word of the description, the product, the lot,
     * the order number or the customer's name, or a phone number in any spelling. Words are compared as `core/language/normalise.ts` does. Newest first; `limit` at most 100.
     */
    search(words: string, page: { readonly after?: string; readonly limit: number }): Promise<Page<QueueRow>>;
    events(id: ComplaintId): Promise<readonly ComplaintEvent[]>;
    /** Complaints with a running clock that was reckoned with a calendar older than `version`. */
    reckonedBefore(version: number, limit: number): Promise<readonly ComplaintId[]>;
  };

  readonly conversations: {
    byId(id: ConversationId): Promise<Conversation | undefined>;
    byAddress(address: Address): Promise<Conversation | undefined>;
    /** The customer's, oldest first, and those that were theirs before they were linked to another's. */
    ofCustomer(id: CustomerId): Promise<readonly Conversation[]>;
    /** The oldest record for which the number (E.164) is proven. */
    customerWithNumber(phone: string): Promise<Customer | undefined>;
    /** Messages with `seq` greater than `after`, in order; `limit` at most 500. */
    messages(id: ConversationId, after: number, limit: number): Promise<readonly Message[]>;
    /** The newest `limit` (at most 500) with `seq` less than `before`, in order. */
    messagesBefore(id: ConversationId, before: number, limit: number): Promise<readonly Message[]>;
    /** Keyset-paged on an index; `limit` at most 100. */
    list(
      view: ConversationView,
      page: { readonly after?: string; readonly limit: number },
    ): Promise<Page<ConversationRow>>;
    /** How many conversations each view has, none counted beyond `cap`. */
    counts<Name extends string>(
      views: Readonly<Record<Name, ConversationView>>,
      cap: number,
    ): Promise<Readonly<Record<Name, number>>>;
    /** Every stretch of ownership, oldest first; empty where it never changed hands. */
    ownerships(id: ConversationId): Promise<readonly Ownership[]>;
    /** Conversations whose `owner.dueAt` has come, the longest due first. */
    ownersDue(now: Date, limit: number): Promise<readonly Conversation[]>;
    /** How many conversations each of these agents owns or is offered. */
    load(agentIds: readonly AgentId[]): Promise<ReadonlyMap<AgentId, number>>;
    customer(id: CustomerId): Promise<Customer | undefined>;
    message(id: MessageId): Promise<Message | undefined>;
  };

  /** What managers count and compare. */
  readonly board: BoardStore;

  /** Whose details need no longer be kept. */
  readonly retention: RetentionStore;

  readonly outbox: {
    /**
     * Leases up to `limit` messages of the channel that are due to this caller until `now + leaseMs`: at most one a conversation, always its
     * oldest unsent one (messages held back for later do not count), and none of a conversation into which `pace.count` messages were sent within
     * the last `pace.perMs`. No two callers get the same message while its lease lasts. `attempts` is the caller's to count;
     * `failure` is `lapsed` where an earlier lease ran out unsettled, so that the message may have been sent.
     */
    take(channel: ChannelName, now: Date, leaseMs: number, limit: number, pace?: Rate): Promise<readonly DueMessage[]>;
    /** Takes back a message that has not been handed to any platform: true where it will never be sent. */
    takeBack(id: MessageId): Promise<boolean>;
    /**
     * Records how an attempt that began at `asOf` ended. A state that a platform's report, or a rival's attempt, has raised meanwhile is not lowered. A
     * report that a message is to be sent again after all is recorded as `pending` with the report's `providerId` and `asOf` the moment of the report: it
     * takes back an acceptance before it, and one with that `providerId` that is recorded after it.
     * A hold `quiet` or `window` on a message whose customer wrote at or after `asOf` makes it due at once instead. A hold raises the conversation's version.
     */
    settle(id: MessageId, delivery: Delivery, asOf: Date): Promise<void>;
    /**
     * Records what the platform says of a message; states only rise (sent < failed < delivered < read). Gives the message as it then is where this
     * changed it; undefined where it did not, or is not known. A report that is older than the one for which the message waits again says nothing.
     */
    note(id: MessageId, report: DeliveryReport, at: Date): Promise<OutboundMessage | undefined>;
    /** All messages that tell one thing of one complaint, oldest first: one for each conversation that was tried. */
    ofPurpose(complaintId: ComplaintId, purpose: string): Promise<readonly OutboundMessage[]>;
    /**
     * Puts the words that the transcript keeps (`body.kept`) in the place of secrets that were sent, or given up, before `before`; how many
     * messages it was.
     */
    forget(before: Date): Promise<number>;
    /** Seconds that the oldest due message has waited, and how many wait. */
    lag(now: Date): Promise<{ readonly seconds: number; readonly waiting: number }>;
  };

  readonly buckets: {
    /**
     * Takes up to `want` from the bucket `key`, which holds at most `rate.count` and is filled evenly with as many in `rate.perMs`; atomic across
     * processes. `free` is when the next one can be had, where less than `want` was granted.
     */
    take(key: string, rate: Rate, want: number, now: Date): Promise<{ readonly granted: number; readonly free: Date }>;
    /** Puts back what was taken and not used. */
    giveBack(key: string, rate: Rate, count: number): Promise<void>;
    /** Nothing is granted before `until`. */
    block(key: string, until: Date): Promise<void>;
  };

  readonly bookmarks: Bookmarks;

  readonly attachments: {
    byId(id: AttachmentId): Promise<Attachment | undefined>;
    byIds(ids: readonly AttachmentId[]): Promise<readonly Attachment[]>;
    ofComplaint(id: ComplaintId): Promise<readonly Attachment[]>;
    /** Leases files that were announced (or whose fetch was interrupted) to this caller. */
    take(now: Date, leaseMs: number, limit: number): Promise<readonly Attachment[]>;
    stored(id: AttachmentId, file: StoredFile): Promise<void>;
    refused(id: AttachmentId, reason: RefusalReason): Promise<void>;
    /** Files that no complaint has claimed and whose customers had their details erased after they sent them; those being fetched come later. */
    ofErased(limit: number): Promise<readonly Attachment[]>;
    /** Files of forms that were never sent: of customers, announced before `before`, and still nobody's; the oldest first. Those being fetched come later. */
    neverSent(before: Date, limit: number): Promise<readonly Attachment[]>;
    /** Removes the record, once the file itself is gone. */
    remove(id: AttachmentId): Promise<void>;
  };

  readonly staff: {
    byId(id: AgentId): Promise<Agent | undefined>;
    byEmail(email: string): Promise<Agent | undefined>;
    all(): Promise<readonly Agent[]>;
    /** Inserts or replaces, all but `seenAt`; a second agent with the same e-mail address is `ConcurrentChange`. One who is known is changed by `change`. */
    save(agent: Agent): Promise<void>;
    /**
     * Changes what `change` names and nothing else, so that two who change different things at once both have their way. The agent as they are then;
     * undefined where there is none. A second agent with the same e-mail address is `ConcurrentChange`.
     */
    change(id: AgentId, change: AgentFields): Promise<Agent | undefined>;
    sessionByHash(tokenHash: string): Promise<StaffSession | undefined>;
    sessionsOf(id: AgentId): Promise<readonly StaffSession[]>;
    /** Inserts or replaces; a session that was revoked stays revoked, whatever is saved after it. */
    saveSession(session: StaffSession): Promise<void>;
    linkByHash(tokenHash: string): Promise<OneTimeLink | undefined>;
    /** Replaces every link of the agent that was not used: whoever got a new one lost the old, and nobody knows to whom. */
    saveLink(link: OneTimeLink): Promise<void>;
    /** Notes that a window of the agent is open; nothing else of the agent changes. */
    seen(id: AgentId, at: Date): Promise<void>;
    /** What the agent keeps for themselves: filters, keys, looks. JSON, checked by whoever reads it. */
    preferences(id: AgentId): Promise<unknown>;
    savePreferences(id: AgentId, preferences: unknown): Promise<void>;
    /** True for exactly one caller per link, and only before it expires. */
    useLink(tokenHash: string, now: Date): Promise<boolean>;
  };

  readonly audit: {
    /** Appends with the hash of the line before it; appends are one after another across processes. */
    append(entry: AuditEntry): Promise<void>;
    list(page: {
      readonly after?: string;
      readonly limit: number;
      /** Only lines about any of these subjects, the newest first. */
      readonly subjects?: readonly string[];
    }): Promise<Page<AuditEntry & { readonly seq: number; readonly hash: string }>>;
    /** The first line whose hash does not follow from the one before it; undefined where the chain holds. */
    firstBroken(): Promise<number | undefined>;
  };

  readonly calendars: {
    current(): Promise<Calendar | undefined>;
    version(version: number): Promise<Calendar | undefined>;
    /** Who made which version and when, the newest first; `limit` at most 100. */
    history(page: {
      readonly after?: string;
      readonly limit: number;
    }): Promise<Page<{ readonly version: number; readonly savedBy: string; readonly savedAt: Date }>>;
    /** Saves `calendar` as the next version; `ConcurrentChange` when its version is not the current one plus one. */
    save(calendar: Calendar, by: string, at: Date): Promise<void>;
  };

  /** Versioned like the calendar: nothing that was in force is lost. News: kind `settings`, the section as id. */
  readonly settings: {
    current(section: SettingsSection): Promise<SettingsVersion | undefined>;
    version(section: SettingsSection, version: number): Promise<SettingsVersion | undefined>;
    /** Newest first, without the contents. */
    history(
      section: SettingsSection,
      page: { readonly after?: string; readonly limit: number },
    ): Promise<Page<Omit<SettingsVersion, "content">>>;
    /** `ConcurrentChange` when the version is not the current one plus one. */
    save(version: SettingsVersion): Promise<void>;
  };

  readonly throttles: {
    read(key: string): Promise<Throttle>;
    /** Counts one failure and sets when the key is free again; atomic across processes; returns the state afterwards. */
    fail(key: string, now: Date, block: (failures: number) => Date | undefined): Promise<Throttle>;
    clear(key: string): Promise<void>;
  };

  readonly alerts: {
    /** Those for everybody, and those for `agentId` alone. */
    open(
      limit: number,
      agentId?: AgentId,
    ): Promise<
      readonly (Alert & {
        readonly id: string;
        readonly channel?: ChannelName;
        readonly complaintId?: ComplaintId;
        readonly conversationId?: string;
        readonly agentId?: AgentId;
        readonly at: Date;
      })[]
    >;
    settle(id: string, by: AgentId, at: Date): Promise<void>;
  };

  readonly timers: {
    /** Runs `work` for each timer when it is due, at least once, on one process at a time; resolves once it listens. */
    start(work: (timer: Timer & { readonly complaintId: ComplaintId }) => Promise<void>): Promise<void>;
    stop(): Promise<void>;
  };

  /**
   * Removes what no longer holds anything: failed tries whose last is older than `failedBefore` and that block nobody at `now`, full buckets, and leases of
   * sources that were never read. How many rows it was.
   */
  sweep(now: Date, failedBefore: Date): Promise<number>;
  /** Tells every process, this one included, once; nothing is kept. */
  tell(presence: Presence): void;
  /** Calls `hear` for each news, from any process; returns the way to stop. */
  listen(hear: (news: StoreNews) => void): Promise<() => Promise<void>>;
  /** Resolves when the database answers and its migrations are those of this program; rejects with `Fault`. */
  check(): Promise<void>;
  close(): Promise<void>;
}
