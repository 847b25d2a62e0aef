/** Activities of Bot Framework, as far as the widget shows them, read from JSON that is not trusted. */

/** A file or picture that came with a message. */
export interface FileAttachment {
  readonly kind: "file";
  readonly name: string;
  readonly type: string;
  readonly url: string;
  /** A small copy of a picture; empty where there is none. */
  readonly thumbnail: string;
}

/** An Adaptive Card, of which titles and facts are shown. */
export interface CardAttachment {
  readonly kind: "card";
  /** What the card says in words: a message that says the same need not say it twice. */
  readonly words: string;
  readonly rows: readonly CardRow[];
}

export type CardRow =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "facts"; readonly facts: readonly { readonly title: string; readonly value: string }[] };

/** A button on offer (`messageBack`): shows `title` as the customer's own words, and posts `text` with `value`. */
export interface OfferedAction {
  readonly title: string;
  readonly text: string;
  readonly value: unknown;
}

export interface Activity {
  readonly id: string;
  readonly kind: "message" | "typing";
  /** Written by the person in front of this widget (perhaps in another tab). */
  readonly own: boolean;
  /** Name of the agent who writes; empty for the bot. */
  readonly author: string;
  /** Milliseconds since 1970; undefined where the server does not say. */
  readonly at: number | undefined;
  readonly text: string;
  readonly locale: string | undefined;
  readonly clientId: string | undefined;
  readonly attachments: readonly (FileAttachment | CardAttachment)[];
  readonly actions: readonly OfferedAction[];
}

const ADAPTIVE_CARD = "application/vnd.microsoft.card.adaptive";

/** The activity in `value`; undefined for anything that is not shown. */
export function readActivity(value: unknown): Activity | undefined {
  const type = textOf(value, "type");
  if (type !== "message" && type !== "typing") return undefined;
  const from = partOf(value, "from");
  const own = textOf(from, "role") === "user" || (textOf(from, "role") === "" && textOf(from, "id").startsWith("dl_"));
  const channelData = partOf(value, "channelData");
  const at = Date.parse(textOf(value, "timestamp"));
  return {
    id: textOf(value, "id"),
    kind: type,
    own,
    author: own ? "" : agentName(from),
    at: Number.isNaN(at) ? undefined : at,
    text: textOf(partOf(channelData, "messageBack"), "displayText") || textOf(value, "text"),
    locale: textOf(value, "locale") || undefined,
    clientId: textOf(channelData, "clientActivityID") || undefined,
    attachments: listOf(value, "attachments").map(readAttachment).filter(isKnown),
    actions: listOf(partOf(value, "suggestedActions"), "actions").map(readAction).filter(isKnown),
  };
}

/** The activities and the watermark of one frame or polling answer. */
export function readActivitySet(value: unknown): {
  readonly activities: readonly Activity[];
  readonly watermark: string;
} {
  const watermark = partOf(value, "watermark");
  return {
    activities: listOf(value, "activities").map(readActivity).filter(isKnown),
    watermark: typeof watermark === "number" ? String(watermark) : textOf(value, "watermark"),
  };
}

function agentName(from: unknown): string {
  return textOf(from, "id").startsWith("agent") ? textOf(from, "name") : "";
}

function readAttachment(value: unknown): FileAttachment | CardAttachment | undefined {
  const type = textOf(value, "contentType");
  if (type === ADAPTIVE_CARD) {
    const content = partOf(value, "content");
    const rows = listOf(content, "body").flatMap(readRows);
    return rows.length > 0 ? { kind: "card", words: textOf(content, "fallbackText"), rows } : undefined;
  }
  const name = textOf(value, "name");
  return { kind: "file", name, type, url: addressOf(value, "contentUrl"), thumbnail: addressOf(value, "thumbnailUrl") };
}

/** The property where it is an address on the web, else "": nothing else may become a link. */
function addressOf(value: unknown, name: string): string {
  const url = textOf(value, name);
  return /^https?:\/\//iu.test(url) ? url : "";
}

/** Cards read Markdown, so that what is meant as it stands comes with backslashes. */
function plainOf(element: unknown, name: string): string {
  return textOf(element, name).replace(/\\([^\p{L}\s])/gu, "$1");
}

function readRows(element: unknown): readonly CardRow[] {
  const type = textOf(element, "type");
  if (type === "TextBlock") return [{ kind: "text", text: plainOf(element, "text") }];
  if (type !== "FactSet") return [];
  const facts = listOf(element, "facts");
  return [
    { kind: "facts", facts: facts.map((fact) => ({ title: plainOf(fact, "title"), value: plainOf(fact, "value") })) },
  ];
}

function readAction(action: unknown): OfferedAction | undefined {
  const title = textOf(action, "title");
  if (textOf(action, "type") !== "messageBack" || title === "") return undefined;
  return { title, text: textOf(action, "text") || title, value: partOf(action, "value") };
}

/** The property `name` of whatever `value` is. */
export function partOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

/** The property where it is text, else "". */
export function textOf(value: unknown, name: string): string {
  const part = partOf(value, name);
  return typeof part === "string" ? part : "";
}

function listOf(value: unknown, name: string): readonly unknown[] {
  const part: unknown = partOf(value, name);
  return Array.isArray(part) ? part : [];
}

function isKnown<Value>(value: Value | undefined): value is Value {
  return value !== undefined;
}
