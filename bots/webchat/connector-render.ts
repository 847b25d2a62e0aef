import type { Activity } from "botbuilder";
import { layoutOf } from "../../core/channel/layout.ts";
import type { Outbound } from "../../core/channel/outbound.ts";
import type { AttachmentId } from "../../core/ids.ts";
import { capabilities } from "./limits.ts";
import { renderCard } from "./render.ts";

/** Teams shows six suggested actions at most, https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/conversation-messages */
const maxSuggested = 6;

/**
 * A message as any Bot Framework channel shows it. What those channels make of buttons differs, so choices are always numbered in the
 * text as well, and a button says the label as if it were typed.
 */
export function renderForConnector(message: Outbound, fileUrl: (id: AttachmentId) => string): Partial<Activity> {
  const { choices, files, language } = message;
  const { parts } = layoutOf(message, { ...capabilities, maxButtons: 0 });
  const text = [parts.join("\n"), ...files.map(fileUrl)].join("\n\n");
  const actions = choices.map(({ label }) => ({ type: "imBack", title: label, value: label }));
  return {
    type: "message",
    locale: language,
    text,
    textFormat: "plain",
    ...(message.details.length > 0 ? { attachments: [...renderCard(message)] } : {}),
    ...(choices.length > 0 && choices.length <= maxSuggested ? { suggestedActions: { to: [], actions } } : {}),
  };
}
