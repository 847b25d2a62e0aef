import type { Channel, DeliveryReceipt } from "../channel/channel.ts";
import { never } from "../conversation/message.ts";
import type { Delivery, DueMessage } from "../conversation/message.ts";
import { DeliveryError, isStoreDown } from "../errors.ts";
import { afterFailure, isClearRefusal, mayHaveBeenSent, settled, verdictOf, waiting } from "./after-attempt.ts";
import { invitationFor, isWorthInviting, mayCarryFreeWords } from "./window.ts";
import type { SenderTools } from "./sender-tools.ts";
import { untilStoreAnswers } from "./until-store-answers.ts";
import { within } from "./within.ts";

/** How long a message is lent to the process that sends it; another takes over afterwards. Within the 30–60 s of the design. */
export const leaseMs = 45_000;

/** How long a platform may take to say whether it knows a message, and to take one: together less than the lease. */
const patience = { asking: 12_000, sending: 28_000 } as const;

/** A message of this age, or tried before, may have been overtaken by what happened meanwhile. */
const freshMs = 10_000;

/** What the lane needs to know of an attempt that has ended. */
export interface AttemptEnd {
  /** When the message is due again. */
  readonly again?: Date;
  /** Until when the platform told us to wait. */
  readonly heldBackUntil?: Date;
  /** The platform holds back all of our messages, not this conversation's alone. */
  readonly forAll?: boolean;
}

/** How one attempt came out, before it is noted. */
type Outcome =
  | { readonly kind: "sent"; readonly receipt: DeliveryReceipt; readonly doubtful: boolean; readonly found: boolean }
  | { readonly kind: "invited" }
  | { readonly kind: "kept" }
  | { readonly kind: "untrue" }
  | { readonly kind: "failed"; readonly failure: unknown; readonly doubtful: boolean };

/**
 * Tries one message and notes how it ended, as soon as the store answers. Rejects only when that could not be done before `signal` ended it; then
 * the lease runs out, and the message is taken again.
 */
export async function attempt(
  tools: SenderTools,
  channel: Channel,
  message: DueMessage,
  signal: AbortSignal,
): Promise<AttemptEnd> {
  const since = tools.clock.now();
  const obstacle = hasWaited(message, since)
    ? await untilStoreAnswers(() => obstacleOf(tools, message), signal)
    : undefined;
  // The store may have been away for longer than the message was lent to us: it is the next one's now.
  if (isLeaseOver(message, tools.clock.now())) return { again: tools.clock.now() };
  const outcome = await tryOut(tools, channel, message, since, obstacle);
  if (outcome.kind === "failed" && !(outcome.failure instanceof DeliveryError)) tools.report(outcome.failure);
  return untilStoreAnswers(() => note(tools, message, outcome, since), signal);
}

async function note(tools: SenderTools, message: DueMessage, outcome: Outcome, since: Date): Promise<AttemptEnd> {
  const { channel } = message.address;
  switch (outcome.kind) {
    case "sent":
      await noteSent(tools, message, outcome, since);
      return {};
    case "invited":
      await noteInvited(tools, message, since);
      return {};
    case "kept":
      await settle(tools, message, { ...waiting(message, never), hold: "window" }, unheard(message, since));
      tools.meter.delivery(channel, "held");
      return {};
    case "untrue":
      await settle(tools, message, settled(message, "superseded", since), since);
      tools.meter.delivery(channel, "superseded");
      return {};
    case "failed":
      return noteFailure(tools, message, outcome, since);
  }
}

async function tryOut(
  tools: SenderTools,
  channel: Channel,
  message: DueMessage,
  now: Date,
  obstacle: Outcome | undefined,
): Promise<Outcome> {
  const asked = await askWhetherSent(channel, message);
  if (asked.kind === "found") return { kind: "sent", receipt: asked.receipt, doubtful: false, found: true };
  if (asked.kind === "failed") return { kind: "failed", failure: asked.failure, doubtful: true };
  const doubtful = asked.kind === "unknown";
  if (obstacle !== undefined) return obstacle;
  if (!mayCarryFreeWords(channel, message, now)) return invite(tools, channel, message);
  try {
    const receipt = await within(patience.sending, channel.name, channel.send(message.address, message.body));
    return { kind: "sent", receipt, doubtful, found: false };
  } catch (failure) {
    const isShut = failure instanceof DeliveryError && failure.trouble === "window";
    return isShut ? invite(tools, channel, message) : { kind: "failed", failure, doubtful };
  }
}

type Asked =
  | { readonly kind: "found"; readonly receipt: DeliveryReceipt }
  | { readonly kind: "not_sent" | "unknown" }
  | { readonly kind: "failed"; readonly failure: unknown };

/** An earlier attempt ended nobody knows how: the platform is asked before the message is sent again, where it can be asked. */
async function askWhetherSent(channel: Channel, message: DueMessage): Promise<Asked> {
  if (!mayHaveBeenSent(message)) return { kind: "not_sent" };
  if (channel.findSent === undefined) return { kind: "unknown" };
  // Platforms tell the time of a message in whole seconds.
  const since = new Date(Math.floor(message.createdAt.getTime() / 1_000) * 1_000 - 1_000);
  try {
    const asking = channel.findSent(message.address, message.body, since);
    const receipt = await within(patience.asking, channel.name, asking);
    if (receipt === "unknown") return { kind: "unknown" };
    return receipt === undefined ? { kind: "not_sent" } : { kind: "found", receipt };
  } catch (failure) {
    return { kind: "failed", failure };
  }
}

