import { addChange } from "../casework/add-change.ts";
import { commandContext } from "../casework/carry-out.ts";
import { commitWork } from "../casework/commit-work.ts";
import { loadAudience } from "../casework/load-audience.ts";
import { retryOnRace } from "../casework/retry.ts";
import { sayNotice } from "../casework/say-notice.ts";
import type { CaseworkTools } from "../casework/tools.ts";
import { draftWork } from "../casework/work-draft.ts";
import type { WorkDraft } from "../casework/work-draft.ts";
import type { Change } from "../complaint/change.ts";
import { handle } from "../complaint/handle.ts";
import type { Conversation } from "../conversation/conversation.ts";
import type { OutboundMessage } from "../conversation/message.ts";
import { Fault } from "../errors.ts";
import type { ComplaintId } from "../ids.ts";
import type { Moment } from "../ports.ts";
import { momentOf } from "../system.ts";
import { byDelivery } from "./by-delivery.ts";
import { alertOfChannel } from "./channel-trouble.ts";
import { isRecorded, nextWay } from "./next-way.ts";
import type { Failing } from "./next-way.ts";
import { waysToTell } from "./plan-notice.ts";
import type { FinalFailure } from "./sender-tools.ts";
import { stillHolds } from "./still-holds.ts";

/**
 * A message will not get through on its channel. What the process tells is recorded on the complaint and said anew on the next way that was
 * not tried, in one commit; where none is left, staff are alerted. Conversations that cannot be written to are marked. Has its effect once for
 * each message, however often it is called.
 */
export async function fallBack(tools: CaseworkTools, message: OutboundMessage, failure: FinalFailure): Promise<void> {
  const { complaintId, purpose } = message;
  await retryOnRace(() =>
    complaintId === undefined || purpose === undefined
      ? giveUpWords(tools, message, failure)
      : giveUpNotice(tools, message, complaintId, purpose, failure),
  );
  await alertOfChannel(tools, message, failure);
}

async function giveUpNotice(
  tools: CaseworkTools,
  message: OutboundMessage,
  id: ComplaintId,
  purpose: string,
  failure: FinalFailure,
): Promise<void> {
  const { complaints, conversations, outbox } = tools.store;
  const [complaint, events, twins, conversation] = await Promise.all([
    complaints.byId(id),
    complaints.events(id),
    outbox.ofPurpose(id, purpose),
    conversations.byId(message.conversationId),
  ]);
  if (complaint === undefined) throw new Fault("complaint-missing", `message ${message.id} names no complaint`);
  if (isRecorded(events, message)) return;
  const moment = momentOf(tools);
  const audience = await loadAudience(tools, complaint);
  const ways = waysToTell({ complaint, ...audience, channels: tools.channels() }, tools.isReadInLog);
  const failing: Failing = { message, complaint, events, twins, ways };
  const holds = stillHolds(message, { ...failing, reminded: [] });
  const next = holds ? nextWay(failing) : ({ kind: "told_elsewhere" } as const);
  const draft = draftWork(moment);
  const change = changeBy(tools, failing, { ...failure, purpose, last: next.kind === "give_up" }, moment);
  addChange(draft, change, audience, tools, moment);
  if (next.kind === "tell") sayNotice(draft, next.target, { notice: next.notice, complaint, audience }, tools, moment);
  markUnreachable(draft, conversation, failure, moment);
  await commitWork(tools, draft.work());
}

function changeBy(
  tools: CaseworkTools,
  { complaint, message }: Failing,
  { purpose, trouble, code, last }: FinalFailure & { readonly purpose: string; readonly last: boolean },
  moment: Moment,
): Change {
  const command = {
    kind: "notice_failed" as const,
    purpose,
    messageId: message.id,
    channel: message.address.channel,
    trouble,
    ...(code === undefined ? {} : { code }),
    last,
  };
  const change = handle(complaint, command, commandContext(tools, moment, byDelivery, complaint.language));
  if (!change.ok) throw new Fault("notice-failed-refused", change.refusal.key);
  return change.value;
}

/** What the bot merely answers is not worth a call; an agent's words are. */
async function giveUpWords(tools: CaseworkTools, message: OutboundMessage, failure: FinalFailure): Promise<void> {
  const conversation = await tools.store.conversations.byId(message.conversationId);
  const moment = momentOf(tools);
  const draft = draftWork(moment);
  const isNews = conversation?.unreachable === undefined && failure.trouble !== "no_template";
  markUnreachable(draft, conversation, failure, moment);
  if (message.author.kind === "agent" && isNews)
    draft.alert({ kind: "unreached" }, { conversationId: message.conversationId });
  const work = draft.work();
  if (work.conversations?.length !== 0 || work.alerts?.length !== 0) await commitWork(tools, work);
}

/** The platform says that nothing can be told here; what the customer wrote since says otherwise. */
function markUnreachable(
  draft: WorkDraft,
  conversation: Conversation | undefined,
  { trouble, asOf }: FinalFailure,
  { now }: Moment,
): void {
  if (trouble !== "blocked" && trouble !== "opted_out" && trouble !== "unreachable") return;
  if (conversation === undefined || conversation.unreachable !== undefined) return;
  if (conversation.lastInboundAt !== undefined && conversation.lastInboundAt > asOf) return;
  draft.hold(conversation);
  draft.unreachable(conversation.id, { reason: trouble, since: now });
}
