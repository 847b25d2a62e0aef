import { beginFlow } from "../../conversation/engine.ts";
import { flows } from "../../conversation/flows/flows.ts";
import { accepted, refused } from "../../errors.ts";
import type { Result } from "../../errors.ts";
import type { Conversation } from "../../conversation/conversation.ts";
import type { ConversationId } from "../../ids.ts";
import type { Agent } from "../../staff/agent.ts";
import { factsOf } from "../../turn/facts-of.ts";
import type { StartableFlow } from "../casework.ts";
import type { CaseworkTools } from "../tools.ts";
import { isOwnedBy, refusedToOthers } from "./owning.ts";
import { changeHands, conversationAfter } from "./stage.ts";

/** The bot puts the flow's questions, and the conversation comes back to the agent with the last answer: it is lent. */
export async function startFlow(
  tools: CaseworkTools,
  id: ConversationId,
  flow: StartableFlow,
  by: Agent,
): Promise<Result<Conversation>> {
  return changeHands(tools, id, async (stage) => {
    const { conversation, draft } = stage;
    const { owner, state, language, address } = conversation;
    if (!isOwnedBy(owner, by.id)) return refusedToOthers(tools, conversation);
    if (!tools.channels().has(address.channel)) return refused("refusal.channel_off");
    draft.hand(id, { owner: { kind: "bot" }, why: "given_back" });
    const begun = beginFlow(
      flows,
      state,
      flow,
      { key: "hands.flow", args: { name: by.name } },
      factsOf(tools, { ...stage, conversation: draft.conversation(id) }, language),
    );
    draft.change(id, { state: { ...begun.state, lent: { agentId: by.id, name: by.name, flow } } });
    for (const { prompt, about } of begun.say)
      draft.say(id, { prompt, language, ...(about === undefined ? {} : { about }) });
    return accepted(conversationAfter(stage));
  });
}
