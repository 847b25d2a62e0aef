import { isDeepStrictEqual } from "node:util";
import { ConcurrentChange, DuplicateInbound } from "../../errors.ts";
import type { Ids } from "../../ports.ts";
import type { Message, OutboundMessage } from "../../conversation/message.ts";
import { erasedBody, withoutWords } from "../../conversation/erased-message.ts";
import type { CustomerId } from "../../ids.ts";
import { without } from "../../without.ts";
import { checkWork } from "../check-work.ts";
import { outdated } from "../delivery-change.ts";
import { changesOfHands } from "../change-of-hands.ts";
import { newsOfWork } from "../news-of-work.ts";
import type { Revision, UnitOfWork } from "../unit-of-work.ts";
import { moveBookmark } from "./bookmarks.ts";
import { isUnsent, releaseHeld, supersedeAlbums } from "./outbox.ts";
import { checkReferences } from "./check-references.ts";
import { addressKey, frozenCopy, inboundKey, publish, type AlertRow, type Tables } from "./tables.ts";

/** Carries the work out whole or not at all: everything is checked before the first row is written, and nothing awaits in between. */
export function commitWork(tables: Tables, ids: Ids, work: UnitOfWork): void {
  checkWork(work);
  if (work.inbound && tables.inbound.has(inboundKey(work.inbound)))
    throw new DuplicateInbound(work.inbound.address.channel, work.inbound.externalId);
  checkVersions(tables, work);
  checkUnique(tables, work);
  checkReferences(tables, work);
  const copy = frozenCopy(work);
  letGo(tables, copy);
  writeConversations(tables, copy);
  writeOwnerships(tables, copy);
  writeComplaints(tables, copy);
  writeTimers(tables, copy);
  if (copy.bookmark) moveBookmark(tables, copy.bookmark);
  const alertIds = (copy.alerts ?? []).map((alert) => {
    const id = ids.uuid();
    if (!isToldOf(tables, alert)) tables.alerts.push({ id, alert });
    return id;
  });
  publish(tables, newsOfWork(copy, alertIds));
}

function isToldOf(tables: Tables, { kind, channel }: AlertRow["alert"]): boolean {
  const isSame = ({ alert, settled }: AlertRow): boolean =>
    settled === undefined && alert.kind === kind && alert.channel === channel;
  return channel !== undefined && tables.alerts.some(isSame);
}

function checkVersions(tables: Tables, work: UnitOfWork): void {
  for (const revision of work.conversations ?? []) checkVersion("conversation", tables.conversations, revision);
  for (const revision of work.complaints ?? []) checkVersion("complaint", tables.complaints, revision);
  for (const { before, after } of work.customers ?? []) {
    // Customers have no version: the row itself must be the one that was loaded.
    if (!isDeepStrictEqual(tables.customers.get(after.id), before)) throw new ConcurrentChange(`customer ${after.id}`);
  }
}

function checkVersion(
  what: string,
  rows: ReadonlyMap<string, { readonly version: number }>,
  { before, after }: Revision<{ readonly id: string; readonly version: number }>,
): void {
  if (rows.get(after.id)?.version !== before?.version) throw new ConcurrentChange(`${what} ${after.id}`);
}

function checkUnique(tables: Tables, work: UnitOfWork): void {
  for (const { before, after } of work.conversations ?? [])
    if (!before) checkFree("the address", tables.addresses.has(addressKey(after.address)));
  for (const { before, after } of work.complaints ?? [])
    if (!before) checkFree("the tracking number", tables.numbers.has(after.number));
  for (const { id } of work.attachments ?? []) checkFree(`attachment ${id}`, tables.attachments.has(id));
  checkUniqueMessages(tables, work);
}

function checkUniqueMessages(tables: Tables, work: UnitOfWork): void {
  for (const message of messagesOf(work)) {
    const thread = tables.threads.get(message.conversationId) ?? [];
    const taken = thread.some(({ seq }) => seq === message.seq) || tables.messages.has(message.id);
    checkFree(`conversation ${message.conversationId}`, taken);
  }
}

function checkFree(what: string, taken: boolean): void {
  if (taken) throw new ConcurrentChange(what);
}

function messagesOf(work: UnitOfWork): readonly Message[] {
  return [...(work.inbound ? [work.inbound] : []), ...(work.outbound ?? [])];
}

/** Before the work's own messages are there: those stay as they come. */
function letGo(tables: Tables, { releases = [], outdated = [], inbound }: UnitOfWork): void {
  for (const id of releases) releaseHeld(tables, id, inbound?.receivedAt);
  for (const id of outdated) supersedeAlbums(tables, id);
}

function writeConversations(tables: Tables, work: UnitOfWork): void {
  for (const id of work.erasures ?? []) eraseWords(tables, id);
  for (const { after } of work.customers ?? []) tables.customers.set(after.id, after);
  for (const { after } of work.conversations ?? []) {
    tables.conversations.set(after.id, after);
    tables.addresses.set(addressKey(after.address), after.id);
  }
  if (work.inbound) tables.inbound.add(inboundKey(work.inbound));
  for (const message of messagesOf(work)) {
    tables.messages.set(message.id, message);
    const thread = [...(tables.threads.get(message.conversationId) ?? []), message];
    tables.threads.set(
      message.conversationId,
      thread.sort((one, other) => one.seq - other.seq),
    );
  }
}

function eraseWords(tables: Tables, id: CustomerId): void {
  for (const { id: conversationId, customerId } of tables.conversations.values()) {
    if (customerId !== id) continue;
    const stretches = tables.ownerships.get(conversationId);
    if (stretches) tables.ownerships.set(conversationId, frozenCopy(stretches.map((one) => without(one, "note"))));
    const thread = (tables.threads.get(conversationId) ?? []).map((message) =>
      isUnsent(message) ? unlessForWindow(message) : frozenCopy(withoutWords(message)),
    );
    tables.threads.set(conversationId, thread);
    for (const message of thread) tables.messages.set(message.id, message);
  }
}

/** What waits for the customer to write would wait for ever, with its words. */
function unlessForWindow(message: OutboundMessage): OutboundMessage {
  if (message.delivery.hold !== "window") return message;
  return frozenCopy({ ...message, body: { ...message.body, ...erasedBody }, delivery: outdated(message.delivery) });
}

function writeComplaints(tables: Tables, work: UnitOfWork): void {
  for (const { after } of work.complaints ?? []) {
    tables.complaints.set(after.id, after);
    tables.numbers.set(after.number, after.id);
  }
  tables.events.push(...(work.events ?? []));
  for (const file of work.attachments ?? []) tables.attachments.set(file.id, file);
  for (const { attachmentId, complaintId } of work.claims ?? []) {
    const file = tables.attachments.get(attachmentId);
    if (file) tables.attachments.set(attachmentId, frozenCopy({ ...file, complaintId }));
  }
}

function writeOwnerships(tables: Tables, work: UnitOfWork): void {
  for (const { conversationId, stretches, first } of changesOfHands(work)) {
    const known = tables.ownerships.get(conversationId) ?? [first];
    const endedAt = stretches[0]?.startedAt;
    const ended = known.map((one) => (one.endedAt === undefined && endedAt ? { ...one, endedAt } : one));
    tables.ownerships.set(conversationId, frozenCopy([...ended, ...stretches]));
  }
}

function writeTimers(tables: Tables, work: UnitOfWork): void {
  for (const timer of work.timers ?? []) {
    if (tables.timerKeys.has(timer.key)) continue;
    tables.timerKeys.add(timer.key);
    tables.timerJobs.set(timer.key, { timer, runAt: timer.at.getTime(), failures: 0 });
  }
}
