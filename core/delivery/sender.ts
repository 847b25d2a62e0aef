import type { ChannelName } from "../channel/address.ts";
import type { Channel } from "../channel/channel.ts";
import type { Delivery, OutboundMessage } from "../conversation/message.ts";
import { DeliveryError } from "../errors.ts";
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
  /** Something other than a delivery went wrong; the message stays in line. */
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

/** Takes what is due and tries it; the number of messages taken. One message's fault leaves the others alone: it stays leased and is tried again. */
async function drainOnce(tools: SenderTools, channel: Channel): Promise<number> {
  const due = await tools.store.outbox.take([channel.name], tools.clock.now(), leaseMs, batch);
  const ends = await Promise.allSettled(due.map((message) => attempt(tools, channel, message)));
  for (const end of ends) if (end.status === "rejected") tools.report(end.reason);
  return due.length;
}

async function attempt(tools: SenderTools, channel: Channel, message: OutboundMessage): Promise<void> {
  const attempts = message.delivery.attempts + 1;
  try {
    const receipt = await channel.send(message.address, message.body);
    // Before the receipt is noted: if we die in between, the message is tried again, and being told twice counts once.
    await tools.onSent(message);
    tools.meter.delivery(channel.name, "sent");
    const now = tools.clock.now();
    const { providerId } = receipt;
    await tools.store.outbox.settle(message.id, {
      state: "sent",
      attempts,
      nextAttemptAt: now,
      sentAt: now,
      ...(providerId === undefined ? {} : { providerId }),
    });
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    const delivery = afterFailure(error, attempts, tools.clock.now());
    await tools.store.outbox.settle(message.id, delivery);
    tools.meter.delivery(channel.name, delivery.state === "failed" ? "given_up" : "retry");
    if (delivery.state === "failed") await tools.onFailed(message);
  }
}

function afterFailure(error: DeliveryError, attempts: number, now: Date): Delivery {
  const next = error.permanent ? undefined : nextAttempt(attempts, now, error.retryAfterMs);
  return {
    state: next === undefined ? "failed" : "pending",
    attempts,
    nextAttemptAt: next ?? now,
    failure: error.permanent ? "refused" : "unavailable",
  };
}
