import type { ChannelName } from "../channel/address.ts";
import { DeliveryError } from "../errors.ts";

/**
 * What `answer` resolves to, if it does within `ms`; else a `DeliveryError` after which nobody knows whether the platform did what it was
 * asked. A lease must not run out while its holder still waits.
 */
export async function within<Value>(ms: number, channel: ChannelName, answer: Promise<Value>): Promise<Value> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new DeliveryError(channel, "no answer in time", { trouble: "unavailable" }));
  }, ms);
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
