import { nextContact, nextWaking } from "../delivery/hours.ts";
import type { NoticeTarget } from "../delivery/plan-notice.ts";
import { purposeOf } from "../delivery/purpose.ts";
import { timeZoneOf } from "../delivery/time-zone-of.ts";
import type { Notice } from "../complaint/change.ts";
import type { Complaint } from "../complaint/complaint.ts";
import type { Conversation, Customer } from "../conversation/conversation.ts";
import { isGranted, withGrant } from "../conversation/grants.ts";
import { newConversation, newCustomer } from "../conversation/new-conversation.ts";
import { consentChoices, noticePrompt, noticeSms } from "../conversation/notices.ts";
import type { NoticeWords } from "../conversation/notices.ts";
import { grouped } from "../conversation/views.ts";
import type { ConversationId, CustomerId } from "../ids.ts";
import type { Moment } from "../ports.ts";
import { countryOfPhone } from "../turn/country-of-phone.ts";
import type { CaseworkTools } from "./tools.ts";
import type { Speech } from "./gather-speech.ts";
import type { WorkDraft } from "./work-draft.ts";

/** Who is told of a change, and where it came from. */
export interface Audience {
  readonly customer: Customer;
  readonly conversations: readonly Conversation[];
  /** The conversation at the customer's mobile number, where it belongs to another record. */
  readonly atPhone?: Conversation;
  /** The conversation whose own turn causes the change: its flow tells the customer there. */
  readonly origin?: ConversationId;
  /** They read it on the page on which they cause the change. */
  readonly readsHere?: true;
}

/** One notice about one complaint. */
export interface Telling {
  readonly notice: Notice;
  readonly complaint: Complaint;
  readonly audience: Audience;
  /** It goes out in full elsewhere: whoever answers a short form of it need not be told first what it is about. */
  readonly isTold?: boolean;
}

/** Notices on our own account, that nobody waits for: they go out when people expect to hear from an office. */
const inContactHours: ReadonlySet<Notice["kind"]> = new Set(["reminder", "lapse_warning", "rate"]);

/** Puts one notice into the draft as a message to `target`, in that conversation's language; held back where its hour is not the customer's. */
export function sayNotice(
  draft: WorkDraft,
  target: NoticeTarget,
  telling: Telling,
  tools: CaseworkTools,
  moment: Moment,
): void {
  const { notice, complaint, audience } = telling;
  const conversation = held(draft, target, audience, moment);
  // A rating is asked only of who can give it at once.
  if (notice.kind === "rate" && tools.answersAt(conversation.address) !== undefined) return;
  if ("passcode" in notice) grant(draft, conversation, complaint);
  const hold = holdFor(telling, conversation, tools, moment);
  draft.say(conversation.id, {
    ...wording(telling, draft.conversation(conversation.id), target.short, tools),
    language: conversation.language,
    complaintId: complaint.id,
    purpose: purposeOf(notice),
    ...(hold === undefined ? {} : { hold }),
  });
}

/**
 * Until when the notice waits. What customers cause themselves is told at any hour, and so are passcodes, which somebody waits for, and what is
 * about safety. Where nothing rings nobody is woken.
 */
function holdFor(
  { notice, complaint, audience }: Telling,
  { address }: Conversation,
  tools: CaseworkTools,
  { now }: Moment,
): Speech["hold"] {
  const { customer, origin } = audience;
  const { organisation } = tools;
  const { contactHours, quietHours } = organisation.policy;
  if (tools.isReadInLog(address)) return undefined;
  const country = customer.country ?? (customer.phone === undefined ? undefined : countryOfPhone(customer.phone));
  const zone = timeZoneOf(country, organisation);
  if (inContactHours.has(notice.kind)) return quietUntil(nextContact(now, zone, contactHours, tools.calendar()), now);
  const isUrgent = origin !== undefined || "passcode" in notice || complaint.review?.safety === true;
  if (isUrgent) return undefined;
  return quietUntil(nextWaking(now, zone, quietHours), now);
}

function quietUntil(until: Date, now: Date): Speech["hold"] {
  return until > now ? { why: "quiet", until } : undefined;
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
  draft.change(id, { state: withGrant(state, complaint, "sent") });
}

function wording(telling: Telling, conversation: Conversation, short: boolean, tools: CaseworkTools): NoticeWords {
  const { sayIn, organisation } = tools;
  const { notice, complaint, audience } = telling;
  const { language } = conversation;
  const { country } = audience.customer;
  const view = { say: sayIn(language), organisation, language, ...(country === undefined ? {} : { country }) };
  // Its five answers are the message: they are short, and can be given by number at once.
  if (!short || notice.kind === "rate") return noticePrompt(notice, complaint, view);
  const secret = "passcode" in notice ? { secret: grouped(notice.passcode) } : {};
  const page = tools.answersAt(conversation.address);
  const prompt = { text: noticeSms(notice, complaint, view, page), choices: [], accepts: [], ...secret };
  const about = questionIn(telling, conversation);
  return about === undefined
    ? { prompt }
    : { prompt: { ...prompt, choices: consentChoices(view.say), unshown: true }, about };
}

/** What a yes or no to the short form answers. Nothing where the complaint cannot be followed from there. */
function questionIn({ notice, complaint, isTold }: Telling, { customerId, state }: Conversation): NoticeWords["about"] {
  if (notice.kind !== "decision" && notice.kind !== "reminder" && notice.kind !== "lapse_warning") return undefined;
  if (customerId !== complaint.customerId && !isGranted(state, complaint)) return undefined;
  const unread = isTold === true ? {} : { unread: true };
  return { kind: "consent", complaintId: complaint.id, round: notice.round, ...unread };
}
