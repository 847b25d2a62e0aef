import { daysLater, nextOpening } from "../calendar/working-days.ts";
import type { Consequence } from "./change.ts";
import { endStage } from "./clocks.ts";
import type { Complaint } from "./complaint.ts";
import type { CommandContext } from "./context.ts";
import type { EventDraft } from "./effect.ts";
import { voidSilence } from "./silence-timers.ts";
import type { Closing } from "./status.ts";

/** Days after an ending brought about by somebody's decision on which the customer is asked how satisfied they are. */
const ratingAfterDays = 1;

/** The complaint, closed by a named rule: no clock runs, nothing is waited for, the customer is told. */
export function close(
  complaint: Complaint,
  closing: Closing,
  context: CommandContext,
): { readonly complaint: Complaint; readonly event: EventDraft; readonly follows: readonly Consequence[] } {
  const closedAt = context.moment.now;
  const ended = endStage({ ...complaint, status: "closed", closing, closedAt }, context);
  return {
    complaint: ended.complaint,
    event: { kind: "closed", facts: { rule: closing } },
    follows: [
      ...ended.follows,
      ...voidSilence(complaint, context),
      { kind: "notice", notice: { kind: closing === "merged" ? "merged" : "closed" } },
      ...(isRated(closing) ? [ratingTimer(ended.complaint, closedAt, context)] : []),
    ],
  };
}

/** Whether customers are asked how satisfied they are after this ending: where something was decided and they were heard. */
export function isRated(closing: Closing | undefined): boolean {
  return closing === "accepted" || closing === "ruling";
}

/** The key of the timer for the question how satisfied the customer is. */
export function ratingKey({ id }: Complaint, closedAt: Date): string {
  return `rate:${id}:${closedAt.getTime()}`;
}

function ratingTimer(complaint: Complaint, closedAt: Date, { calendar }: CommandContext): Consequence {
  const at = nextOpening(calendar, daysLater(calendar, closedAt, ratingAfterDays));
  return { kind: "timer", timer: { key: ratingKey(complaint, closedAt), purpose: "rate", at } };
}
