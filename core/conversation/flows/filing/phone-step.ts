import { asks, chosenIn } from "../../prompts.ts";
import type { Step } from "../../flow.ts";
import { phoneIn } from "../phone-in.ts";
import { firstOpen } from "./order.ts";
import type { Filing, FilingStep } from "./slots.ts";

/** The mobile number to which number, passcode and decision also go by SMS, and that staff can call. */
export const phoneStep: Step<Filing, FilingStep> = {
  ask: ({ phone }, { say, customer, sendsSms }) => {
    const known = phone ?? customer.phone;
    const offered =
      known === undefined ? [] : [{ value: "known", label: say("file.phone.use", { phone: { code: known } }) }];
    // No SMS is promised where none can be sent.
    const text = say(sendsSms ? "file.phone.ask" : "file.phone.ask_to_call");
    return asks(text, [...offered, { value: "skip", label: say("common.skip") }], ["text", "contact"]);
  },
  read: (answer, filing, facts) => {
    const phone = chosenIn(answer) === "skip" ? null : phoneIn(answer, filing.phone ?? facts.customer.phone, facts);
    if (phone === undefined)
      return { ok: false, hint: facts.isForm === true ? "file.phone.hint_form" : "file.phone.hint" };
    const own = answer.kind === "contact" && phone !== null ? { ownPhone: phone } : {};
    return { ok: true, slots: { phone, ...own, fix: undefined } };
  },
  next: firstOpen,
};
