import { z } from "zod";
import { brand } from "../../ids.ts";
import type { ComplaintId } from "../../ids.ts";
import { says } from "../prompts.ts";
import type { Flow } from "../flow.ts";
import { refusalOf } from "./pick-complaint.ts";

const slots = z.object({ complaintId: z.string().optional(), words: z.string().optional() });

type Correction = z.infer<typeof slots>;

/** An edited message whose words a complaint has already: the new words are added, and say that they correct. It asks nothing of its own. */
export const correction: Flow<Correction, never> = {
  name: "correction",
  version: 1,
  slots,
  start: () => "done",
  steps: {},
  finish: ({ complaintId = "", words = "" }, { say }) => ({
    kind: "command",
    command: {
      kind: "add_evidence",
      complaintId: brand<ComplaintId>(complaintId),
      words: say("edit.correction", { words }),
      attachments: [],
    },
  }),
  tell: (outcome, _slots, facts) => {
    if (!outcome.ok) return refusalOf(outcome, facts);
    return { prompts: [says(facts.say("edit.corrected", { number: { code: outcome.complaint?.number ?? "" } }))] };
  },
};
