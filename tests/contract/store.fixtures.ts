import { uuidv7 } from "uuidv7";
import type { Attachment, StoredFile } from "../../core/attachment/attachment.ts";
import { ConcurrentChange, DuplicateInbound } from "../../core/errors.ts";
import type { Calendar } from "../../core/calendar/calendar.ts";
import type { Address } from "../../core/channel/address.ts";
import type { Complaint } from "../../core/complaint/complaint.ts";
import type { ComplaintEvent } from "../../core/complaint/event.ts";
import type { Conversation, Customer } from "../../core/conversation/conversation.ts";
import type { InboundMessage, OutboundMessage } from "../../core/conversation/message.ts";
import {
  brand,
  type AgentId,
  type AttachmentId,
  type CategoryKey,
  type ComplaintId,
  type ConversationId,
  type CustomerId,
  type DepartmentKey,
  type EventId,
  type MessageId,
  type PlainDate,
  type QuestionId,
  type RemedyId,
  type TrackingNumber,
} from "../../core/ids.ts";
import type { Agent } from "../../core/staff/agent.ts";
import type { Store } from "../../core/store/store.ts";
import type { Complete } from "./store.complete.ts";

/** The moment that most fixtures happen at. */
export const NOON = new Date("2026-12-01T12:00:00.123Z");

/** `minutes` after `NOON`. */
export function after(minutes: number): Date {
  return new Date(NOON.getTime() + minutes * 60_000);
}

export const newId = {
  agent: () => brand<AgentId>(uuidv7()),
  attachment: () => brand<AttachmentId>(uuidv7()),
  complaint: () => brand<ComplaintId>(uuidv7()),
  conversation: () => brand<ConversationId>(uuidv7()),
  customer: () => brand<CustomerId>(uuidv7()),
  event: () => brand<EventId>(uuidv7()),
  message: () => brand<MessageId>(uuidv7()),
  question: () => brand<QuestionId>(uuidv7()),
  remedy: () => brand<RemedyId>(uuidv7()),
};

/** A day. */
export const plainDate = (text: string): PlainDate => brand<PlainDate>(text);

let numbers = 1_000_000_000;

/** A tracking number that no other fixture has. */
export function newNumber(): TrackingNumber {
  numbers += 1;
  return brand<TrackingNumber>(String(numbers));
}

export function customer(change: Partial<Customer> = {}): Customer {
  return { id: newId.customer(), language: "fa", phoneProven: false, createdAt: NOON, ...change };
}

export function conversation(of: Customer, change: Partial<Conversation> = {}): Conversation {
  const id = newId.conversation();
  return {
    id,
    address: { channel: "webchat", externalId: `visitor-${id}` },
    customerId: of.id,
    language: "fa",
    languageChosen: false,
    version: 1,
    lastSeq: 0,
    owner: { kind: "bot" },
    state: { cursors: [], offers: [], misunderstood: 0, granted: [] },
    createdAt: NOON,
    ...change,
  };
}

/** The conversation after `count` more messages. */
export function continued(before: Conversation, count: number, change: Partial<Conversation> = {}): Conversation {
  return { ...before, version: before.version + 1, lastSeq: before.lastSeq + count, lastInboundAt: NOON, ...change };
}

export function inbound(
  of: { readonly id: ConversationId; readonly address: Address },
  seq: number,
  change: Partial<InboundMessage> = {},
): InboundMessage {
  return {
    direction: "in",
    id: newId.message(),
    conversationId: of.id,
    seq,
    externalId: `in-${uuidv7()}`,
    address: of.address,
    reply: { kind: "text", text: "رزین سفت رسید" },
    attachments: [],
    receivedAt: NOON,
    unassigned: false,
    ...change,
  };
}

export function outbound(
  of: { readonly id: ConversationId; readonly address: Address },
  seq: number,
  change: Partial<OutboundMessage> = {},
): OutboundMessage {
  const id = newId.message();
  return {
    direction: "out",
    id,
    conversationId: of.id,
    seq,
    address: of.address,
    body: {
      messageId: id,
      conversationId: of.id,
      seq,
      language: "fa",
      text: "چه شد؟",
      details: [{ label: "شماره", value: "۱" }],
      choices: [{ token: "q1.1", label: "بله" }],
      files: [],
      author: { kind: "bot" },
    },
    createdAt: NOON,
    author: { kind: "bot" },
    delivery: { state: "pending", attempts: 0, nextAttemptAt: NOON },
    ...change,
  };
}

