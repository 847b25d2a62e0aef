import { z } from "zod/mini";
import { keptWords } from "../kept-words.ts";
import { sentFileSchema } from "../unsent/unsent-words.ts";

const schema = z.object({
  text: z.string(),
  choices: z.readonly(z.array(z.string())),
  files: z.readonly(z.array(sentFileSchema)),
  /** Words for colleagues, kept apart from those for the customer. */
  note: z.string(),
  mode: z.enum(["reply", "note"]),
});

/** What an agent has begun to write in one conversation. */
export type Draft = z.infer<typeof schema>;

/** Nothing written. */
const emptyDraft: Draft = { text: "", choices: [], files: [], note: "", mode: "reply" };

function keyOf(agentId: string, conversationId: string): string {
  return `redress.draft.${agentId}.${conversationId}`;
}

/** The draft that `agentId` left in the conversation; an empty one where there is none. */
export function readDraft(agentId: string, conversationId: string): Draft {
  try {
    return schema.parse(JSON.parse(window.localStorage.getItem(keyOf(agentId, conversationId)) ?? "{}"));
  } catch {
    return emptyDraft;
  }
}

/** Keeps the draft on this device; an empty one is forgotten. */
export function keepDraft(agentId: string, conversationId: string, draft: Draft): void {
  const key = keyOf(agentId, conversationId);
  if (isEmpty(draft)) window.localStorage.removeItem(key);
  else window.localStorage.setItem(key, JSON.stringify(draft));
}

/** Whether there is nothing in it that would be missed. */
function isEmpty({ text, note, choices, files }: Draft): boolean {
  return text === "" && note === "" && choices.length === 0 && files.length === 0;
}

/** The conversations in which the agent left a draft. */
export function conversationsWithDraft(agentId: string): ReadonlySet<string> {
  const start = `redress.draft.${agentId}.`;
  return new Set(keptWords(agentId).flatMap((key) => (key.startsWith(start) ? [key.slice(start.length)] : [])));
}
