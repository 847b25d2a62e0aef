import type { Complaint } from "../../core/complaint/complaint.ts";
import type { Facts } from "../../core/conversation/facts.ts";
import { actionNames } from "../../core/conversation/flows/follow.ts";
import { flows } from "../../core/conversation/flows/flows.ts";
import { actionsOn, openQuestionsOf, roundToAnswer, roundToExplain } from "../../core/conversation/open-matters.ts";
import type { RunnableFlow, Slots } from "../../core/conversation/runnable.ts";
import type { TextKey } from "../../core/language/text-key.ts";

/** What a customer can do on the page of their complaint. */
export const pageActions = ["question", "decision", "doubt", "reason", "undo", "rate", "add", "withdraw"] as const;

export type PageAction = (typeof pageActions)[number];

/** One of them, as the chat would begin it. */
export interface OpenAction {
  readonly action: PageAction;
  readonly name: TextKey;
  readonly flow: RunnableFlow;
  readonly slots: Slots;
  /** It waits for the customer, rather than being there if they like. */
  readonly isDue: boolean;
}

const due: ReadonlySet<PageAction> = new Set(["question", "decision", "doubt"]);

/** What can be done now: the same as in the chat, by the same flows, a decision's doubt and the reason for a no in their places. */
export function openActions(complaint: Complaint, facts: Facts): readonly OpenAction[] {
  const possible = actionsOn(complaint, facts).map((action) =>
    action === "decision" && roundToAnswer(complaint)?.consent?.state === "doubted" ? "doubt" : action,
  );
  const asked: readonly PageAction[] = isReasonWanted(complaint, facts) ? ["reason", ...possible] : possible;
  return pageActions
    .filter((action) => asked.includes(action))
    .flatMap((action) => {
      const { name, flow: flowName, slots } = beginning(action, complaint);
      const flow = flows[flowName];
      return flow === undefined ? [] : [{ action, name, flow, slots, isDue: due.has(action) }];
    });
}

function isReasonWanted(complaint: Complaint, facts: Facts): boolean {
  const round = roundToExplain(complaint)?.round;
  return round !== undefined && flows["reason"]?.isOver({ complaintId: complaint.id, round }, facts) === false;
}

function beginning(
  action: PageAction,
  complaint: Complaint,
): { readonly name: TextKey; readonly flow: string; readonly slots: Slots } {
  const about = { complaintId: complaint.id };
  const round = roundToAnswer(complaint);
  switch (action) {
    case "question":
      return {
        name: actionNames.question,
        flow: "answer_question",
        slots: { ...about, questionId: openQuestionsOf(complaint)[0]?.id },
      };
    case "decision":
      return { name: actionNames.decision, flow: "consent", slots: { ...about, round: round?.round } };
    case "doubt": {
      const words = round?.consent?.answers.findLast(({ answer }) => answer === "doubt")?.words;
      return {
        name: actionNames.decision,
        flow: "doubt",
        slots: { ...about, round: round?.round, words, recorded: true },
      };
    }
    case "reason":
      return { name: "site.follow.why", flow: "reason", slots: { ...about, round: roundToExplain(complaint)?.round } };
    case "undo":
      return { name: actionNames.undo, flow: "undo_lapse", slots: about };
    case "rate":
    case "add":
    case "withdraw":
      return { name: actionNames[action], flow: action, slots: about };
  }
}
