import { z } from "zod";
import { brand } from "../../ids.ts";
import type { ComplaintId } from "../../ids.ts";
import { asks, chosenIn, says } from "../prompts.ts";
import type { Flow } from "../flow.ts";
import { complaintIn, refusalOf } from "./pick-complaint.ts";

const slots = z.object({ complaintId: z.string().optional(), sure: z.boolean().optional() });

type Join = z.infer<typeof slots>;

/** Links this chat to those of the customer whose complaint was opened here by number and passcode. */
export const join: Flow<Join, "sure"> = {
  name: "join",
  version: 1,
  slots,
  start: ({ sure }) => (sure === undefined ? "sure" : "done"),
  steps: {
    sure: {
      ask: ({ complaintId }, facts) =>
        asks(facts.say("join.ask", { number: { code: complaintIn(complaintId, facts)?.number ?? "" } }), [
          { value: "yes", label: facts.say("join.yes") },
          { value: "no", label: facts.say("join.no") },
        ]),
      read: (answer) => {
        const chosen = chosenIn(answer);
        if (chosen !== "yes" && chosen !== "no") return { ok: false, hint: "engine.choose_one" };
        return { ok: true, slots: { sure: chosen === "yes" } };
      },
      next: () => "done",
    },
  },
  finish: ({ complaintId = "", sure }) =>
    sure === true
      ? { kind: "command", command: { kind: "join_by_passcode", complaintId: brand<ComplaintId>(complaintId) } }
      : { kind: "nothing" },
  tell: (outcome, { complaintId, sure }, facts) => {
    if (!outcome.ok) return refusalOf(outcome, facts);
    const view = { flow: "follow", slots: { complaintId } };
    return { prompts: [says(facts.say(sure === true ? "join.done" : "join.kept"))], then: view };
  },
  isOver: ({ complaintId }, facts) => complaintIn(complaintId, facts) === undefined,
};
