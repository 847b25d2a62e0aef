import { z } from "zod";
import { brand } from "../../ids.ts";
import type { ComplaintId } from "../../ids.ts";
import { asks, says } from "../prompts.ts";
import { passcodePrompt } from "../notices.ts";
import type { Facts } from "../facts.ts";
import type { Flow } from "../flow.ts";
import { askWhich, readNumber, readWhich, refusalOf } from "./pick-complaint.ts";

const slots = z.object({
  complaintId: z.string().optional(),
  number: z.string().optional(),
  other: z.boolean().optional(),
});

type Renewal = z.infer<typeof slots>;
type RenewalStep = "which" | "number";

/** A new passcode: here for a complaint of this chat; for any other, to the mobile number or the chat that filed, never here. */
export const newPasscode: Flow<Renewal, RenewalStep> = {
  name: "new_passcode",
  version: 1,
  slots,
  start: firstOpen,
  steps: {
    which: {
      ask: (_, facts) => askWhich("passcode.which", facts),
      read: (answer, _, facts) => readWhich(answer, facts),
      next: firstOpen,
    },
    number: {
      ask: (_, { say }) => asks(say("follow.number"), [], ["text"]),
      read: readNumber,
      next: firstOpen,
    },
  },
  finish: ({ complaintId, number = "" }, { complaints }) => {
    if (complaintId !== undefined && complaints.some(({ id }) => id === complaintId)) {
      return { kind: "command", command: { kind: "renew_passcode", complaintId: brand<ComplaintId>(complaintId) } };
    }
    return { kind: "command", command: { kind: "renew_passcode_elsewhere", number } };
  },
  tell: (outcome, _slots, facts) => {
    if (!outcome.ok) return refusalOf(outcome, facts);
    const { complaint, passcode } = outcome;
    if (complaint === undefined || passcode === undefined)
      return { prompts: [says(facts.say("passcode.sent_elsewhere"))] };
    return { prompts: [passcodePrompt(complaint, passcode, facts)] };
  },
};

function firstOpen({ complaintId, number, other }: Partial<Renewal>, { complaints }: Facts): RenewalStep | "done" {
  if (complaintId !== undefined || number !== undefined) return "done";
  return other === true || complaints.length === 0 ? "number" : "which";
}
