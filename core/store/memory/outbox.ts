import type { Rate } from "../../channel/channel.ts";
import type { Hold, Message, OutboundMessage } from "../../conversation/message.ts";
import type { ConversationId } from "../../ids.ts";
import { canBeTakenBack, isUnsentState, noted, outdated, released, settled } from "../delivery-change.ts";
import type { HeldBack, Store } from "../store.ts";
import { byMoment, frozenCopy, publish, type Tables } from "./tables.ts";

/** The outgoing messages that are not yet sent. */
export function outbox(tables: Tables): Store["outbox"] {
  const outbound = (id: string): OutboundMessage | undefined => {
    const message = tables.messages.get(id);
    return message?.direction === "out" ? message : undefined;
  };
  return {
    take: async (channel, now, leaseMs, limit, pace) => {
      const due = [...tables.threads.values()]
        .flatMap((thread) => nextOf(thread, now) ?? [])
        .filter((message) => message.address.channel === channel && message.delivery.nextAttemptAt <= now)
        .filter(({ conversationId }) => pace === undefined || !isTooSoon(tables, conversationId, now, pace))
        .sort(byMoment((message) => message.delivery.nextAttemptAt))
        .slice(0, limit);
      return due.map((message) => {
        const taken = replace(tables, leased(message, new Date(now.getTime() + leaseMs)));
        const lastInboundAt = tables.conversations.get(message.conversationId)?.lastInboundAt;
        return lastInboundAt === undefined ? taken : { ...taken, lastInboundAt };
      });
    },
    ofPurpose: async (complaintId, purpose) =>
      outboundOf(tables, (message) => message.complaintId === complaintId && message.purpose === purpose),
    forget: async (before) => {
      const secrets = outboundOf(tables, (message) => isForgettable(message, before));
      for (const message of secrets) replace(tables, forgotten(message));
      return secrets.length;
    },
    takeBack: async (id) => {
      const message = outbound(id);
      if (message === undefined || !canBeTakenBack(message.delivery)) return false;
      replace(tables, { ...message, delivery: outdated(message.delivery) });
      publish(tables, [{ kind: "conversation", id: message.conversationId }]);
      return true;
    },
    settle: async (id, given, asOf) => {
      const message = outbound(id);
      const after = message && settled(message.delivery, given, asOf);
      if (message === undefined || after === undefined) return;
      replace(tables, {
        ...message,
        delivery: after.hold === undefined ? after : holdBack(tables, message, after, asOf),
      });
      if (after.hold !== undefined || (after.state !== "sent" && after.state !== "pending"))
        publish(tables, [{ kind: "conversation", id: message.conversationId }]);
    },
    note: async (id, report, at) => {
      const message = outbound(id);
      const after = message && noted(message.delivery, report, at);
      if (message === undefined || after === undefined) return undefined;
      publish(tables, [{ kind: "conversation", id: message.conversationId }]);
      return replace(tables, { ...message, delivery: after });
    },
    lag: async (now) => {
      const due = unsent(tables).filter((message) => message.delivery.nextAttemptAt <= now);
      const oldest = Math.min(now.getTime(), ...due.map(({ delivery }) => delivery.nextAttemptAt.getTime()));
      return { seconds: (now.getTime() - oldest) / 1000, waiting: due.length };
    },
  };
}

function outboundOf(tables: Tables, holds: (message: OutboundMessage) => boolean): readonly OutboundMessage[] {
  return [...tables.messages.values()]
    .filter((message) => message.direction === "out")
    .filter(holds)
    .sort(byMoment((message) => message.createdAt));
}

/** What was said in the conversation and is held back, by kind. */
export function heldIn(tables: Tables, id: ConversationId): readonly HeldBack[] {
  return (tables.threads.get(id) ?? []).flatMap((message) => {
    const hold = holdOf(message);
    return hold === undefined ? [] : [{ hold, seq: message.seq }];
  });
}

