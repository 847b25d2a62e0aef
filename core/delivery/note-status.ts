import type { CaseworkTools } from "../casework/tools.ts";
import type { StatusReport } from "../channel/status-report.ts";
import { never } from "../conversation/message.ts";
import type { Delivery, OutboundMessage } from "../conversation/message.ts";
import type { Meter } from "../meter.ts";
import { failureCode, waiting } from "./after-attempt.ts";
import { countAsTold } from "./count-as-told.ts";
import { fallBack } from "./fall-back.ts";
import { nextAttempt } from "./next-attempt.ts";

/** What reports are taken in with. */
export type ReportTools = CaseworkTools & { readonly meter: Pick<Meter, "delivery"> };

/**
 * Records what a platform says of a message that it took; states only rise, and a report that says nothing new has no effect. One that was
 * accepted and failed later is tried again, waits for its customer, or falls back to another way, as its trouble asks for.
 */
export async function noteStatus(tools: ReportTools, report: StatusReport): Promise<void> {
  const message = await tools.store.conversations.message(report.messageId);
  if (message?.direction !== "out") return;
  if (report.state === "failed") await noteFailed(tools, message, report);
  else if (!isOfInvitation(message, report)) await noteReached(tools, message, report);
}

async function noteReached(tools: ReportTools, message: OutboundMessage, report: StatusReport): Promise<void> {
  const { providerId } = report;
  // Whoever sent it may have died before it could say so.
  if (!wasAccepted(message)) await countAsTold(tools, message);
  const reached = { state: report.state, ...(providerId === undefined ? {} : { providerId }) };
  await tools.store.outbox.note(message.id, reached, tools.clock.now());
}

async function noteFailed(tools: ReportTools, message: OutboundMessage, report: StatusReport): Promise<void> {
  const { delivery, address } = message;
  if (["failed", "delivered", "read", "superseded"].includes(delivery.state)) return;
  const { trouble = "refused", code } = report;
  const now = tools.clock.now();
  const isInvitation = isOfInvitation(message, report);
  const again = isInvitation ? undefined : tryAgain(message, { ...report, trouble }, now);
  tools.meter.delivery(address.channel, "undelivered", trouble);
  if (again !== undefined) {
    const { providerId } = report;
    // With the id, so that the platform's own answer, should it come only now, is known to be older.
    await tools.store.outbox.settle(message.id, { ...again, ...(providerId === undefined ? {} : { providerId }) }, now);
    tools.committed({ outbound: [{ ...message, delivery: again }] });
    return;
  }
  const failure = { trouble, ...(code === undefined ? {} : { code }), asOf: delivery.sentAt ?? message.createdAt };
  await fallBack(tools, message, failure);
  // The words themselves still wait for the customer; only their announcement failed.
  if (isInvitation) return;
  const { providerId } = report;
  const failed = { state: report.state, failure: failureCode(failure) };
  await tools.store.outbox.note(message.id, { ...failed, ...(providerId === undefined ? {} : { providerId }) }, now);
}

/** The delivery of a message that another attempt may bring through; undefined where none would. */
function tryAgain(
  message: OutboundMessage,
  { trouble, code }: Pick<StatusReport, "trouble" | "code">,
  now: Date,
): Delivery | undefined {
  // The attempt whose answer has not come yet is counted here.
  const attempts = message.delivery.attempts + (message.delivery.state === "sending" ? 1 : 0);
  if (trouble === "window") return { ...waiting(message, now), attempts, failure: trouble };
  if (trouble === "no_template") return { ...waiting(message, never), attempts, hold: "window", failure: trouble };
  const next = trouble === "unavailable" ? nextAttempt(Math.max(attempts, 1), now) : undefined;
  if (next === undefined) return undefined;
  return {
    ...waiting(message, next),
    attempts,
    failure: failureCode({ trouble: "unavailable", ...(code === undefined ? {} : { code }) }),
  };
}

function wasAccepted({ delivery }: OutboundMessage): boolean {
  return ["sent", "maybe_doubled", "delivered", "read"].includes(delivery.state);
}

/** Whether the report is about the approved words that announce the message, and not about the message. */
function isOfInvitation({ delivery }: OutboundMessage, { invitation }: StatusReport): boolean {
  return invitation === true || (delivery.hold === "window" && delivery.invitedAt !== undefined);
}
