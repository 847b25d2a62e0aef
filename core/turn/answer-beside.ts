import { awaited, nameOf } from "../casework/hands/owning.ts";
import type { WorkDraft } from "../casework/work-draft.ts";
import {
  addresseeOf,
  advanceBeside,
  offerBot,
  withAgentAnswered,
  withLaidAside,
  withoutMenu,
} from "../conversation/beside-agent.ts";
import { conclude, resumeAfter } from "../conversation/engine.ts";
import type { Facts } from "../conversation/facts.ts";
import { flows } from "../conversation/flows/flows.ts";
import type { TurnDone, TurnInput, TurnResult, Utterance } from "../conversation/turn.ts";
import type { AgentId } from "../ids.ts";
import { carryOutInTurn } from "./carry-out-in-turn.ts";
import { complaintsAfter } from "./complaints-after.ts";
import { factsOf } from "./facts-of.ts";
import type { OpenTurn } from "./open-turn.ts";
import type { TurnTools } from "./turn-tools.ts";

/** What the bot does with a message in a conversation that an agent has: nothing, unless it is meant for the process or calls the bot. */
export async function answerBeside(
  tools: TurnTools,
  turn: OpenTurn,
  draft: WorkDraft,
  agentId: AgentId,
): Promise<void> {
  const { conversation, inbound, files } = turn;
  const { state, language, lastSeq } = conversation;
  const facts = factsOf(tools, turn, language);
  const input: TurnInput = {
    state,
    reply: inbound.reply,
    externalId: inbound.externalId,
    attachments: files.map(({ id }) => id),
  };
  const addressee = addresseeOf(flows, input, state, lastSeq, facts);
  if (addressee.kind === "agent") {
    hear(tools, turn, draft, facts);
    return;
  }
  const result =
    addressee.kind === "bot"
      ? offerBot(flows, state, await nameOf(tools, agentId), facts)
      : advanceBeside(flows, input, addressee.flow, facts);
  say(tools, turn, draft, await concluded(tools, turn, draft, result, facts));
}

/** The agent is to answer: from now on the customer waits for it. */
function hear({ organisation }: TurnTools, turn: OpenTurn, draft: WorkDraft, facts: Facts): void {
  const { conversation, moment, inbound } = turn;
  const { owner, state } = conversation;
  draft.change(conversation.id, {
    owner: awaited(owner, moment.now, organisation.policy.takeOver.awayAfterMinutes),
    state: withAgentAnswered(state, inbound.reply, facts),
  });
}

interface Ended {
  readonly done: TurnDone;
  readonly say: readonly Utterance[];
}

async function concluded(
  tools: TurnTools,
  turn: OpenTurn,
  draft: WorkDraft,
  result: TurnResult,
  facts: Facts,
): Promise<Ended> {
  if (result.kind === "done") return { done: result, say: result.say };
  const outcome = await carryOutInTurn(tools, turn, draft, result.command);
  const { language } = draft.conversation(turn.conversation.id);
  const after = { ...factsOf(tools, turn, language), complaints: complaintsAfter(facts, outcome) };
  const done = conclude(flows, result.pending, outcome, after);
  return { done, say: [...result.say, ...done.say] };
}

/** Says it beside the agent; or, where the customer went back to the bot, the bot goes on from the question that was open. */
function say(tools: TurnTools, turn: OpenTurn, draft: WorkDraft, ended: Ended): void {
  const { id } = turn.conversation;
  const { language, owner, state: drafted } = draft.conversation(id);
  const { granted, grantMarks } = drafted;
  const grants = { granted, ...(grantMarks === undefined ? {} : { grantMarks }) };
  const state = { ...withLaidAside(turn.conversation.state, ended.done.state), ...grants };
  if (owner.kind === "agent") {
    draft.change(id, { state });
    for (const { prompt, about } of withoutMenu(ended.say))
      draft.say(id, { prompt, language, beside: true, ...(about === undefined ? {} : { about }) });
    return;
  }
  const conversation = draft.conversation(id);
  const resumed = resumeAfter(flows, state, { key: "hands.back" }, factsOf(tools, { ...turn, conversation }, language));
  draft.change(id, { state: resumed.state });
  for (const { prompt, about } of resumed.say)
    draft.say(id, { prompt, language, ...(about === undefined ? {} : { about }) });
}
