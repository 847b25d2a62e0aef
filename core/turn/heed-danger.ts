import type { WorkDraft } from "../casework/work-draft.ts";
import type { Reply } from "../channel/inbound.ts";
import type { Facts } from "../conversation/facts.ts";
import { says } from "../conversation/prompts.ts";
import type { Utterance } from "../conversation/turn.ts";
import { mentions } from "../language/mention.ts";
import { safetyWords } from "../language/words.ts";
import { callPerson } from "./call-person.ts";
import type { OpenTurn } from "./open-turn.ts";
import type { TurnTools } from "./turn-tools.ts";

/**
 * Words of danger call a person at once, while the bot goes on taking the complaint's words. What is to be said of that, before the bot's own answer; nothing
 * where there is no danger, or where it has been heeded already.
 */
export function heedDanger(tools: TurnTools, turn: OpenTurn, draft: WorkDraft, facts: Facts): readonly Utterance[] {
  const { conversation, inbound } = turn;
  if (!tellsOfDanger(inbound.reply, facts)) return [];
  const { owner } = draft.conversation(conversation.id);
  if (owner.kind === "agent" || (owner.kind === "waiting" && owner.why === "safety")) return [];
  if (owner.kind === "waiting") draft.change(conversation.id, { owner: { ...owner, why: "safety" } });
  else callPerson(tools, turn, draft, "safety");
  draft.alert({ kind: "safety" }, { conversationId: conversation.id });
  const { say, staffed } = facts;
  return [{ prompt: says(staffed.now ? say("safety.called") : say("safety.later", { at: staffed.next })) }];
}

function tellsOfDanger(reply: Reply, { language }: Facts): boolean {
  if (reply.kind !== "text" && reply.kind !== "files" && reply.kind !== "edit") return false;
  return reply.text !== undefined && mentions(safetyWords, reply.text, language);
}
