import type { Attachment } from "../../attachment/attachment.ts";
import type { Calendar } from "../../calendar/calendar.ts";
import type { Timer } from "../../complaint/change.ts";
import type { Complaint } from "../../complaint/complaint.ts";
import type { ComplaintEvent } from "../../complaint/event.ts";
import type { Conversation, Customer } from "../../conversation/conversation.ts";
import type { InboundMessage, Message } from "../../conversation/message.ts";
import type { Ownership } from "../../conversation/ownership.ts";
import type { Agent, OneTimeLink, StaffSession } from "../../staff/agent.ts";
import type { AgentId, ComplaintId } from "../../ids.ts";
import type { AuditLine } from "../audit-chain.ts";
import type { SettingsVersion } from "../settings-version.ts";
import type { Throttle } from "../store.ts";
import type { StoreNews } from "../store-news.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import type { TokenBucket } from "../token-bucket.ts";
import type { Address } from "../../channel/address.ts";

export type ComplaintTimer = Timer & { readonly complaintId: ComplaintId };

export interface AlertRow {
  readonly id: string;
  readonly alert: NonNullable<UnitOfWork["alerts"]>[number];
  readonly settled?: { readonly by: AgentId; readonly at: Date };
}

/** A job of the timers: gone when its work is done, kept with a later moment when it failed. */
export interface TimerJob {
  readonly timer: ComplaintTimer;
  readonly runAt: number;
  readonly failures: number;
}

/** Failed tries, and when the last one was. */
export interface ThrottleRow extends Throttle {
  readonly failedAt: Date;
}

/** How far a source of messages has been read, and who reads it. */
export interface BookmarkRow {
  readonly value?: number;
  readonly lease?: { readonly holder: string; readonly until: Date };
}

/** Everything that the memory twin holds, by key. What is put in is a frozen copy, so that rows can be handed out as they are. */
export interface Tables {
  readonly customers: Map<string, Customer>;
  readonly conversations: Map<string, Conversation>;
  /** Conversation ids by `addressKey`. */
  readonly addresses: Map<string, string>;
  readonly messages: Map<string, Message>;
  /** Messages of each conversation, in order. */
  readonly threads: Map<string, Message[]>;
  /** Stretches of ownership of each conversation, oldest first. */
  readonly ownerships: Map<string, readonly Ownership[]>;
  /** Keys of every inbound message ever stored. */
  readonly inbound: Set<string>;
  readonly complaints: Map<string, Complaint>;
  /** Complaint ids by tracking number. */
  readonly numbers: Map<string, string>;
  readonly events: ComplaintEvent[];
  readonly attachments: Map<string, Attachment>;
  /** Milliseconds until which somebody fetches the attachment. */
  readonly attachmentLeases: Map<string, number>;
  readonly timerKeys: Set<string>;
  readonly timerJobs: Map<string, TimerJob>;
  readonly alerts: AlertRow[];
  readonly agents: Map<string, Agent>;
  /** What agents keep for themselves, by agent. */
  readonly preferences: Map<string, unknown>;
  readonly sessions: Map<string, StaffSession>;
  readonly links: Map<string, OneTimeLink>;
  readonly audit: AuditLine[];
  readonly calendars: Map<number, Calendar>;
  /** Versions of each section of settings, oldest first. */
  readonly settings: Map<string, readonly SettingsVersion[]>;
  readonly throttles: Map<string, ThrottleRow>;
  readonly buckets: Map<string, TokenBucket>;
  readonly bookmarks: Map<string, BookmarkRow>;
  readonly listeners: Set<(news: StoreNews) => void>;
}

/** A store with nothing in it. */
export function emptyTables(): Tables {
  return {
    customers: new Map(),
    conversations: new Map(),
    addresses: new Map(),
    messages: new Map(),
    threads: new Map(),
    ownerships: new Map(),
    inbound: new Set(),
    complaints: new Map(),
    numbers: new Map(),
    events: [],
    attachments: new Map(),
    attachmentLeases: new Map(),
    timerKeys: new Set(),
    timerJobs: new Map(),
    alerts: [],
    agents: new Map(),
    preferences: new Map(),
    sessions: new Map(),
    links: new Map(),
    audit: [],
    calendars: new Map(),
    settings: new Map(),
    throttles: new Map(),
    buckets: new Map(),
    bookmarks: new Map(),
    listeners: new Set(),
  };
}

/** The key under which one address has one conversation. */
export function addressKey(address: Address): string {
  return `${address.channel} ${address.externalId}`;
}

/** The key under which an inbound message is known for ever. */
export function inboundKey(message: Pick<InboundMessage, "address" | "externalId">): string {
  return `${message.address.channel} ${message.externalId}`;
}

/** A copy that nobody can change, as a database would give. Made by hand, so that its dates are dates to a test runner's sandbox too. */
export function frozenCopy<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Date) return Object.assign(new Date(value), value);
  const copy = Object.assign(Array.isArray(value) ? [] : {}, value);
  for (const key of Object.keys(copy)) Reflect.set(copy, key, frozenCopy<unknown>(Reflect.get(copy, key)));
  return Object.freeze(copy);
}

/** Tells every listener, once the commit at hand is through. */
export function publish(tables: Tables, news: readonly StoreNews[]): void {
  queueMicrotask(() => {
    for (const one of news) for (const hear of tables.listeners) hear(one);
  });
}

/** Sorts by moment, then by id. */
export function byMoment<Row extends { readonly id: string }>(
  momentOf: (row: Row) => Date,
): (one: Row, other: Row) => number {
  return (one, other) =>
    momentOf(one).getTime() - momentOf(other).getTime() || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);
}