export function attachment(of: Customer, change: Partial<Attachment> = {}): Attachment {
  return {
    id: newId.attachment(),
    customerId: of.id,
    channel: "webchat",
    origin: "customer",
    source: { kind: "staged", key: "staged/abc" },
    kind: "photo",
    state: "announced",
    announcedAt: NOON,
    attempts: 0,
    ...change,
  };
}

export const storedFile: Complete<StoredFile> = {
  at: after(1),
  type: "image/jpeg",
  bytes: 123_456,
  originalKey: "original/1",
  originalSha256: "a".repeat(64),
  cleanKey: "clean/1",
  cleanSha256: "b".repeat(64),
  thumbnailKey: "thumbnail/1",
};

export function agent(change: Partial<Agent> = {}): Agent {
  const id = newId.agent();
  return {
    id,
    email: `${id}@example.org`,
    name: "کارشناس",
    role: "agent",
    departments: [brand<DepartmentKey>("service"), brand<DepartmentKey>("lab")],
    language: "fa",
    createdAt: NOON,
    ...change,
  };
}

export const firstCalendar: Calendar = {
  version: 1,
  timeZone: "Asia/Tehran",
  week: {
    6: { from: "08:00", to: "16:00" },
    7: { from: "08:00", to: "16:00" },
    4: { from: "08:00", to: "12:00", half: true },
  },
  specialDays: [
    { date: plainDate("2026-12-03"), kind: "holiday", name: "روز", source: "seed" },
    {
      date: plainDate("2026-12-05"),
      kind: "half_day",
      name: "نیم‌روز",
      hours: { from: "08:00", to: "12:00" },
      source: "administrator",
    },
  ],
  knownUntil: plainDate("2027-03-20"),
};

/** A complaint as it is just after registration. */
export function complaint(of: Customer, change: Partial<Complaint> = {}): Complaint {
  return {
    id: newId.complaint(),
    number: newNumber(),
    passcodeHash: "$argon2id$v=19$m=1,t=1,p=1$salt$hash",
    version: 1,
    customerId: of.id,
    filedBy: { kind: "customer", customerId: of.id },
    door: "webchat",
    language: "fa",
    registeredAt: NOON,
    status: "received",
    matter: { category: brand<CategoryKey>("product.hard"), description: "رزین سفت رسید" },
    rounds: [],
    questions: [],
    samples: [],
    evidence: [],
    clocks: [],
    ...change,
  };
}

/** An event of `of`. */
export function event(of: Complaint, change: Partial<ComplaintEvent> = {}): ComplaintEvent {
  return {
    id: newId.event(),
    complaintId: of.id,
    at: NOON,
    kind: "registered",
    actor: { kind: "customer", customerId: of.customerId },
    door: "webchat",
    facts: { number: of.number, count: 2, yes: true },
    ...change,
  };
}

/** A customer with a conversation, stored. */
export async function storedChat(
  store: Store,
  change: Partial<Conversation> = {},
): Promise<{ customer: Customer; chat: Conversation }> {
  const who = customer();
  const chat = conversation(who, change);
  await store.commit({ customers: [{ after: who }], conversations: [{ after: chat }] });
  return { customer: who, chat };
}

/** A complaint, stored for a new customer unless one is named. */
export async function storedComplaint(
  store: Store,
  change: Partial<Complaint> = {},
  of?: Customer,
): Promise<{ customer: Customer; complaint: Complaint }> {
  const who = of ?? customer();
  const filed = complaint(who, change);
  await store.commit({ ...(of ? {} : { customers: [{ after: who }] }), complaints: [{ after: filed }] });
  return { customer: who, complaint: filed };
}

/** One running clock that is due after `minutes`; none for undefined. */
export function clockDue(minutes: number | undefined) {
  if (minutes === undefined) return [];
  return [
    {
      stage: "evaluation" as const,
      round: 1 as const,
      startedAt: NOON,
      limitDays: 4,
      dueAt: after(minutes),
      calendarVersion: 1,
      proof: [],
      pauses: [],
      trace: [],
    },
  ];
}

/** Whether a commit was refused because another came first. */
export function isLostRace(error: unknown): boolean {
  return error instanceof DuplicateInbound || error instanceof ConcurrentChange;
}

/** Waits for a condition; jest's own limit ends a wait that is in vain. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
}
