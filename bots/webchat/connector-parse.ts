import { createHash } from "node:crypto";
import { z } from "zod";
import type { Address } from "../../core/channel/address.ts";
import type { Inbound, Reply } from "../../core/channel/inbound.ts";
import { storable } from "../../core/channel/storable.ts";
import { inputLimits } from "./limits.ts";
import { readLocale, tapOf } from "./parse.ts";

/** What Bot Framework's connector posts, as far as we read it. Its words are believed only after its signature. */
export const connectorActivitySchema = z.object({
  type: z.string().max(64),
  id: z.string().min(1).max(512).optional(),
  channelId: z.string().min(1).max(64),
  serviceUrl: z.url({ protocol: /^https?$/u }).max(1_024),
  conversation: z.object({
    id: z.string().min(1).max(1_024),
    isGroup: z.boolean().nullish(),
    conversationType: z.string().nullish(),
  }),
  from: z.object({ id: z.string().max(1_024), name: z.string().nullish(), role: z.string().nullish() }),
  recipient: z.object({ id: z.string().max(1_024) }),
  text: z.string().nullish(),
  locale: z.string().nullish(),
  value: z.unknown().optional(),
  membersAdded: z.array(z.object({ id: z.string() })).nullish(),
  attachments: z.array(z.object({ contentType: z.string().nullish() })).nullish(),
});

export type ConnectorActivity = z.infer<typeof connectorActivitySchema>;

export type ConnectorParsed =
  { readonly kind: "inbound"; readonly inbound: Inbound } | { readonly kind: "ignored"; readonly reason: string };

const prefix = "bf_";

/** The address of a conversation with another Bot Framework service. Nothing can be read from it. */
export function connectorAddress({ channelId, conversation }: ConnectorActivity): Address {
  return { channel: "webchat", externalId: `${prefix}${fingerprint(channelId, conversation.id)}` };
}

/** Whether `to` is such a conversation, rather than a visitor of our own. */
export function isConnectorAddress(to: Address): boolean {
  return to.channel === "webchat" && to.externalId.startsWith(prefix);
}

/** Reads one activity whose signature holds; groups are ignored, because a complaint is between two. */
export function parseConnectorActivity(activity: ConnectorActivity): ConnectorParsed {
  const { conversation, from } = activity;
  if (conversation.isGroup === true || ["groupChat", "channel"].includes(conversation.conversationType ?? "")) {
    return { kind: "ignored", reason: "group" };
  }
  if (from.role === "bot" || from.id === activity.recipient.id) return { kind: "ignored", reason: "own" };
  const reply = replyOf(activity);
  if (typeof reply === "string") return { kind: "ignored", reason: reply };
  return { kind: "inbound", inbound: inboundOf(activity, reply) };
}

function inboundOf(activity: ConnectorActivity, reply: Reply): Inbound {
  const address = connectorAddress(activity);
  // The greeting happens once; a message without an id could not be told from its repeat, so its content stands for it.
  const own = reply.kind === "start" ? "start" : (activity.id ?? JSON.stringify(reply));
  const name = storable(activity.from.name ?? "").trim();
  return {
    address,
    externalId: `${address.externalId}|${fingerprint(own)}`,
    reply,
    ...readLocale(activity.locale),
    ...(name === "" ? {} : { profileName: name.slice(0, inputLimits.fileName).toWellFormed() }),
  };
}

/** The reply, or the reason why there is none. */
function replyOf(activity: ConnectorActivity): Reply | string {
  if (activity.type === "message") return messageOf(activity);
  if (activity.type !== "conversationUpdate") return "unknown-type";
  const isAdded = (activity.membersAdded ?? []).some(({ id }) => id === activity.recipient.id);
  return isAdded ? { kind: "start" } : "conversationUpdate";
}

function messageOf({ text, value, attachments }: ConnectorActivity): Reply | string {
  const all = storable(text ?? "")
    .slice(0, inputLimits.text)
    .toWellFormed();
  const words = all.trim() === "" ? undefined : all;
  const tap = tapOf(value, words);
  if (tap !== undefined) return tap;
  if (words !== undefined) return { kind: "text", text: words };
  return (attachments ?? []).length > 0 ? { kind: "unsupported", what: "attachment" } : "empty";
}

function fingerprint(...parts: readonly string[]): string {
  return createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 40);
}
