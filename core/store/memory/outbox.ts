import type { Message, OutboundMessage } from "../../conversation/message.ts";
import type { Attachment } from "../../attachment/attachment.ts";
import type { Store } from "../store.ts";
import { byMoment, frozenCopy, publish, type Tables } from "./tables.ts";

/** The outgoing messages that are not yet sent. */
export function outbox(tables: Tables): Store["outbox"] {
  return {
    take: async (channels, now, leaseMs, limit) => {
      const due = heads(tables)
        .filter((message) => channels.includes(message.address.channel) && isDue(message, now))
        .sort(byMoment((message) => message.delivery.nextAttemptAt))
        .slice(0, limit);
      return due.map((message) => replace(tables, leased(message, new Date(now.getTime() + leaseMs))));
    },
    settle: async (id, delivery) => {
      const message = tables.messages.get(id);
      if (message?.direction !== "out") return;
      replace(tables, { ...message, delivery });
      if (delivery.state !== "sent" && delivery.state !== "pending")
        publish(tables, [{ kind: "conversation", id: message.conversationId }]);
    },
    forget: async (before) => {
      const secrets = [...tables.messages.values()].filter((message) => isForgettable(message, before));
      for (const message of secrets) replace(tables, forgotten(message));
      return secrets.length;
    },
    lag: async (now) => {
      const due = unsent(tables).filter((message) => message.delivery.nextAttemptAt <= now);
      const oldest = Math.min(now.getTime(), ...due.map(({ delivery }) => delivery.nextAttemptAt.getTime()));
      return { seconds: (now.getTime() - oldest) / 1000, waiting: due.length };
    },
  };
}

function unsent(tables: Tables): readonly OutboundMessage[] {
  return [...tables.messages.values()].filter(isUnsent);
}

/** Whether a message still waits to be sent. */
export function isUnsent(message: Message): message is OutboundMessage {
  return message.direction === "out" && ["pending", "sending"].includes(message.delivery.state);
}

function isForgettable(message: Message, before: Date): message is OutboundMessage {
  if (message.direction === "in" || message.body.kept === undefined) return false;
  const told = message.delivery.sentAt ?? message.createdAt;
  return told <= before && !isUnsent(message);
}

function forgotten(message: OutboundMessage): OutboundMessage {
  const { kept, ...body } = message.body;
  return { ...message, body: { ...body, ...kept } };
}

/** The oldest unsent message of each conversation. */
function heads(tables: Tables): readonly OutboundMessage[] {
  return [...tables.threads.values()].flatMap((thread) => thread.find(isUnsent) ?? []);
}

function isDue({ delivery }: OutboundMessage, now: Date): boolean {
  return delivery.nextAttemptAt <= now && (delivery.leasedUntil === undefined || delivery.leasedUntil <= now);
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

/** Files and the fetching of them. */
export function attachments(tables: Tables): Store["attachments"] {
  const change = (id: string, change: Partial<Attachment>): void => {
    const file = tables.attachments.get(id);
    if (!file) return;
    tables.attachments.set(id, frozenCopy({ ...file, ...change }));
    tables.attachmentLeases.delete(id);
    publish(tables, [{ kind: "attachment", id }]);
  };
  return {
    byId: async (id) => tables.attachments.get(id),
    byIds: async (ids) => ids.flatMap((id) => tables.attachments.get(id) ?? []),
    ofComplaint: async (id) =>
      [...tables.attachments.values()]
        .filter(({ complaintId }) => complaintId === id)
        .sort(byMoment((file) => file.announcedAt)),
    take: async (now, leaseMs, limit) =>
      [...tables.attachments.values()]
        .filter(({ id, state }) => state === "announced" || (state === "fetching" && leaseLapsed(tables, id, now)))
        .sort(byMoment((file) => file.announcedAt))
        .slice(0, limit)
        .map((file) => {
          const taken: Attachment = frozenCopy({ ...file, state: "fetching", attempts: file.attempts + 1 });
          tables.attachments.set(file.id, taken);
          tables.attachmentLeases.set(file.id, now.getTime() + leaseMs);
          return taken;
        }),
    stored: async (id, stored) => change(id, { state: "stored", stored }),
    refused: async (id, refusal) => change(id, { state: "refused", refusal }),
  };
}

function leaseLapsed(tables: Tables, id: string, now: Date): boolean {
  return (tables.attachmentLeases.get(id) ?? 0) <= now.getTime();
}