/** Lets go what was held back until the conversation's customer writes. */
export function releaseHeld(tables: Tables, id: ConversationId, at: Date | undefined): void {
  for (const message of tables.threads.get(id) ?? [])
    if (message.direction === "out" && (holdOf(message) === "quiet" || holdOf(message) === "window"))
      replace(tables, { ...message, delivery: released(message.delivery, at ?? message.createdAt) });
}

/** Supersedes what waits for more parts. */
export function supersedeAlbums(tables: Tables, id: ConversationId): void {
  for (const message of tables.threads.get(id) ?? [])
    if (message.direction === "out" && holdOf(message) === "album")
      replace(tables, { ...message, delivery: outdated(message.delivery) });
}

/** Why a message is held back; undefined for one that is not, or is being sent. */
function holdOf(message: Message): Hold | undefined {
  return message.direction === "out" && message.delivery.state === "pending" ? message.delivery.hold : undefined;
}

/** Raises the conversation's version, so that a turn that read it before the hold reads again and lets go what it then finds. */
function holdBack(tables: Tables, message: OutboundMessage, delivery: OutboundMessage["delivery"], asOf: Date) {
  const conversation = tables.conversations.get(message.conversationId);
  if (!conversation) return delivery;
  tables.conversations.set(conversation.id, frozenCopy({ ...conversation, version: conversation.version + 1 }));
  const { lastInboundAt } = conversation;
  const isWritten = lastInboundAt !== undefined && lastInboundAt >= asOf;
  return isWritten && delivery.hold !== "album" ? released(delivery, lastInboundAt) : delivery;
}

function unsent(tables: Tables): readonly OutboundMessage[] {
  return [...tables.messages.values()].filter(isUnsent);
}

/** Whether a message still waits to be sent. */
export function isUnsent(message: Message): message is OutboundMessage {
  return message.direction === "out" && isUnsentState(message.delivery.state);
}

function isForgettable(message: OutboundMessage, before: Date): boolean {
  if (message.body.kept === undefined) return false;
  const told = message.delivery.sentAt ?? message.createdAt;
  return told <= before && !isUnsent(message);
}

function forgotten(message: OutboundMessage): OutboundMessage {
  const { kept, ...body } = message.body;
  return { ...message, body: { ...body, ...kept } };
}

/** The oldest unsent message that is not held back for later; undefined while one is being sent. */
function nextOf(thread: readonly Message[], now: Date): OutboundMessage | undefined {
  const waiting = thread.filter(isUnsent);
  const isBusy = waiting.some(({ delivery }) => delivery.leasedUntil !== undefined && delivery.leasedUntil > now);
  return isBusy ? undefined : waiting.find(({ delivery }) => !isForLater(delivery, now));
}

function isForLater({ hold, nextAttemptAt }: OutboundMessage["delivery"], now: Date): boolean {
  return (hold === "quiet" || hold === "window") && nextAttemptAt > now;
}

function isTooSoon(tables: Tables, id: ConversationId, now: Date, pace: Rate): boolean {
  const since = now.getTime() - pace.perMs;
  const recent = (tables.threads.get(id) ?? []).filter(
    (message) =>
      message.direction === "out" &&
      message.delivery.attempts > 0 &&
      (message.delivery.sentAt?.getTime() ?? since) > since,
  );
  return recent.length >= pace.count;
}

function leased(message: OutboundMessage, leasedUntil: Date): OutboundMessage {
  const { delivery } = message;
  const lapsed = delivery.state === "sending" ? { failure: "lapsed" } : {};
  return { ...message, delivery: { ...delivery, ...lapsed, state: "sending", leasedUntil } };
}

function replace(tables: Tables, message: OutboundMessage): OutboundMessage {
  const row = frozenCopy(message);
  tables.messages.set(row.id, row);
  const thread = tables.threads.get(row.conversationId) ?? [];
  tables.threads.set(
    row.conversationId,
    thread.map((one) => (one.id === row.id ? row : one)),
  );
  return row;
}
