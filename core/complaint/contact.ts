import { accepted } from "../errors.ts";
import { isBlank } from "./effect.ts";
import type { Carrier } from "./effect.ts";

/** A new passcode in the place of the old one, told to the customer alone. */
export const renewPasscode: Carrier<"renew_passcode"> = (complaint, { passcode, passcodeHash }) =>
  accepted({
    after: { ...complaint, passcodeHash },
    events: [{ kind: "passcode_renewed" }],
    follows: [{ kind: "notice", notice: { kind: "passcode_renewed", passcode } }],
  });

/** The customer wants to speak to a person. */
export const askForPerson: Carrier<"ask_for_person"> = (complaint, { reason }) =>
  accepted({
    after: complaint,
    events: [{ kind: "person_asked_for", facts: reason === undefined || isBlank(reason) ? {} : { reason } }],
    follows: [{ kind: "alert", alert: { kind: "person_asked_for" } }],
  });
