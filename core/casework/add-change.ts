import { planNotice, toldInTurn } from "../delivery/plan-notice.ts";
import type { NoticeTarget } from "../delivery/plan-notice.ts";
import type { Complaint } from "../complaint/complaint.ts";
import type { Change, Notice } from "../complaint/change.ts";
import type { Conversation, Customer } from "../conversation/conversation.ts";
import { newConversation } from "../conversation/new-conversation.ts";
import { noticePrompt, noticeSms } from "../conversation/notices.ts";
import type { ConversationId } from "../ids.ts";
import type { Moment } from "../ports.ts";
import type { CaseworkTools } from "./tools.ts";
import type { WorkDraft } from "./work-draft.ts";

/** Who is told of a change, and where it came from. */
export interface Audience {
  readonly customer: Customer;
  readonly conversations: readonly Conversation[];
  /** The conversation whose own turn causes the change: its flow tells the customer there. */
  readonly origin?: ConversationId;
}

/**
 * Puts a change and all that follows from it into the draft: the complaint, its history and timers, alerts for staff, and each notice
 * as a message in every conversation that it goes to. A notice that reaches nobody becomes an alert.
 */
export function addChange(
  draft: WorkDraft,
  change: Change,
  audience: Audience,
  tools: CaseworkTools,
  moment: Moment,
): void {
  draft.complaint(change);
  for (const consequence of change.follows) {
    if (consequence.kind === "alert") draft.alert(consequence.alert, { complaintId: change.after.id });
    if (consequence.kind === "notice") addNotice(draft, consequence.notice, change.after, audience, tools, moment);
  }
}

function addNotice(
  draft: WorkDraft,
  notice: Notice,
  complaint: Complaint,
  audience: Audience,
  tools: CaseworkTools,
  moment: Moment,
): void {
  const reach = { complaint, ...audience, channels: tools.channels() };
  const targets = planNotice(notice, reach);
  for (const target of targets) {
    const conversation = held(draft, target, audience, moment);
    draft.say(conversation.id, {
      ...wording(notice, complaint, conversation, target.short, tools),
      language: conversation.language,
      complaintId: complaint.id,
      purpose: purposeOf(notice),
    });
  }
  if (targets.length === 0 && !toldInTurn(audience)) draft.alert({ kind: "unreached" }, { complaintId: complaint.id });
}

/** What the message is for, as the outbox records it: `decision.1`, `question.<id>`, `registered` … */
export function purposeOf(notice: Notice): string {
  const detail = detailOf(notice);
  return detail === undefined ? notice.kind : `${notice.kind}.${detail}`;
}

function detailOf(notice: Notice): string | undefined {
  if (notice.kind === "reminder") return `${String(notice.round)}.${String(notice.count)}`;
  if ("round" in notice) return String(notice.round);
  if ("questionId" in notice) return notice.questionId;
  return "remedyId" in notice ? notice.remedyId : undefined;
}

function held(draft: WorkDraft, target: NoticeTarget, audience: Audience, moment: Moment): Conversation {
  if (target.kind === "conversation") {
    draft.hold(target.conversation);
    return draft.conversation(target.conversation.id);
  }
  const address = { channel: "sms" as const, externalId: target.phone };
  const begun = draft.at(address);
  if (begun !== undefined) return begun;
  const fresh = newConversation(address, audience.customer.id, audience.customer.language, moment);
  draft.hold(fresh, true);
  return fresh;
}

function wording(
  notice: Notice,
  complaint: Complaint,
  conversation: Conversation,
  short: boolean,
  tools: CaseworkTools,
) {
  const view = {
    say: tools.sayIn(conversation.language),
    organisation: tools.organisation,
    language: conversation.language,
  };
  if (!short) return noticePrompt(notice, complaint, view);
  return { prompt: { text: noticeSms(notice, complaint, view), choices: [], accepts: [] } };
}
