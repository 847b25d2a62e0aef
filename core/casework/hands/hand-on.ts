import { accepted, refused } from "../../errors.ts";
import type { Result } from "../../errors.ts";
import type { Conversation } from "../../conversation/conversation.ts";
import type { WaitingOwner } from "../../conversation/ownership.ts";
import type { ConversationId } from "../../ids.ts";
import type { Agent } from "../../staff/agent.ts";
import { may } from "../../staff/permissions.ts";
import type { HandingOn } from "../casework.ts";
import { actorOf } from "../staff-command.ts";
import type { CaseworkTools } from "../tools.ts";
import { announce, nextStaffed } from "./announce.ts";
import { noteOnComplaint } from "./on-complaint.ts";
import { isOwnedBy, mayDispose, nameOf, refusedToOthers } from "./owning.ts";
import { changeHands, conversationAfter } from "./stage.ts";
import type { Stage } from "./stage.ts";

/** Hands the conversation on: it waits, offered to the one who was named, or in line for the department. Who waits already can be sent on by anyone. */
export async function handOn(
  tools: CaseworkTools,
  id: ConversationId,
  to: HandingOn,
  by: Agent,
): Promise<Result<Conversation>> {
  const next = await nextOf(tools, to);
  if (!next.ok) return next;
  return changeHands(tools, id, async (stage) => {
    const { conversation, draft } = stage;
    const { owner } = conversation;
    if (owner.kind === "bot" || (owner.kind === "agent" && !mayDispose(conversation, by)))
      return refusedToOthers(tools, conversation);
    if ("agentId" in to && isOwnedBy(owner, to.agentId)) return refused("refusal.conversation_is_yours");
    const waiting = waitingFor(next.value, stage);
    draft.hand(id, { owner: waiting, why: "transferred", note: to.reason });
    const named = "agentId" in to ? to.agentId : to.department;
    noteOnComplaint(stage, { kind: "hand_on", to: named, reason: to.reason }, { actor: actorOf(by), door: "desk" });
    if (owner.kind === "agent") tellOf(stage, await nameOf(tools, owner.agentId));
    return accepted(conversationAfter(stage));
  });
}

/** In line since it first was, with what its customer was promised there, and due when the one it is offered to has had the time to take it. */
function waitingFor(
  next: Pick<WaitingOwner, "offeredTo" | "department">,
  { tools, conversation: { owner }, moment: { now } }: Stage,
): WaitingOwner {
  const { offerMinutes } = tools.organisation.policy.takeOver;
  const dueAt = next.offeredTo === undefined ? now : new Date(now.getTime() + offerMinutes * 60_000);
  if (owner.kind !== "waiting") return { kind: "waiting", why: "transferred", since: now, dueAt, ...next };
  const { since, promisedAt } = owner;
  const promised = promisedAt === undefined ? {} : { promisedAt };
  return { kind: "waiting", why: "transferred", since, ...promised, dueAt, ...next };
}

function tellOf(stage: Stage, name: string): void {
  const at = nextStaffed(stage);
  if (at === undefined) announce(stage, "hands.handed_on", { name });
  else announce(stage, "hands.handed_on_later", { name, at });
}

/** For whom it waits; refused where they cannot take it. */
async function nextOf(
  { store, organisation }: CaseworkTools,
  to: HandingOn,
): Promise<Result<Pick<WaitingOwner, "offeredTo" | "department">>> {
  if ("department" in to) {
    const isKnown = organisation.departments.some(({ key }) => key === to.department);
    return isKnown ? accepted({ department: to.department }) : refused("staff.department_unknown");
  }
  const agent = await store.staff.byId(to.agentId);
  if (agent === undefined) return refused("staff.agent_unknown");
  const takes = agent.disabledAt === undefined && may(agent.role, "conversation.write");
  return takes ? accepted({ offeredTo: agent.id }) : refused("refusal.agent_takes_no_conversations");
}
