import { planNotice, toldInTurn } from "../delivery/plan-notice.ts";
import type { NoticeTarget } from "../delivery/plan-notice.ts";
import type { Complaint } from "../complaint/complaint.ts";
import type { Change, Notice } from "../complaint/change.ts";
import type { Conversation, Customer } from "../conversation/conversation.ts";
import { withGrant } from "../conversation/grants.ts";
import { newConversation, newCustomer } from "../conversation/new-conversation.ts";
import { noticePrompt, noticeSms } from "../conversation/notices.ts";
import { grouped } from "../conversation/views.ts";
import type { ConversationId, CustomerId } from "../ids.ts";
import type { Moment } from "../ports.ts";
import type { CaseworkTools } from "./tools.ts";
import type { WorkDraft } from "./work-draft.ts";

/** Who is told of a change, and where it came from. */
export interface Audience {
  readonly customer: Customer;
  readonly conversations: readonly Conversation[];
  /** The conversation at the customer's mobile number, where it belongs to another record. */
  readonly atPhone?: Conversation;
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
    if ("passcode" in notice) grant(draft, conversation, complaint);
    draft.say(conversation.id, {
      ...wording(notice, complaint, conversation, target.short, audience, tools),
      language: conversation.language,
      complaintId: complaint.id,
      purpose: purposeOf(notice),
    });
  }
  if (targets.length === 0 && !toldInTurn(audience)) draft.alert({ kind: "unreached" }, { complaintId: complaint.id });
}

/** What the message is for, as the outbox records it: `decision.1`, `question.<id>`, `registered` … */
function purposeOf(notice: Notice): string {
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
  const fresh = newConversation(
    address,
    holderOf(target.phone, audience, draft, moment),
    audience.customer.language,
    moment,
  );
  draft.hold(fresh, true);
  return fresh;
}

/**
 * Whose record the conversation at a number belongs to. A number that was only typed may be somebody else's: whoever writes from it must
 * not be taken for the customer, nor the customer see what they write. They get a record of their own, unless nobody else has a chat
 * with this one: staff filed for a caller.
 */
function holderOf(phone: string, { customer, conversations }: Audience, draft: WorkDraft, moment: Moment): CustomerId {
  if (customer.phoneProven || conversations.length === 0) return customer.id;
  const holder = { ...newCustomer(customer.language, moment), phone };
  draft.customer({ after: holder });
  return holder.id;
}

/** Whoever was sent number and passcode at a number of their own may follow that complaint from there. A chat with a history is left as it is. */
function grant(draft: WorkDraft, { id, customerId, lastSeq, state }: Conversation, complaint: Complaint): void {
  if (customerId === complaint.customerId || (lastSeq > 0 && !state.granted.includes(complaint.id))) return;
  draft.change(id, { state: withGrant(state, complaint) });
}

function wording(
  notice: Notice,
  complaint: Complaint,
  conversation: Conversation,
  short: boolean,
  { customer: { country } }: Audience,
  tools: CaseworkTools,
) {
  const view = {
    say: tools.sayIn(conversation.language),
    organisation: tools.organisation,
    language: conversation.language,
    ...(country === undefined ? {} : { country }),
  };
  // Its five answers are the message: they are short, and can be given by number at once.
  if (!short || notice.kind === "rate") return noticePrompt(notice, complaint, view);
  const secret = "passcode" in notice ? { secret: grouped(notice.passcode) } : {};
  return { prompt: { text: noticeSms(notice, complaint, view), choices: [], accepts: [], ...secret } };
}
