import { complaintAbout } from "../../conversation/about-complaint.ts";
import { isGranted } from "../../conversation/grants.ts";
import type { Conversation } from "../../conversation/conversation.ts";
import type { Complaint } from "../../complaint/complaint.ts";
import { Fault, refused } from "../../errors.ts";
import type { Result } from "../../errors.ts";
import type { ConversationId } from "../../ids.ts";
import { momentOf } from "../../system.ts";
import type { Subject } from "../../turn/facts-of.ts";
import { commitWork } from "../commit-work.ts";
import { retryOnRace } from "../retry.ts";
import type { CaseworkTools } from "../tools.ts";
import { draftWork } from "../work-draft.ts";
import type { WorkDraft } from "../work-draft.ts";

/** A conversation with all that is known of it, and the work that is about to change it. */
export interface Stage extends Subject {
  readonly tools: CaseworkTools;
  readonly draft: WorkDraft;
  /** What the conversation is about, where that is clear. */
  readonly complaint: Complaint | undefined;
}

/** What was decided, and the conversation as it is once that is committed. */
export type Decide<Value> = (stage: Stage) => Promise<Result<Value>>;

/** Loads the conversation, lets `decide` draft what becomes of it and commits that; a lost race is decided anew on the newer state. */
export async function changeHands<Value>(
  tools: CaseworkTools,
  id: ConversationId,
  decide: Decide<Value>,
): Promise<Result<Value>> {
  return retryOnRace(async () => {
    const stage = await openStage(tools, id);
    if (stage === undefined) return refused("refusal.conversation_unknown");
    const decided = await decide(stage);
    if (!decided.ok) return decided;
    const work = stage.draft.work();
    if ((work.conversations ?? []).length > 0) await commitWork(tools, work);
    return decided;
  });
}

/** The conversation as the stage's work leaves it. */
export function conversationAfter({ draft, conversation }: Stage): Conversation {
  const after = draft.conversation(conversation.id);
  return after === conversation ? conversation : { ...after, version: conversation.version + 1 };
}

async function openStage(tools: CaseworkTools, id: ConversationId): Promise<Stage | undefined> {
  const known = await tools.store.conversations.byId(id);
  if (known === undefined) return undefined;
  const moment = momentOf(tools);
  // Everything a turn knows in one round trip; the id is that of no message.
  const read = await tools.store.readTurn(known.address, moment.ids.uuid());
  const { conversation, customer } = read;
  if (conversation === undefined || customer === undefined)
    throw new Fault("conversation-torn", `conversation ${id} has no customer`);
  const facts = { ...read, complaints: read.complaints.filter((complaint) => isKnownTo(conversation, complaint)) };
  const draft = draftWork(moment, tools.isReadInLog);
  draft.hold(conversation);
  const complaint = complaintAbout(conversation.state, facts.complaints);
  return { tools, moment, draft, facts, customer, conversation, complaint, files: [] };
}

/** The chat's own complaints, present or former, and those that it was granted by a passcode still in force. */
function isKnownTo({ customerId, joined, state }: Conversation, complaint: Complaint): boolean {
  const isOwn = complaint.customerId === customerId || complaint.customerId === joined?.fromCustomerId;
  return isOwn || isGranted(state, complaint);
}
