import type { ChannelName } from "../channel/address.ts";
import type { Channel } from "../channel/channel.ts";
import type { ComplaintCommand } from "../complaint/command.ts";
import type { Complaint } from "../complaint/complaint.ts";
import { normaliseTrackingNumber } from "../complaint/tracking-number.ts";
import { accepted, refused } from "../errors.ts";
import type { Result } from "../errors.ts";
import { brand } from "../ids.ts";
import type { ComplaintId, QuestionId } from "../ids.ts";
import type { Agent } from "../staff/agent.ts";
import { commitDraft, draftCommand } from "./carry-out.ts";
import type { DraftedCommand, GivenBy } from "./carry-out.ts";
import type { StaffCommand } from "./casework.ts";
import { draftMerge } from "./merge.ts";
import { previewOf } from "./preview.ts";
import type { Preview } from "./preview.ts";
import type { CaseworkTools } from "./tools.ts";

/** A member of staff as the process knows them. */
export function actorOf(agent: Agent): Extract<GivenBy["actor"], { readonly kind: "agent" }> {
  return { kind: "agent", agentId: agent.id, role: agent.role };
}

/** Carries out one command of staff. */
export async function commandOfStaff(
  tools: CaseworkTools,
  id: ComplaintId,
  command: StaffCommand,
  agent: Agent,
  seen: number | undefined,
): Promise<Result<Complaint>> {
  return commitDraft(tools, () => draftOf(tools, id, command, givenBy(agent, seen)));
}

/** What one command of staff would tell the customer, drafted as it would be committed, and not committed. */
export async function previewOfStaff(
  tools: CaseworkTools,
  id: ComplaintId,
  command: StaffCommand,
  agent: Agent,
  channelOf: (name: ChannelName) => Channel | undefined,
): Promise<Result<Preview>> {
  const drafted = await draftOf(tools, id, command, givenBy(agent, undefined));
  return drafted.ok ? accepted(previewOf(drafted.value.work, tools, channelOf)) : drafted;
}

function givenBy(agent: Agent, seen: number | undefined): GivenBy {
  return { actor: actorOf(agent), door: "desk", ...(seen === undefined ? {} : { seen }) };
}

async function draftOf(
  tools: CaseworkTools,
  id: ComplaintId,
  command: StaffCommand,
  by: GivenBy,
): Promise<Result<DraftedCommand>> {
  if (command.kind !== "merge") return draftCommand(tools, id, processCommand(command, tools), by);
  const first = await findByNumber(tools, command.intoNumber);
  return first === undefined ? refused("refusal.merge_target_unknown") : draftMerge(tools, id, first.id, by);
}

function processCommand(
  command: Exclude<StaffCommand, { readonly kind: "merge" }>,
  tools: CaseworkTools,
): ComplaintCommand {
  return command.kind === "ask" ? { ...command, questionId: brand<QuestionId>(tools.ids.uuid()) } : command;
}

async function findByNumber(tools: CaseworkTools, number: string): Promise<Complaint | undefined> {
  const normalised = normaliseTrackingNumber(number);
  return normalised === undefined ? undefined : tools.store.complaints.byNumber(normalised);
}
