import { z } from "zod";
import { codeDigits } from "../../complaint/code-digits.ts";
import { asks, chosenIn, ownWords, says } from "../prompts.ts";
import { codeLength, sentCodeSchema } from "../sent-code.ts";
import type { Facts } from "../facts.ts";
import type { Answer, Finish, Flow, Read, Telling } from "../flow.ts";
import type { Outcome } from "../conversation-command.ts";
import { phoneIn } from "./phone-in.ts";
import { refusalOf } from "./pick-complaint.ts";

const slots = z.object({
  phone: z.string().optional(),
  /** The platform says that the number is the customer's own. */
  own: z.boolean().optional(),
  sent: sentCodeSchema.optional(),
  /** Codes entered so far for the one that was sent. */
  tries: z.number().int().optional(),
  code: z.string().optional(),
  menu: z.boolean().optional(),
});

type NumberProof = z.infer<typeof slots>;
type NumberStep = "phone" | "code";

/** Codes that may be entered for one that was sent: five guesses in a million. */
const maxTries = 5;

/** Proves that a mobile number is the customer's, by a code that is sent there; a contact that the platform vouches for needs none. */
export const number: Flow<NumberProof, NumberStep> = {
  name: "number",
  version: 1,
  slots,
  start: firstOpen,
  steps: {
    phone: { ask: askPhone, read: readPhone, next: firstOpen },
    code: {
      ask: ({ phone = "" }, { say }) =>
        asks(
          say("number.code.ask", { phone: { code: phone } }),
          [
            { value: "again", label: say("number.code.again") },
            { value: "other", label: say("number.code.other") },
          ],
          ["text"],
        ),
      read: readCode,
      next: firstOpen,
    },
  },
  finish: endOf,
  tell,
};

function firstOpen({ phone, own, sent, code, menu }: Partial<NumberProof>): NumberStep | "done" {
  if (menu === true) return "done";
  if (phone === undefined) return "phone";
  return own !== true && sent !== undefined && code === undefined ? "code" : "done";
}

function askPhone(_: Partial<NumberProof>, { say, customer }: Facts): ReturnType<typeof asks> {
  const typed =
    customer.phone === undefined || customer.phoneProven
      ? []
      : [{ value: "known", label: say("file.phone.use", { phone: { code: customer.phone } }) }];
  return asks(say("number.phone.ask"), [...typed, { value: "menu", label: say("common.menu") }], ["text", "contact"]);
}

function readPhone(answer: Answer, _: Partial<NumberProof>, facts: Facts): Read<NumberProof> {
  if (chosenIn(answer) === "menu") return { ok: true, slots: { menu: true } };
  const phone = phoneIn(answer, facts.customer.phone, facts);
  if (phone === undefined) return { ok: false, hint: "number.phone.hint" };
  return { ok: true, slots: answer.kind === "contact" ? { phone, own: true } : { phone } };
}

/** Too few or too many digits are a slip of the hand, which need not count as a try. */
function readCode(answer: Answer, { tries = 0 }: Partial<NumberProof>): Read<NumberProof> {
  const chosen = chosenIn(answer);
  if (chosen === "again") return { ok: true, slots: { sent: undefined, tries: undefined } };
  if (chosen === "other") return { ok: true, slots: { phone: undefined, sent: undefined, tries: undefined } };
  const code = codeDigits((ownWords(answer) ?? "").replace(/\P{Nd}/gu, ""));
  if (code?.length !== codeLength) return { ok: false, hint: "number.code.hint" };
  return { ok: true, slots: { code, tries: tries + 1 } };
}

function endOf({ phone, own, sent, code, menu }: Partial<NumberProof>): Finish {
  if (menu === true || phone === undefined) return { kind: "flow", flow: "menu" };
  if (own === true) return { kind: "command", command: { kind: "prove_number", phone } };
  if (sent === undefined || code === undefined) return { kind: "command", command: { kind: "send_code", phone } };
  return { kind: "command", command: { kind: "enter_code", phone, code, sent } };
}

function tell(outcome: Outcome, { phone, sent, tries = 0 }: Partial<NumberProof>, facts: Facts): Telling {
  if (!outcome.ok) {
    if (outcome.refusal.key !== "refusal.code_wrong") return refusalOf(outcome, facts);
    if (tries >= maxTries) return { prompts: [says(facts.say("refusal.code_tries"))] };
    return { ...refusalOf(outcome, facts), then: { flow: "number", slots: { phone, sent, tries } } };
  }
  if (outcome.sent !== undefined)
    return { prompts: [], then: { flow: "number", slots: { phone, sent: outcome.sent } } };
  return { prompts: [says(facts.say(outcome.joined === true ? "number.joined" : "number.proven"))] };
}
