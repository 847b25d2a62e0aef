import type { Complaint } from "../complaint/complaint.ts";
import type { ConversationCommand } from "../conversation/conversation-command.ts";
import { newCustomer } from "../conversation/new-conversation.ts";
import type { ComplaintId } from "../ids.ts";
import type { Language } from "../language/language.ts";
import { momentOf } from "../system.ts";
import { countryOfPhone } from "../turn/country-of-phone.ts";
import { addChange } from "./add-change.ts";
import { commitWork } from "./commit-work.ts";
import { loadAtPhone } from "./load-audience.ts";
import { registerComplaint } from "./register.ts";
import { retryOnRace } from "./retry.ts";
import type { CaseworkTools } from "./tools.ts";
import { draftWork } from "./work-draft.ts";

/** A form that was filled in on the site. */
export interface SiteFiling {
  /** Of the form itself: sent twice, it is one complaint with one passcode. */
  readonly keys: { readonly id: ComplaintId; readonly passcode: string };
  readonly command: Extract<ConversationCommand, { readonly kind: "file_complaint" }>;
  readonly language: Language;
}

/** What came of it: the complaint, and its passcode as long as it is the one that the form gave it. */
export interface SiteFiled {
  readonly complaint: Complaint;
  readonly passcode?: string;
  /** The form had been sent before. */
  readonly isRepeat: boolean;
}

/**
 * Files what the form says. The complaint's id is the form's, so that of two that are sent at once one is stored, and the other finds it
 * there: the customer, who sees the answer to the second alone, is shown the same number and passcode.
 */
export async function fileOnSite(tools: CaseworkTools, filing: SiteFiling): Promise<SiteFiled> {
  return retryOnRace(async () => {
    const before = await tools.store.complaints.byId(filing.keys.id);
    return before === undefined ? fileFirst(tools, filing) : repeated(tools, before, filing);
  });
}

async function repeated(tools: CaseworkTools, complaint: Complaint, { keys }: SiteFiling): Promise<SiteFiled> {
  const isInForce = await tools.hasher.verify(complaint.passcodeHash, keys.passcode);
  return { complaint, isRepeat: true, ...(isInForce ? { passcode: keys.passcode } : {}) };
}

async function fileFirst(tools: CaseworkTools, { keys, command, language }: SiteFiling): Promise<SiteFiled> {
  const moment = momentOf(tools);
  const { phone, name, matter, attachments, source } = command;
  const country = phone === undefined ? undefined : countryOfPhone(phone);
  const customer = {
    ...newCustomer(language, moment),
    ...(name === undefined ? {} : { name }),
    ...(phone === undefined ? {} : { phone }),
    ...(country === undefined ? {} : { country }),
  };
  const { change, passcode } = await registerComplaint(
    tools,
    moment,
    { customerId: customer.id, language, matter, attachments, keys, ...(source === undefined ? {} : { source }) },
    { actor: { kind: "customer", customerId: customer.id }, door: "site" },
  );
  const draft = draftWork(moment);
  draft.customer({ after: customer });
  draft.claim(attachments, change.after.id);
  const audience = { customer, conversations: [], readsHere: true as const };
  addChange(draft, change, { ...audience, ...(await loadAtPhone(tools, customer, [])) }, tools, moment);
  await commitWork(tools, draft.work());
  return { complaint: change.after, passcode, isRepeat: false };
}
