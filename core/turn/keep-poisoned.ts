import { Fault } from "../errors.ts";
import type { UnitOfWork } from "../store/unit-of-work.ts";
import { keepInbound, startDraft } from "./answer-inbound.ts";
import { callPerson } from "./call-person.ts";
import type { OpenTurn } from "./open-turn.ts";
import type { TurnTools } from "./turn-tools.ts";

/**
 * The work that remains when answering a message failed by our own fault: the message is kept with the fault's code, the customer is
 * told that a person will look, and the conversation waits for an agent. The state stays as it was, so the chat goes on.
 */
export function keepPoisoned(tools: TurnTools, turn: OpenTurn, error: unknown): UnitOfWork {
  const draft = startDraft(tools, turn);
  const { id, language } = turn.conversation;
  const seq = draft.takeSeq(id);
  keepInbound(draft, turn, seq, true, error instanceof Fault ? error.code : "unexpected");
  callPerson(tools, turn, draft, "fault");
  // An agent who has the conversation sees the message, and the bot stays silent.
  if (turn.conversation.owner.kind !== "agent")
    draft.say(id, { prompt: { text: tools.sayIn(language)("turn.fault"), choices: [], accepts: [] }, language });
  draft.alert({ kind: "fault" }, { conversationId: id });
  return draft.work();
}
