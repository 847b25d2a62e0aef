import { z } from "zod";
import { asks, chosenIn, says } from "../prompts.ts";
import type { Flow } from "../flow.ts";
import { brand } from "../../ids.ts";
import type { ComplaintId } from "../../ids.ts";

const slots = z.object({
  complaintId: z.string().optional(),
  reason: z.string().optional(),
  /** Offered after misunderstandings, rather than asked for. */
  offered: z.boolean().optional(),
  sure: z.boolean().optional(),
});

type Person = z.infer<typeof slots>;

/** Hands the conversation to a person. Asked for: at once; offered after misunderstandings: only with a yes. */
export const person: Flow<Person, "sure"> = {
  name: "person",
  version: 1,
  slots,
  words: ["reason"],
  start: ({ offered, sure }) => (offered === true && sure === undefined ? "sure" : "done"),
  steps: {
    sure: {
      ask: (_, { say }) =>
        asks(say("person.offer"), [
          { value: "yes", label: say("person.yes") },
          { value: "no", label: say("person.no") },
        ]),
      read: (answer) => {
        const chosen = chosenIn(answer);
        if (chosen !== "yes" && chosen !== "no") return { ok: false, hint: "engine.choose_one" };
        return { ok: true, slots: { sure: chosen === "yes" } };
      },
      next: () => "done",
    },
  },
  finish: ({ sure, offered, complaintId, reason }) => {
    if (sure === false) return { kind: "resume" };
    const about = complaintId === undefined ? {} : { complaintId: brand<ComplaintId>(complaintId) };
    return {
      kind: "command",
      command: {
        kind: "ask_for_person",
        ...about,
        ...(reason === undefined ? {} : { reason }),
        ...(offered === true ? { offered } : {}),
      },
    };
  },
  tell: (outcome, _slots, { say, staffed, promisedAt, now }) => {
    if (!outcome.ok) return { prompts: [says(say(outcome.refusal.key, outcome.refusal.args))] };
    if (promisedAt !== undefined && promisedAt > now)
      return { prompts: [says(say("person.promised", { at: promisedAt }))] };
    return { prompts: [says(staffed.now ? say("person.called") : say("person.later", { at: staffed.next }))] };
  },
};
