import type { ChannelName } from "../channel/address.ts";
import type { Channel, DeliveryReceipt } from "../channel/channel.ts";
import type { Delivery, OutboundMessage } from "../conversation/message.ts";
import { DeliveryError, isStoreDown } from "../errors.ts";
import type { Meter } from "../meter.ts";
import type { Clock } from "../ports.ts";
import type { Store } from "../store/store.ts";
import { startLane } from "../lane/lane.ts";
import { nextAttempt } from "./next-attempt.ts";

/** How long a message is lent to the process that sends it; another takes over afterwards. Within the 30–60 s of the design. */
const leaseMs = 45_000;

/** Conversations that one channel serves at once: enough to hide a provider's 20 ms behind each other. */
const batch = 32;

/** How long the sender sleeps when nobody wakes it: the longest that a message freed by another process's death can wait beyond its lease. */
const idleMs = 5_000;

/** What the sender stands on. */
export interface SenderTools {
  readonly store: Pick<Store, "outbox">;
  readonly clock: Clock;
  readonly channels: readonly Channel[];
  /** A platform accepted the message. */
  readonly onSent: (message: OutboundMessage) => Promise<void>;
  /** The message will not be tried again on its channel. */
  readonly onFailed: (message: OutboundMessage) => Promise<void>;
  readonly meter: Meter;
  /** Something of our own went wrong. */
  readonly report: (error: unknown) => void;
}

/** The work beside the turns that empties the outbox. */
export interface Sender {
  /** Messages for these channels have been committed. */
  readonly wake: (channels: readonly ChannelName[]) => void;
  /** Ends the attempts at hand and stops. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts one lane per channel, so that one channel's outage slows no other. Within a channel, conversations go side by side and the
 * messages of one conversation one after another.
 */
export function startSender(tools: SenderTools): Sender {
  const lanes = new Map(
    tools.channels.map((channel) => [channel.name, startLane(() => drainOnce(tools, channel), idleMs, tools.report)]),
  );
  return {
    wake: (channels) => {
      for (const name of channels) lanes.get(name)?.wake();
    },
    stop: async () => {
      await Promise.all([...lanes.values()].map((lane) => lane.stop()));
    },
  };
}

/** Takes what is due and tries it; the number of messages taken. A store that fails leaves the message leased, and it is tried again. */
async function drainOnce(tools: SenderTools, channel: Channel): Promise<number> {
  const due = await tools.store.outbox.take([channel.name], tools.clock.now(), leaseMs, batch);
  const ends = await Promise.allSettled(due.map((message) => attempt(tools, channel, message)));
  for (const end of ends) if (end.status === "rejected") tools.report(end.reason);
  return due.length;
}

async function attempt(tools: SenderTools, channel: Channel, message: OutboundMessage): Promise<void> {
  const { receipt, failure } = await trySend(channel, message);
  if (receipt === undefined) await noteFailure(tools, channel, message, failure);
  else await noteSent(tools, channel, message, receipt);
}

type Sending =
  | { readonly receipt: DeliveryReceipt; readonly failure?: undefined }
  | { readonly receipt?: undefined; readonly failure: unknown };

async function trySend(channel: Channel, message: OutboundMessage): Promise<Sending> {
  try {
    return { receipt: await channel.send(message.address, message.body) };
  } catch (failure) {
    return { failure };
  }
}

/** The process hears of it before the receipt is noted: if we die in between, the message is tried again, and being told twice counts once. */
async function noteSent(
  tools: SenderTools,
  channel: Channel,
  message: OutboundMessage,
  { providerId }: DeliveryReceipt,
): Promise<void> {
  await unlessStoreIsDown(tools, () => tools.onSent(message));
  const now = tools.clock.now();
  await tools.store.outbox.settle(message.id, {
    state: mayHaveBeenSent(message) ? "maybe_doubled" : "sent",
    attempts: message.delivery.attempts + 1,
    nextAttemptAt: now,
    sentAt: now,
    ...(providerId === undefined ? {} : { providerId }),
  });
  tools.meter.delivery(channel.name, "sent");
}

/** A fault of our own in sending counts as an attempt, too: tried without end, it would hold up its conversation for ever. */
async function noteFailure(
  tools: SenderTools,
  channel: Channel,
  message: OutboundMessage,
  failure: unknown,
): Promise<void> {
  if (!(failure instanceof DeliveryError)) tools.report(failure);
  const delivery = afterFailure(message, failure, tools.clock.now());
  if (delivery.state === "failed") await unlessStoreIsDown(tools, () => tools.onFailed(message));
  await tools.store.outbox.settle(message.id, delivery);
  tools.meter.delivery(channel.name, delivery.state === "failed" ? "given_up" : "retry");
}

/** What the process makes of an attempt may fail by our own fault: that is reported, and the customer does not get the message again and again. */
async function unlessStoreIsDown(tools: SenderTools, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (isStoreDown(error)) throw error;
    tools.report(error);
  }
}

/** An earlier lease ran out unsettled: whoever held it may have sent the message before it died. */
function mayHaveBeenSent({ delivery }: OutboundMessage): boolean {
  return delivery.failure === lapsed;
}

const lapsed = "lapsed";

function afterFailure(message: OutboundMessage, failure: unknown, now: Date): Delivery {
  const attempts = message.delivery.attempts + 1;
  const { permanent, retryAfterMs, code } = verdictOf(failure);
  const next = permanent ? undefined : nextAttempt(attempts, now, retryAfterMs);
  if (next === undefined) return { state: "failed", attempts, nextAttemptAt: now, failure: code };
  return { state: "pending", attempts, nextAttemptAt: next, failure: mayHaveBeenSent(message) ? lapsed : code };
}

function verdictOf(failure: unknown): Pick<DeliveryError, "permanent" | "retryAfterMs" | "code"> {
  if (!(failure instanceof DeliveryError)) return { permanent: false, retryAfterMs: undefined, code: "fault" };
  const { permanent, retryAfterMs } = failure;
  return { permanent, retryAfterMs, code: permanent ? "refused" : "unavailable" };
}
