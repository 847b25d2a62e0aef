import type { Choice } from "../../channel/prompt.ts";
import type { Complaint } from "../../complaint/complaint.ts";
import { excerptOf, statusIn } from "../views.ts";
import type { Facts } from "../facts.ts";
import type { Outcome } from "../conversation-command.ts";
import type { Telling } from "../flow.ts";
import { says } from "../prompts.ts";

/** Complaints as choices: number, state and first words, so that no two look the same. */
export function complaintChoices(complaints: readonly Complaint[], { say }: Facts): readonly Choice[] {
  return complaints.map((complaint) => ({
    value: complaint.id,
    label: say("pick.complaint", {
      number: { code: complaint.number },
      status: statusIn(complaint.status, say),
      about: excerptOf(complaint),
    }),
  }));
}

/** The complaint with this id among those that the chat knows. */
export function complaintIn(id: string | undefined, { complaints }: Facts): Complaint | undefined {
  return complaints.find((each) => each.id === id);
}

/** What is said when a command was refused. */
export function refusalOf(outcome: Extract<Outcome, { readonly ok: false }>, { say }: Facts): Telling {
  return { prompts: [says(say(outcome.refusal.key, outcome.refusal.args))] };
}
