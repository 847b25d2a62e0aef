import { z } from "zod/mini";
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
export const emptyDraft: Draft = { text: "", choices: [], files: [], note: "", mode: "reply" };

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
export function isEmpty({ text, note, choices, files }: Draft): boolean {
  return text === "" && note === "" && choices.length === 0 && files.length === 0;
}

/** Names of what this device keeps of the agent's words: drafts and what is unsent. */
function kept(agentId: string): readonly string[] {
  return Object.keys(window.localStorage).filter(
    (key) => key.startsWith(`redress.draft.${agentId}.`) || key === `redress.unsent.${agentId}`,
  );
}

/** Whether this device keeps words of the agent that nobody has yet. */
export function hasWords(agentId: string): boolean {
  return kept(agentId).length > 0;
}

/** Forgets the agent's drafts and unsent words on this device. */
export function forgetWords(agentId: string): void {
  for (const key of kept(agentId)) window.localStorage.removeItem(key);
}

/** The conversations in which the agent left a draft. */
export function conversationsWithDraft(agentId: string): ReadonlySet<string> {
  const start = `redress.draft.${agentId}.`;
  return new Set(kept(agentId).flatMap((key) => (key.startsWith(start) ? [key.slice(start.length)] : [])));
}
