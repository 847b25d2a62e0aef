import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { originOfAddress } from "../../core/http/origin-of-address.ts";
import type { ChatRates } from "./limits.ts";

export type RateName = keyof ChatRates;

/** Counts calls in this process: says how many seconds to wait, or undefined where the call may go on. */
export interface Rates {
  wait(name: RateName, key: string): Promise<number | undefined>;
}

const minute = 60;

export function createRates(allowed: ChatRates): Rates {
  const limiter = (name: RateName): RateLimiterMemory =>
    new RateLimiterMemory({ keyPrefix: name, points: allowed[name], duration: minute });
  const limiters: Readonly<Record<RateName, RateLimiterMemory>> = {
    tokensPerAddress: limiter("tokensPerAddress"),
    callsPerVisitor: limiter("callsPerVisitor"),
    postsPerAddress: limiter("postsPerAddress"),
    postsPerVisitor: limiter("postsPerVisitor"),
    pollsPerVisitor: limiter("pollsPerVisitor"),
    connectorPerAddress: limiter("connectorPerAddress"),
  };
  return {
    wait: async (name, key) => {
      try {
        // A household has 2⁶⁴ IPv6 addresses to come from; what is no address stays as it is.
        await limiters[name].consume(originOfAddress(key));
        return undefined;
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        return Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000));
      }
    },
  };
}
