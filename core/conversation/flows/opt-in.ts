import { z } from "zod";
import { says } from "../prompts.ts";
import type { Flow } from "../flow.ts";
import { refusalOf } from "./pick-complaint.ts";

const slots = z.object({});

type OptIn = z.infer<typeof slots>;

/** Takes back that we send nothing here by ourselves. Asks nothing: it does no harm, and the word for it says it all. */
export const optIn: Flow<OptIn, never> = {
  name: "opt_in",
  version: 1,
  slots,
  start: () => "done",
  steps: {},
  finish: () => ({ kind: "command", command: { kind: "opt_in" } }),
  tell: (outcome, _slots, facts) =>
    outcome.ok ? { prompts: [says(facts.say("optin.done"))], otherwise: "menu" } : refusalOf(outcome, facts),
};
