import { z } from "zod";
import { brand } from "../../ids.ts";
import type { ComplaintId } from "../../ids.ts";
import type { Flow } from "../flow.ts";
import { refusalOf } from "./pick-complaint.ts";

const slots = z.object({ complaintId: z.string().optional() });

type Undoing = z.infer<typeof slots>;

/** Takes up again what silence had closed, and puts the decision's question once more. It asks nothing of its own. */
export const undoLapse: Flow<Undoing, never> = {
  name: "undo_lapse",
  version: 1,
  slots,
  start: () => "done",
  steps: {},
  finish: ({ complaintId = "" }) => ({
    kind: "command",
    command: { kind: "undo_lapse", complaintId: brand<ComplaintId>(complaintId) },
  }),
  tell: (outcome, { complaintId }, facts) => {
    if (!outcome.ok) return refusalOf(outcome, facts);
    const round = outcome.complaint?.rounds.at(-1)?.round ?? 1;
    return { prompts: [], then: { flow: "consent", slots: { complaintId, round } } };
  },
};
