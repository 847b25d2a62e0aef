import { layoutOf } from "../../core/channel/layout.ts";
import type { OfferedChoice, Outbound } from "../../core/channel/outbound.ts";
import type { Detail } from "../../core/channel/prompt.ts";
import { directionOf } from "../../core/language/language.ts";
import type { AttachmentId } from "../../core/ids.ts";
import type { ChatAction, ChatActivity, ChatAttachment } from "./activity.ts";
import { capabilities } from "./limits.ts";
import { joinEvent } from "./parse.ts";
import type { LoggedFile, LoggedInbound, LoggedMessage, LoggedOutbound } from "./ports.ts";
import type { Visitor } from "./tokens.ts";

/** What a message needs to become an activity, beside itself. */
export interface Frame {
  readonly visitor: Visitor;
  /** Name under which the bot speaks. */
  readonly botName: string;
  readonly files: ReadonlyMap<AttachmentId, LoggedFile>;
  /** Absolute address at which this visitor can get a file. */
  readonly fileUrl: (id: AttachmentId) => string;
  /** Id of the activity that a message of ours answers. */
  readonly replyToId?: string;
}

/** One message of the log as every Direct Line client shows it. */
export function renderMessage(message: LoggedMessage, frame: Frame): ChatActivity {
  return message.direction === "in" ? renderInbound(message, frame) : renderOutbound(message, frame);
}

/** The customer's own message, echoed with the client's id so that it shows as sent. */
function renderInbound(message: LoggedInbound, frame: Frame): ChatActivity {
  const own = message.clientId === undefined ? {} : { clientActivityID: message.clientId };
  const said = saidOf(message);
  const attachments = message.attachments.flatMap((id) => renderFile(id, frame));
  return {
    type: message.reply.kind === "start" ? "event" : "message",
    id: message.externalId,
    timestamp: message.receivedAt.toISOString(),
    channelId: "directline",
    conversation: { id: frame.visitor.conversationId },
    from: { id: frame.visitor.visitorId, role: "user" },
    ...said,
    ...(attachments.length > 0 ? { attachments } : {}),
    channelData: { ...own, ...said.channelData, "webchat:sequence-id": message.seq },
  };
}

type Said = Pick<ChatActivity, "text" | "textFormat" | "value" | "name" | "channelData">;

function saidOf({ reply }: LoggedInbound): Said {
  switch (reply.kind) {
    case "text":
    case "edit":
      return { text: reply.text, textFormat: "plain" };
    case "tap":
      return {
        text: reply.label ?? "",
        textFormat: "plain",
        value: { token: reply.token },
        channelData: { messageBack: { displayText: reply.label ?? "" } },
      };
    case "files":
      return { text: reply.text ?? "", textFormat: "plain" };
    case "place":
      return { text: `${reply.label ?? ""} ${reply.latitude}, ${reply.longitude}`.trim(), textFormat: "plain" };
    case "contact":
      return { text: reply.phone, textFormat: "plain" };
    case "start":
      return { name: joinEvent };
    case "unsupported":
      return { text: "" };
  }
}

function renderOutbound({ seq, body, createdAt }: LoggedOutbound, frame: Frame): ChatActivity {
  const { visitor, botName, replyToId } = frame;
  const { parts, choices } = layoutOf({ ...wordsOf(body), choices: body.choices }, capabilities);
  const attachments = [...renderCard(body), ...body.files.flatMap((id) => renderFile(id, frame))];
  return {
    type: "message",
    id: outboundId(visitor, seq),
    timestamp: createdAt.toISOString(),
    channelId: "directline",
    conversation: { id: visitor.conversationId },
    from:
      body.author.kind === "agent"
        ? { id: "agent", name: body.author.name, role: "bot" }
        : { id: "bot", name: botName, role: "bot" },
    ...(replyToId === undefined ? {} : { replyToId }),
    locale: body.language,
    text: parts.join("\n"),
    textFormat: "plain",
    ...(attachments.length > 0 ? { attachments } : {}),
    ...(choices.length > 0
      ? { suggestedActions: { to: [visitor.visitorId], actions: choices.map(renderAction) } }
      : {}),
    channelData: { "webchat:sequence-id": seq },
  };
}

/** The id of a message of ours: its place in the conversation. */
export function outboundId({ conversationId }: Visitor, seq: number): string {
  return `${conversationId}|${String(seq).padStart(7, "0")}`;
}

/** What is said, without the agent's name: clients show who speaks. */
function wordsOf({ text, details, language }: Words): Words {
  return { text, details, language };
}

type Words = Pick<Outbound, "text" | "details" | "language">;

function renderAction({ token, label }: OfferedChoice): ChatAction {
  return { type: "messageBack", title: label, text: label, displayText: label, value: { token } };
}

/** Details as an Adaptive Card 1.5 that says all that the text says, so that a client shows either. */
export function renderCard(words: Words): readonly ChatAttachment[] {
  const { text, details, language } = words;
  if (details.length === 0) return [];
  const content = {
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    type: "AdaptiveCard",
    version: "1.5",
    lang: language,
    rtl: directionOf(language) === "rtl",
    fallbackText: layoutOf({ ...wordsOf(words), choices: [] }, capabilities).parts.join("\n"),
    body: [
      { type: "TextBlock", text: unmarked(text), wrap: true },
      { type: "FactSet", facts: details.map(renderFact) },
    ],
  };
  return [{ contentType: "application/vnd.microsoft.card.adaptive", content }];
}

function renderFact({ label, value }: Detail): { readonly title: string; readonly value: string } {
  return { title: unmarked(label), value: unmarked(value) };
}

/** Cards read Markdown: what a customer typed stays as typed. */
function unmarked(text: string): string {
  return text
    .replace(/[\\`*_[\]{}<>#]/gu, "\\$&")
    .replace(/^(\s*)([-+])(?=\s)/gmu, "$1\\$2")
    .replace(/^(\s*\d+)\.(?=\s)/gmu, "$1\\.");
}

function renderFile(id: AttachmentId, { files, fileUrl }: Frame): readonly ChatAttachment[] {
  const file = files.get(id);
  if (file === undefined) return [];
  const named = file.name === undefined ? {} : { name: file.name };
  if (file.state === "refused") return [{ contentType: "application/octet-stream", ...named }];
  const contentType = file.stored?.type ?? (file.kind === "photo" ? "image/jpeg" : "application/octet-stream");
  const contentUrl = fileUrl(id);
  return [
    {
      contentType,
      contentUrl,
      ...(file.kind === "photo" ? { thumbnailUrl: `${contentUrl}&size=small` } : {}),
      ...named,
    },
  ];
}
