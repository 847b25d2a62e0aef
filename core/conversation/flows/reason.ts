import { z } from "zod";
import { unexplainedNo } from "../../complaint/reason.ts";
import { brand } from "../../ids.ts";
import type { ComplaintId } from "../../ids.ts";
import { isAskedSince } from "../open-matters.ts";
import { asks, chosenIn, ownWords, says } from "../prompts.ts";
import type { Facts } from "../facts.ts";
import type { Flow } from "../flow.ts";
import { complaintIn, refusalOf } from "./pick-complaint.ts";

const slots = z.object({
  complaintId: z.string().optional(),
  round: z.union([z.literal(1), z.literal(2)]).optional(),
  reason: z.string().optional(),
  declined: z.boolean().optional(),
});

type Reason = z.infer<typeof slots>;

/** Days after the no for which words are taken as its reason: later they are more likely about something else. */
const waitDays = 14;

const dayMs = 24 * 60 * 60 * 1_000;

/** Why the customer said no. The no is on record already, so this may be declined, left, or overtaken by a newer question. */
export const reason: Flow<Reason, "why"> = {
  name: "reason",
  version: 1,
  slots,
  words: ["reason"],
  start: firstOpen,
  steps: {
    why: {
      ask: ({ complaintId, round }, facts) => {
        const number = { code: complaintIn(complaintId, facts)?.number ?? "" };
        return asks(
          facts.say(round === 2 ? "consent.reason_second" : "consent.reason", { number }),
          [{ value: "skip", label: facts.say("consent.no_reason") }],
          ["text"],
        );
      },
      read: (answer) => {
        if (chosenIn(answer) !== undefined) return { ok: true, slots: { declined: true } };
        const said = ownWords(answer);
        return said === undefined ? { ok: false, hint: "consent.reason.hint" } : { ok: true, slots: { reason: said } };
      },
      next: firstOpen,
    },
  },
  finish: ({ complaintId = "", round = 1, reason: said }) =>
    said === undefined
      ? { kind: "nothing" }
      : {
          kind: "command",
          command: { kind: "give_reason", complaintId: brand<ComplaintId>(complaintId), round, reason: said },
        },
  tell: (outcome, _slots, facts) => {
    if (!outcome.ok) return refusalOf(outcome, facts);
    const { complaint } = outcome;
    if (complaint === undefined) return { prompts: [says(facts.say("consent.reason.declined"))] };
    return { prompts: [says(facts.say("consent.reason.told", { number: { code: complaint.number } }))] };
  },
  isOver: ({ complaintId, round }, facts) => {
    const complaint = complaintIn(complaintId, facts);
    if (complaint === undefined || complaint.status === "closed" || round === undefined) return true;
    const no = unexplainedNo(complaint, round);
    return no === undefined || isPast(no.at, facts) || isAskedSince(no.at, facts.complaints);
  },
};

function firstOpen({ reason: said, declined }: Partial<Reason>): "why" | "done" {
  return said === undefined && declined !== true ? "why" : "done";
}

function isPast(saidAt: Date, { now }: Facts): boolean {
  return now.getTime() - saidAt.getTime() > waitDays * dayMs;
}
