import { maxFileBytes } from "../attachment/file-rules.ts";
import { isOpen, nextOpening } from "../calendar/working-days.ts";
import type { Capabilities } from "../channel/channel.ts";
import type { Complaint } from "../complaint/complaint.ts";
import type { Facts } from "../conversation/facts.ts";
import { newCustomer } from "../conversation/new-conversation.ts";
import type { AttachmentId } from "../ids.ts";
import type { Language } from "../language/language.ts";
import { momentOf } from "../system.ts";
import { loadAudienceOf } from "./load-audience.ts";
import type { CaseworkTools } from "./tools.ts";

/** A page shows every choice and every word; files go up to what any channel takes. */
const page: Capabilities = {
  maxButtons: Number.MAX_SAFE_INTEGER,
  maxButtonLabel: Number.MAX_SAFE_INTEGER,
  maxListItems: 0,
  maxListLabel: 0,
  maxText: Number.MAX_SAFE_INTEGER,
  maxFile: maxFileBytes,
};

/** What the flows may know on the site: of nobody in particular, or of the customer of `complaint`; `files` are those sent with the form. */
export async function factsOnSite(
  tools: CaseworkTools,
  language: Language,
  complaint?: Complaint,
  files: readonly AttachmentId[] = [],
): Promise<Facts> {
  const moment = momentOf(tools);
  const [customer, attachments] = await Promise.all([
    complaint === undefined
      ? newCustomer(language, moment)
      : loadAudienceOf(tools, complaint.customerId).then((audience) => audience.customer),
    files.length === 0 ? [] : tools.store.attachments.byIds(files),
  ]);
  return {
    now: moment.now,
    say: tools.sayIn(language),
    language,
    languageChosen: true,
    isForm: true,
    channel: { name: "webchat", can: page },
    organisation: tools.organisation,
    customer,
    complaints: complaint === undefined ? [] : [complaint],
    attachments,
    sendsSms: tools.channels().has("sms"),
    get staffed() {
      const calendar = tools.calendar();
      return { now: isOpen(calendar, moment.now), next: nextOpening(calendar, moment.now) };
    },
  };
}