/**
 * What a message that has waited comes to instead of being sent. Where our own fault keeps us from knowing whether it holds, the customer rather hears
 * too much than nothing.
 */
async function obstacleOf(tools: SenderTools, message: DueMessage): Promise<Outcome | undefined> {
  const holds = (await unlessStoreIsDown(tools, () => tools.holds(message))) ?? true;
  if (!holds) return { kind: "untrue" };
  const failure = await unlessStoreIsDown(tools, () => tools.barOf(message));
  return failure === undefined ? undefined : { kind: "failed", failure, doubtful: false };
}

function isLeaseOver({ delivery: { leasedUntil } }: DueMessage, now: Date): boolean {
  return leasedUntil !== undefined && leasedUntil <= now;
}

function hasWaited({ createdAt, delivery }: DueMessage, now: Date): boolean {
  const { attempts, hold, invitedAt, failure } = delivery;
  const isNew = attempts === 0 && hold === undefined && invitedAt === undefined && failure === undefined;
  return !isNew || now.getTime() - createdAt.getTime() > freshMs;
}

/** Free words are not allowed: the customer is told once by approved words that something waits, and the words wait. */
async function invite(tools: SenderTools, channel: Channel, message: DueMessage): Promise<Outcome> {
  if (channel.window === undefined || message.delivery.invitedAt !== undefined || !isWorthInviting(message))
    return { kind: "kept" };
  const invitation = invitationFor(message, await numberOf(tools, message));
  try {
    await within(patience.sending, channel.name, channel.window.invite(message.address, invitation));
    return { kind: "invited" };
  } catch (failure) {
    return { kind: "failed", failure, doubtful: false };
  }
}

/** Approved words that name no number are better than none. */
async function numberOf(tools: SenderTools, message: DueMessage): Promise<string | undefined> {
  try {
    return await tools.numberOf(message);
  } catch (error) {
    tools.report(error);
    return undefined;
  }
}

/** The process hears of it before the receipt is noted: if we die in between, the message is tried again, and being told twice counts once. */
async function noteSent(
  tools: SenderTools,
  message: DueMessage,
  { receipt, doubtful, found }: Extract<Outcome, { readonly kind: "sent" }>,
  since: Date,
): Promise<void> {
  await unlessStoreIsDown(tools, () => tools.onSent(message));
  const now = tools.clock.now();
  await settle(
    tools,
    message,
    {
      ...settled(message, doubtful ? "maybe_doubled" : "sent", now),
      attempts: message.delivery.attempts + 1,
      sentAt: now,
      ...receipt,
    },
    since,
  );
  tools.meter.delivery(message.address.channel, found ? "found" : "sent");
}

/** The platform's id is that of the approved words, and is not kept: reports of it are not reports of the message. */
async function noteInvited(tools: SenderTools, message: DueMessage, since: Date): Promise<void> {
  await unlessStoreIsDown(tools, () => tools.onSent(message));
  const kept: Delivery = { ...waiting(message, never), hold: "window", invitedAt: tools.clock.now() };
  await settle(tools, message, kept, unheard(message, since));
  tools.meter.delivery(message.address.channel, "invited");
}

/** A fault of our own in sending counts as an attempt, too: tried without end, it would hold up its conversation for ever. */
async function noteFailure(
  tools: SenderTools,
  message: DueMessage,
  { failure, doubtful }: Extract<Outcome, { readonly kind: "failed" }>,
  since: Date,
): Promise<AttemptEnd> {
  const verdict = verdictOf(failure);
  const stillDoubtful = doubtful || !isClearRefusal(failure);
  const delivery = afterFailure(message, verdict, stillDoubtful, tools.clock.now());
  const { channel } = message.address;
  if (delivery.state === "failed" || verdict.trouble === "no_template")
    await unlessStoreIsDown(tools, () => tools.onFailed(message, { ...verdict, asOf: since }));
  await settle(tools, message, delivery, since);
  tools.meter.delivery(channel, delivery.state === "failed" ? "given_up" : "retry", verdict.trouble);
  if (delivery.state === "failed") return {};
  const again = delivery.nextAttemptAt;
  const { retryAfterMs } = verdict;
  if (retryAfterMs === undefined) return { again };
  return { again, heldBackUntil: new Date(tools.clock.now().getTime() + retryAfterMs), forAll: verdict.forAll };
}

/** Only what the customer writes from then on lets go what is being held back: what was known at the attempt did not open the window. */
function unheard({ lastInboundAt }: DueMessage, since: Date): Date {
  return lastInboundAt !== undefined && lastInboundAt >= since ? new Date(lastInboundAt.getTime() + 1) : since;
}

function settle({ store }: SenderTools, { id }: DueMessage, delivery: Delivery, asOf: Date): Promise<void> {
  return store.outbox.settle(id, delivery, asOf);
}

/** What the process makes of an attempt may fail by our own fault: that is reported, and the customer does not get the message again and again. */
async function unlessStoreIsDown<Value>(tools: SenderTools, work: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isStoreDown(error)) throw error;
    tools.report(error);
    return undefined;
  }
}
