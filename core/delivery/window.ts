import type { Channel, Invitation } from "../channel/channel.ts";
import type { DueMessage } from "../conversation/message.ts";

/** Whether the platform lets us say at `now` what we like: always, or for a while after the customer's last message. */
export function mayCarryFreeWords(
  { window }: Pick<Channel, "window">,
  { lastInboundAt, delivery }: Pick<DueMessage, "lastInboundAt" | "delivery">,
  now: Date,
): boolean {
  if (window === undefined) return true;
  if (lastInboundAt === undefined || now.getTime() - lastInboundAt.getTime() >= window.ms) return false;
  // The platform knows better than our clock, until the customer writes again.
  return delivery.failure !== "window" || lastInboundAt >= delivery.nextAttemptAt;
}

/** What the process tells, and what an agent writes, is announced by approved words; the bot's mere answers wait in silence. */
export function isWorthInviting({ purpose, complaintId, author }: DueMessage): boolean {
  return author.kind === "agent" || (purpose !== undefined && complaintId !== undefined);
}

/** What the approved words say of `message`: that there is news, of which kind, and of which complaint. */
export function invitationFor({ id, body, purpose, author }: DueMessage, number: string | undefined): Invitation {
  const kind = author.kind === "agent" ? "message" : (purpose?.split(".", 1)[0] ?? "message");
  return { messageId: id, language: body.language, kind, ...(number === undefined ? {} : { number }) };
}
