import { layoutOf } from "../../core/channel/layout.ts";
import type { Layout } from "../../core/channel/plan-layout.ts";
import type { Outbound } from "../../core/channel/outbound.ts";
import { laidOut } from "../../core/channel/show-message.ts";
import type { Shown } from "../../core/channel/shown.ts";
import type { MessagePart } from "../twilio/index.ts";
import type { ContentBook } from "./content-book.ts";
import { choiceVariables } from "./content-plan.ts";
import { maxInteractiveText, plainCapabilities, richCapabilities } from "./limits.ts";

/** A message as WhatsApp gets it through Twilio: words, the last of them with buttons or a list where there is a Content resource for them. */
export function renderWhatsApp(message: Outbound, book: Pick<ContentBook, "choices">): readonly MessagePart[] {
  const rich = layoutOf(message, { ...richCapabilities, maxText: maxInteractiveText });
  if (rich.kind !== "buttons" && rich.kind !== "list") return plainParts(message);
  const contentSid = book.choices(rich.kind, message.language, rich.choices.length);
  return contentSid === undefined ? plainParts(message) : interactiveParts(message, rich, contentSid);
}

/** The same parts as a customer sees them. */
export function showWhatsApp(message: Outbound, book: Pick<ContentBook, "choices">): Shown {
  const parts = renderWhatsApp(message, book);
  const isInteractive = parts.some(({ words }) => "contentSid" in words);
  const can = isInteractive ? { ...richCapabilities, maxText: maxInteractiveText } : plainCapabilities;
  return { ...laidOut(message, can), texts: parts.map(({ reads }) => reads) };
}

function plainParts(message: Outbound): readonly MessagePart[] {
  return layoutOf(message, plainCapabilities).parts.map(wordsPart);
}

function interactiveParts(
  { language }: Outbound,
  { parts, choices }: Layout,
  contentSid: string,
): readonly MessagePart[] {
  const last = parts.at(-1) ?? "";
  const words = { contentSid, variables: choiceVariables(last, choices) };
  const numbered = layoutOf({ text: last, choices, language }, plainCapabilities);
  const instead = numbered.parts.join("\n\n");
  const interactive: MessagePart = { words, instead: { body: instead }, reads: last };
  return [...parts.slice(0, -1).map(wordsPart), interactive];
}

function wordsPart(body: string): MessagePart {
  return { words: { body }, reads: body };
}
