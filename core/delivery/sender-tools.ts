import type { Channel } from "../channel/channel.ts";
import type { Trouble } from "../channel/status-report.ts";
import type { DueMessage, OutboundMessage } from "../conversation/message.ts";
import type { DeliveryError } from "../errors.ts";
import type { Meter } from "../meter.ts";
import type { Clock } from "../ports.ts";
import type { Store } from "../store/store.ts";

/** Why a message will not get through on its channel; `code` is the platform's own, for staff. */
export interface FinalFailure {
  readonly trouble: Trouble;
  readonly code?: string;
  /** Since when it is so: a customer who wrote later can be reached again. */
  readonly asOf: Date;
}

/** What the sender stands on. */
export interface SenderTools {
  readonly store: Pick<Store, "outbox" | "buckets">;
  readonly clock: Clock;
  readonly channels: readonly Channel[];
  /** Whether a message that has waited still tells the truth; one that does not is not sent. */
  readonly holds: (message: DueMessage) => Promise<boolean>;
  /** Why a message that has waited must not be told in its conversation any more; undefined where nothing bars it. */
  readonly barOf: (message: DueMessage) => Promise<DeliveryError | undefined>;
  /** The tracking number that approved words name; undefined where the message is about no complaint. */
  readonly numberOf: (message: DueMessage) => Promise<string | undefined>;
  /** A platform accepted the message, or approved words that announce it. */
  readonly onSent: (message: OutboundMessage) => Promise<void>;
  /** The customer will not get to know of the message on its channel by our doing. Called at least once. */
  readonly onFailed: (message: OutboundMessage, failure: FinalFailure) => Promise<void>;
  readonly meter: Meter;
  /** How long a lane sleeps when nobody wakes it: the longest that a message freed by another process's death waits beyond its lease. 5 s unless given. */
  readonly idleMs?: number;
  /** Something of our own went wrong. */
  readonly report: (error: unknown) => void;
}
