import { accepted } from "../../errors.ts";
import type { Result } from "../../errors.ts";
import type { Conversation } from "../../conversation/conversation.ts";
import type { ComplaintId, ConversationId } from "../../ids.ts";
import type { Agent } from "../../staff/agent.ts";
import { without } from "../../without.ts";
import { actorOf } from "../staff-command.ts";
import type { CaseworkTools } from "../tools.ts";
import { announce, isAttended } from "./announce.ts";
import { noteOnComplaint } from "./on-complaint.ts";
import { awaited, isOwnedBy, refusedToOthers } from "./owning.ts";
import { changeHands, conversationAfter } from "./stage.ts";

/** The conversation is the agent's from now on. */
export async function takeOver(tools: CaseworkTools, id: ConversationId, by: Agent): Promise<Result<Conversation>> {
  let about: ComplaintId | undefined;
  const taken = await changeHands(tools, id, async (stage) => {
    const { conversation, moment, draft, complaint } = stage;
    about = complaint?.id;
    if (isOwnedBy(conversation.owner, by.id)) return accepted(conversation);
    if (conversation.owner.kind === "agent") return refusedToOthers(tools, conversation);
    const own = { kind: "agent", agentId: by.id, since: moment.now } as const;
    const isAwaited = conversation.owner.kind === "waiting";
    const { awayAfterMinutes } = tools.organisation.policy.takeOver;
    const owner = isAwaited ? awaited(own, moment.now, awayAfterMinutes) : own;
    draft.hand(id, { owner, why: "taken" });
    draft.change(id, { state: without(conversation.state, "lent") });
    noteOnComplaint(stage, { kind: "take_over" }, { actor: actorOf(by), door: "desk" });
    if (isAttended(stage)) announce(stage, "hands.taken", { name: by.name });
    return accepted(conversationAfter(stage));
  });
  if (taken.ok) await settleCalls(tools, id, about, by);
  return taken;
}

/** Alerts looked through at most: more than anybody leaves open. */
const alertsAtMost = 500;

/** Whoever was called has come: the alerts that called them are settled. */
async function settleCalls(
  { store, clock }: CaseworkTools,
  id: ConversationId,
  complaintId: ComplaintId | undefined,
  by: Agent,
): Promise<void> {
  const open = await store.alerts.open(alertsAtMost);
  const calls = open.filter(
    ({ kind, ...about }) =>
      kind === "person_asked_for" &&
      (about.conversationId === id || (about.conversationId === undefined && about.complaintId === complaintId)),
  );
  await Promise.all(calls.map((alert) => store.alerts.settle(alert.id, by.id, clock.now())));
}
