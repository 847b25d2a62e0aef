import type { ComplaintCommand } from "../complaint/command.ts";
import type { Complaint } from "../complaint/complaint.ts";
import { openQuestionsOf, roundToAnswer } from "../conversation/open-matters.ts";
import { carryOut } from "./carry-out.ts";
import type { CaseworkTools } from "./tools.ts";

/** By this rule the software itself records that the customer has been told. */
const by = { actor: { kind: "system", rule: "read_on_site" }, door: "site" } as const;

/**
 * Records that a decision and questions of staff, which nothing may have carried to the customer, are before their eyes. It is recorded where
 * they come in, which is a POST with their passcode: nobody else's look at a page counts as theirs.
 */
export async function noteReadOnSite(tools: CaseworkTools, complaint: Complaint): Promise<Complaint> {
  let known = complaint;
  for (const command of untold(complaint)) {
    const noted = await carryOut(tools, complaint.id, command, by);
    // Refused where a channel has told it at this very moment.
    if (noted.ok) known = noted.value;
  }
  return known;
}

function untold(complaint: Complaint): readonly ComplaintCommand[] {
  const round = roundToAnswer(complaint);
  return [
    ...(round === undefined || round.toldAt !== undefined ? [] : [{ kind: "told" as const, round: round.round }]),
    ...openQuestionsOf(complaint)
      .filter(({ deliveredAt }) => deliveredAt === undefined)
      .map(({ id }) => ({ kind: "question_delivered" as const, questionId: id })),
  ];
}
