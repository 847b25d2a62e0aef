/** The part of Bot Framework's activity schema that we send, https://github.com/microsoft/botframework-sdk/blob/main/specs/botframework-activity/botframework-activity.md */
export interface ChatActivity {
  readonly type: "message" | "typing" | "event";
  readonly id: string;
  /** ISO 8601, in UTC. */
  readonly timestamp: string;
  readonly channelId: "directline";
  readonly conversation: { readonly id: string };
  readonly from: { readonly id: string; readonly name?: string; readonly role: "bot" | "user" };
  readonly replyToId?: string;
  readonly locale?: string;
  readonly name?: string;
  readonly text?: string;
  /** What customers and staff write is never taken as Markdown. */
  readonly textFormat?: "plain";
  readonly value?: unknown;
  readonly attachments?: readonly ChatAttachment[];
  readonly suggestedActions?: { readonly to: readonly string[]; readonly actions: readonly ChatAction[] };
  readonly channelData?: Readonly<Record<string, unknown>>;
}

export interface ChatAttachment {
  readonly contentType: string;
  readonly contentUrl?: string;
  readonly thumbnailUrl?: string;
  readonly name?: string;
  readonly content?: unknown;
}

/** A button that posts `{ text, value }` back and shows `displayText` as the customer's own words. */
export interface ChatAction {
  readonly type: "messageBack";
  readonly title: string;
  readonly text: string;
  readonly displayText: string;
  readonly value: { readonly token: string };
}

/** What a page of the log, a poll and a frame all are. */
export interface ActivitySet {
  readonly activities: readonly ChatActivity[];
  /** Place in the conversation's log up to which the client has everything now. */
  readonly watermark: string;
}
