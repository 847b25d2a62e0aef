import type { Attachment } from "../attachment/attachment.ts";
import type { Complaint } from "../complaint/complaint.ts";
import type { CommandOnComplaint, Outcome } from "../conversation/conversation-command.ts";
import type { Facts } from "../conversation/facts.ts";
import type { Result } from "../errors.ts";
import type { AttachmentId, ComplaintId } from "../ids.ts";
import type { Language } from "../language/language.ts";
import { momentOf } from "../system.ts";
import { commitWork } from "./commit-work.ts";
import { createIdentify } from "./identify.ts";
import type { Identify } from "./identify.ts";
import { createRenewalThrottle, isLinkedByPasscode, renewLost } from "./renew-lost.ts";
import { retryOnRace } from "./retry.ts";
import { carryOutOnSite } from "./site-commands.ts";
import { factsOnSite } from "./site-facts.ts";
import { fileOnSite } from "./site-filing.ts";
import type { SiteFiled, SiteFiling } from "./site-filing.ts";
import { noteReadOnSite } from "./site-reading.ts";
import type { CaseworkTools } from "./tools.ts";
import { draftWork } from "./work-draft.ts";

/**
 * What customers do on the site, through the door `site`. Their chats are told of it as of anything that is done elsewhere, and buttons
 * that ask there what was answered here are old from then on.
 */
export interface SiteCasework {
  /** What flows may know of whoever fills in a form: nobody that we know, or the customer of the complaint that they follow. */
  facts(language: Language, complaint?: Complaint, files?: readonly AttachmentId[]): Promise<Facts>;
  /** A file that was staged: it is kept, and checked and cleaned at once. */
  announce(attachment: Attachment): Promise<void>;
  file(filing: SiteFiling): Promise<SiteFiled>;
  /** Finds the complaint by number and passcode, as `Casework` does. */
  readonly identify: Identify;
  /** Carries out what its customer wants, who has shown that they know the passcode. */
  carryOut(id: ComplaintId, command: CommandOnComplaint): Promise<Outcome>;
  /** A new passcode to the mobile number or the chat that filed, never to whoever asks; the same answer for a number that does not exist. */
  renewLost(number: string, origin: string): Promise<Result<void>>;
  /** The customer has just been let in to the complaint: what waited to be told has been told. The complaint as it is then. */
  noteRead(complaint: Complaint): Promise<Complaint>;
}

/** The services of the site on these tools. */
export function createSiteCasework(tools: CaseworkTools): SiteCasework {
  const renewals = createRenewalThrottle(tools.store.throttles);
  return {
    facts: (language, complaint, files) => factsOnSite(tools, language, complaint, files),
    announce: (attachment) => commitWork(tools, { attachments: [attachment] }),
    file: (filing) => fileOnSite(tools, filing),
    identify: createIdentify(tools),
    carryOut: (id, command) => carryOutOnSite(tools, id, command),
    renewLost: (number, origin) =>
      retryOnRace(async () => {
        const moment = momentOf(tools);
        const draft = draftWork(moment);
        const lost = {
          number,
          origin,
          door: "site" as const,
          mayHear: (chat: Parameters<typeof isLinkedByPasscode>[0], complaint: Complaint) =>
            !isLinkedByPasscode(chat, complaint),
        };
        const renewed = await renewLost(tools, renewals, draft, moment, lost);
        if (renewed.ok) await commitWork(tools, draft.work());
        return renewed;
      }),
    noteRead: (complaint) => noteReadOnSite(tools, complaint),
  };
}
