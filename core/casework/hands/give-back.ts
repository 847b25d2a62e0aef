import { resumeAfter } from "../../conversation/engine.ts";
import { flows } from "../../conversation/flows/flows.ts";
import { accepted } from "../../errors.ts";
import type { Result } from "../../errors.ts";
import type { Conversation } from "../../conversation/conversation.ts";
import type { ConversationId } from "../../ids.ts";
import type { Agent } from "../../staff/agent.ts";
import { factsOf } from "../../turn/facts-of.ts";
import { actorOf } from "../staff-command.ts";
import type { CaseworkTools } from "../tools.ts";
import { canBeTold } from "./announce.ts";
import { noteOnComplaint } from "./on-complaint.ts";
import { mayDispose, nameOf, refusedToOthers } from "./owning.ts";
import { changeHands, conversationAfter } from "./stage.ts";

/** The bot answers again, from the step that was open. */
export async function giveBack(tools: CaseworkTools, id: ConversationId, by: Agent): Promise<Result<Conversation>> {
  return changeHands(tools, id, async (stage) => {
    const { conversation, draft } = stage;
    const { owner, state, language } = conversation;
    if (owner.kind === "bot") return accepted(conversation);
    if (!mayDispose(conversation, by)) return refusedToOthers(tools, conversation);
    draft.hand(id, { owner: { kind: "bot" }, why: "given_back" });
    noteOnComplaint(stage, { kind: "give_back" }, { actor: actorOf(by), door: "desk" });
    if (!canBeTold(stage)) return accepted(conversationAfter(stage));
    const name = owner.kind === "agent" ? await nameOf(tools, owner.agentId) : by.name;
    const resumed = resumeAfter(
      flows,
      state,
      { key: "hands.given_back", args: { name } },
      factsOf(tools, { ...stage, conversation: draft.conversation(id) }, language),
    );
    draft.change(id, { state: resumed.state });
    for (const { prompt, about } of resumed.say)
      draft.say(id, { prompt, language, ...(about === undefined ? {} : { about }) });
    return accepted(conversationAfter(stage));
  });
}
