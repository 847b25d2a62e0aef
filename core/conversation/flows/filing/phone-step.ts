import { asks, chosenIn, ownWords } from "../../prompts.ts";
import type { Facts } from "../../facts.ts";
import type { Answer, Step } from "../../flow.ts";
import { toPhone } from "../../phone.ts";
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
    const phone = chosenIn(answer) === "skip" ? null : phoneIn(answer, filing, facts);
    if (phone === undefined) return { ok: false, hint: "file.phone.hint" };
    const own = answer.kind === "contact" && phone !== null ? { ownPhone: phone } : {};
    return { ok: true, slots: { phone, ...own, fix: undefined } };
  },
  next: firstOpen,
};

function phoneIn(
  answer: Answer,
  { phone }: Partial<Filing>,
  { customer, organisation, language }: Facts,
): string | undefined {
  const country = customer.country ?? organisation.country;
  if (chosenIn(answer) === "known") return phone ?? customer.phone;
  // Somebody else's contact card would send the passcode to a stranger.
  if (answer.kind === "contact") return answer.own ? toPhone(answer.phone, country, language) : undefined;
  const words = ownWords(answer);
  return words === undefined ? undefined : toPhone(words, country, language);
}
