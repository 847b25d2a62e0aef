import type { CaseworkTools } from "../casework/tools.ts";
import type { StatusReport, Trouble } from "../channel/status-report.ts";
import { never } from "../conversation/message.ts";
import type { Delivery, DeliveryState, OutboundMessage } from "../conversation/message.ts";
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
  const isInvitation = isOfInvitation(message, report);
  if (isOver(message, isInvitation)) return;
  const { trouble = "refused" } = report;
  tools.meter.delivery(message.address.channel, "undelivered", trouble);
  const now = tools.clock.now();
  const again = isInvitation ? undefined : tryAgain(message, { ...report, trouble }, now);
  if (again === undefined) return giveUp(tools, message, { ...report, trouble }, isInvitation);
  await tools.store.outbox.settle(message.id, again, now);
  // The sender looks again when it is due.
  tools.committed({ outbound: [{ ...message, delivery: again }] });
}

/** Whether a failure changes nothing any more; that of an announcement does not once the customer wrote and has the words themselves. */
function isOver({ delivery }: OutboundMessage, isInvitation: boolean): boolean {
  const over = isInvitation ? [...accepted, "superseded"] : ["failed", "delivered", "read", "superseded"];
  return over.includes(delivery.state);
}

/** The words of an announced message still wait for the customer when only the announcement failed. */
async function giveUp(
  tools: ReportTools,
  message: OutboundMessage,
  { trouble, code, providerId }: StatusReport & { readonly trouble: Trouble },
  isInvitation: boolean,
): Promise<void> {
  const asOf = message.delivery.sentAt ?? message.createdAt;
  const failure = { trouble, ...(code === undefined ? {} : { code }), asOf };
  await fallBack(tools, message, failure);
  if (isInvitation) return;
  const failed = { state: "failed" as const, failure: failureCode(failure) };
  const report = providerId === undefined ? failed : { ...failed, providerId };
  await tools.store.outbox.note(message.id, report, tools.clock.now());
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

const accepted: readonly DeliveryState[] = ["sent", "maybe_doubled", "delivered", "read"];

function wasAccepted({ delivery }: OutboundMessage): boolean {
  return accepted.includes(delivery.state);
}

/** Whether the report is about the approved words that announce the message, and not about the message. */
function isOfInvitation({ delivery }: OutboundMessage, { invitation }: StatusReport): boolean {
  return invitation === true || (delivery.hold === "window" && delivery.invitedAt !== undefined);
}
