import { z } from "zod";
import { brand } from "../../ids.ts";
import type { ComplaintId } from "../../ids.ts";
import { asks, chosenIn, says } from "../prompts.ts";
import { closedPrompt } from "../notices.ts";
import type { Flow } from "../flow.ts";
import { complaintIn, refusalOf } from "./pick-complaint.ts";

const slots = z.object({ complaintId: z.string().optional(), sure: z.boolean().optional() });

type Withdrawal = z.infer<typeof slots>;

/** Ends a complaint at its customer's wish, after asking whether that is meant. */
export const withdraw: Flow<Withdrawal, "sure"> = {
  name: "withdraw",
  version: 1,
  slots,
  start: ({ sure }) => (sure === undefined ? "sure" : "done"),
  steps: {
    sure: {
      ask: ({ complaintId }, facts) =>
        asks(facts.say("withdraw.ask", { number: { code: complaintIn(complaintId, facts)?.number ?? "" } }), [
          { value: "yes", label: facts.say("withdraw.yes") },
          { value: "no", label: facts.say("withdraw.no") },
        ]),
      read: (answer) => {
        const chosen = chosenIn(answer);
        if (chosen !== "yes" && chosen !== "no") return { ok: false, hint: "engine.choose_one" };
        return { ok: true, slots: { sure: chosen === "yes" } };
      },
      next: () => "done",
    },
  },
  finish: ({ sure, complaintId }) =>
    sure === true && complaintId !== undefined
      ? { kind: "command", command: { kind: "withdraw", complaintId: brand<ComplaintId>(complaintId) } }
      : { kind: "nothing" },
  tell: (outcome, { sure }, facts) => {
    if (!outcome.ok) return refusalOf(outcome, facts);
    if (sure !== true || outcome.complaint === undefined) return { prompts: [says(facts.say("withdraw.kept"))] };
    return { prompts: [closedPrompt(outcome.complaint, facts)] };
  },
};
