import { z } from "zod";
import type { FileRef, Inbound, Reply } from "../../core/channel/inbound.ts";
import { storable } from "../../core/channel/storable.ts";
import { inputLimits } from "./limits.ts";
import type { Visitor } from "./tokens.ts";

/** What a posted activity amounts to. */
export type Parsed =
  | { readonly kind: "inbound"; readonly inbound: Inbound }
  /** Nothing that concerns the conversation; `reason` is a fixed word that is counted. */
  | { readonly kind: "ignored"; readonly reason: string; readonly id: string }
  | { readonly kind: "refused"; readonly status: 400 | 413; readonly code: RefusalCode };

/** Codes of the refusals that a client can see and say in its own language. */
export type RefusalCode = "BadActivity" | "EmptyActivity" | "TextTooLong" | "UploadFiles" | "BadClientActivityID";

/**
 * Only what is named here is read. Who speaks, the role, the service URL and the bot's fields of `channelData` are never looked at:
 * the server knows them from the token.
 */
const activitySchema = z.object({
  type: z.string().max(64),
  name: z.string().max(64).nullish(),
  text: z.string().nullish(),
  locale: z.string().nullish(),
  value: z.unknown().optional(),
  attachments: z.array(z.unknown()).nullish(),
  channelData: z.unknown().optional(),
});

type Activity = z.infer<typeof activitySchema>;

const clientFields = z.object({ clientActivityID: z.string() });
const tapValue = z.object({ token: z.string().regex(/^[A-Za-z0-9.]{1,32}$/u) });
const joinValue = z.object({ payload: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/u) });
const localeTag = /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}$/u;
const clientId = /^[\x21-\x7e]{1,128}$/u;
const longestLabel = 200;

/** The event by which a page says that the chat was opened, with the payload of the link that led there. */
export const joinEvent = "webchat/join";

/**
 * Reads one posted activity. `newId` names it where the client gave no `clientActivityID`; where it did, a second post of the same
 * activity is the same message. `files` are those of an upload, already staged.
 */
export function parseActivity(body: unknown, visitor: Visitor, newId: string, files: readonly FileRef[] = []): Parsed {
  const read = activitySchema.safeParse(body);
  if (!read.success) return refuse("BadActivity");
  const client = clientFields.safeParse(read.data.channelData);
  const ownId = client.success ? client.data.clientActivityID : undefined;
  if (ownId !== undefined && !clientId.test(ownId)) return refuse("BadClientActivityID");
  const id = inboundId(visitor.conversationId, ownId ?? newId);
  const reply = replyOf(read.data, files);
  if ("ignored" in reply) return { kind: "ignored", reason: reply.ignored, id };
  if ("refused" in reply) return refuse(reply.refused);
  return { kind: "inbound", inbound: inboundOf(visitor, id, reply.reply, read.data.locale ?? undefined, ownId) };
}

/** The message by which a visitor's conversation begins; the same for ever, so it begins once. */
export function startOf(visitor: Visitor, locale: string | undefined): Inbound {
  return inboundOf(visitor, inboundId(visitor.conversationId, "start"), { kind: "start" }, locale, undefined);
}

/** Ids of customers' messages hold the conversation, so that no client can name another's. */
function inboundId(conversationId: string, own: string): string {
  return `${conversationId}|c.${own}`;
}

function inboundOf(
  { visitorId }: Visitor,
  externalId: string,
  reply: Reply,
  locale: string | undefined,
  ownId: string | undefined,
): Inbound {
  return {
    address: { channel: "webchat", externalId: visitorId },
    externalId,
    reply,
    ...readLocale(locale),
    ...(ownId === undefined ? {} : { clientId: ownId }),
  };
}

type Read = { readonly reply: Reply } | { readonly ignored: string } | { readonly refused: RefusalCode };

function replyOf(activity: Activity, files: readonly FileRef[]): Read {
  if (activity.type === "message") return messageOf(activity, files);
  if (activity.type === "event" && activity.name === joinEvent) return { reply: joinOf(activity.value) };
  return { ignored: ignoredTypes.has(activity.type) ? activity.type : "unknown-type" };
}

/** Types of the activity schema that a client may send and that say nothing to us; counted by name. */
const ignoredTypes: ReadonlySet<string> = new Set([
  "typing",
  "event",
  "conversationUpdate",
  "contactRelationUpdate",
  "endOfConversation",
  "installationUpdate",
  "invoke",
  "messageDelete",
  "messageReaction",
  "messageUpdate",
  "suggestion",
  "trace",
]);

function joinOf(value: unknown): Reply {
  const join = joinValue.safeParse(value);
  return join.success ? { kind: "start", payload: join.data.payload } : { kind: "start" };
}

function messageOf(activity: Activity, files: readonly FileRef[]): Read {
  const words = storable(activity.text ?? "");
  if (words.length > inputLimits.text) return { refused: "TextTooLong" };
  const text = words.trim() === "" ? undefined : words;
  if (files.length > 0) return { reply: { kind: "files", files, ...(text === undefined ? {} : { text }) } };
  const tap = tapOf(activity.value, text);
  if (tap !== undefined) return { reply: tap };
  if (text !== undefined) return { reply: { kind: "text", text } };
  // Bytes come only by upload: neither `data:` nor foreign addresses are fetched.
  return { refused: (activity.attachments ?? []).length > 0 ? "UploadFiles" : "EmptyActivity" };
}

/** The tap that a posted value stands for, with the words that the customer saw; undefined for any other value. */
export function tapOf(value: unknown, text: string | undefined): Reply | undefined {
  const tap = tapValue.safeParse(value);
  if (!tap.success) return undefined;
  const label = text?.slice(0, longestLabel).toWellFormed();
  return { kind: "tap", token: tap.data.token, ...(label === undefined ? {} : { label }) };
}

/** The client's locale where it is a language tag, to be put into an `Inbound`. */
export function readLocale(locale: string | null | undefined): { readonly locale?: string } {
  return typeof locale === "string" && localeTag.test(locale) ? { locale } : {};
}

function refuse(code: RefusalCode): Parsed {
  return { kind: "refused", status: code === "TextTooLong" ? 413 : 400, code };
}
