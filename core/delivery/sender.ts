import type { Channel } from "../channel/channel.ts";
import type { ChannelName } from "../channel/address.ts";
import type { Delivery, OutboundMessage } from "../conversation/message.ts";
import { DeliveryError } from "../errors.ts";
import type { Clock } from "../ports.ts";
import type { Store } from "../store/store.ts";
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
  /** Something other than a delivery went wrong; the message stays in line. */
  readonly report: (error: unknown) => void;
}

/** Sends what the outbox holds. */
export interface Sender {
  /** Looks at the outbox now; called after each commit. */
  readonly wake: () => void;
  /** Finishes what is being sent and stops. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts one lane per channel, so that one channel's outage slows no other. Within a channel, conversations go side by side and the
 * messages of one conversation one after another.
 */
export function startSender(tools: SenderTools): Sender {
  const lanes = tools.channels.map((channel) => startLane(tools, channel));
  return {
    wake: () => {
      for (const lane of lanes) lane.wake();
    },
    stop: async () => {
      await Promise.all(lanes.map((lane) => lane.stop()));
    },
  };
}

function startLane(tools: SenderTools, channel: Channel): Sender {
  let stopped = false;
  let woken = false;
  let rouse: (() => void) | undefined;

  const sleep = async (): Promise<void> => {
    if (woken || stopped) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, idleMs);
      rouse = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  };
  const run = async (): Promise<void> => {
    while (!stopped) {
      woken = false;
      const sent = await drainOnce(tools, channel);
      if (sent === 0) await sleep();
    }
  };
  const running = run();

  return {
    wake: () => {
      woken = true;
      rouse?.();
    },
    stop: async () => {
      stopped = true;
      rouse?.();
      await running;
    },
  };
}

/** Takes what is due and tries it; the number of messages taken, 0 when there was nothing or the store did not answer. */
async function drainOnce(tools: SenderTools, channel: Channel): Promise<number> {
  const names: readonly ChannelName[] = [channel.name];
  try {
    const due = await tools.store.outbox.take(names, tools.clock.now(), leaseMs, batch);
    await Promise.all(due.map((message) => attempt(tools, channel, message)));
    return due.length;
  } catch (error) {
    tools.report(error);
    return 0;
  }
}

async function attempt(tools: SenderTools, channel: Channel, message: OutboundMessage): Promise<void> {
  const attempts = message.delivery.attempts + 1;
  try {
    const receipt = await channel.send(message.address, message.body);
    const now = tools.clock.now();
    const { providerId } = receipt;
    await tools.store.outbox.settle(message.id, {
      state: "sent",
      attempts,
      nextAttemptAt: now,
      sentAt: now,
      ...(providerId === undefined ? {} : { providerId }),
    });
    await tools.onSent(message);
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    const delivery = afterFailure(error, attempts, tools.clock.now());
    await tools.store.outbox.settle(message.id, delivery);
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
