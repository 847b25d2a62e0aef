import type { Actor, Door } from "../complaint/actor.ts";
import type { Change } from "../complaint/change.ts";
import type { HeardBy, Matter } from "../complaint/complaint.ts";
import { makePasscode } from "../complaint/passcode.ts";
import { register } from "../complaint/register.ts";
import { makeTrackingNumber } from "../complaint/tracking-number.ts";
import { brand } from "../ids.ts";
import type { AttachmentId, ComplaintId, CustomerId } from "../ids.ts";
import type { Language } from "../language/language.ts";
import type { Moment } from "../ports.ts";
import { commandContext } from "./carry-out.ts";
import type { CaseworkTools } from "./tools.ts";

/** What is known of a complaint at the moment it is filed. */
export interface Registration {
  readonly customerId: CustomerId;
  readonly language: Language;
  readonly matter: Matter;
  readonly attachments: readonly AttachmentId[];
  readonly heardBy?: HeardBy;
  /** Where the customer came from, by its key in the organisation's profile. */
  readonly source?: string;
  /** Made beforehand, so that the same filing sent twice is the same complaint; unset: made now. */
  readonly keys?: { readonly id: ComplaintId; readonly passcode: string };
}

/** Makes number and passcode and registers the complaint. The passcode is returned for the customer's eyes only and is kept nowhere. */
export async function registerComplaint(
  tools: CaseworkTools,
  moment: Moment,
  { keys, ...registration }: Registration,
  by: { readonly actor: Actor; readonly door: Door },
): Promise<{ readonly change: Change; readonly passcode: string }> {
  const passcode = keys?.passcode ?? makePasscode(moment.random);
  const change = register(
    {
      kind: "register",
      id: keys?.id ?? brand<ComplaintId>(moment.ids.uuid()),
      number: makeTrackingNumber(moment.random),
      passcode,
      passcodeHash: await tools.hasher.hash(passcode),
      ...registration,
    },
    commandContext(tools, moment, by, registration.language),
  );
  return { change, passcode };
}
