import type { Channel } from "../channel/channel.ts";
import type { ConversationId } from "../ids.ts";
import type { Clock } from "../ports.ts";
import type { Store } from "../store/store.ts";

/** What is asked for first: a bucket that is shared should not be emptied to look whether there is anything to send. */
const firstAppetite = 4;

/** How much one channel may send now, by its platform's rates and by what the platform has said. Shared by all processes. */
export interface Pace {
  /** Up to `room` messages that may be taken; `free` is when to ask again where it was fewer than wanted. */
  readonly claim: (room: number) => Promise<{ readonly granted: number; readonly free?: Date }>;
  /** Of those claimed, so many were taken; the others are given back. */
  readonly used: (count: number) => void;
  /** The platform told one conversation to wait; where it tells a second one meanwhile, it means the whole channel. */
  readonly refused: (conversation: ConversationId | "everybody", until: Date) => void;
}

export interface PaceTools {
  readonly store: Pick<Store, "buckets">;
  readonly clock: Clock;
  readonly report: (error: unknown) => void;
}

/** Without rates it grants what is asked for, at no cost. */
export function createPace({ store, clock, report }: PaceTools, { name, rates }: Channel): Pace {
  const { buckets } = store;
  const key = `send:${name}`;
  const rate = rates?.all;
  let appetite = firstAppetite;
  let claimed = 0;
  let blockedUntil: Date | undefined;
  let refusal: { readonly conversation: string; readonly until: Date } | undefined;

  return {
    claim: async (room) => {
      const now = clock.now();
      if (blockedUntil !== undefined && now < blockedUntil) return { granted: 0, free: blockedUntil };
      if (rate === undefined) return { granted: room };
      const want = Math.min(room, appetite);
      const { granted, free } = await buckets.take(key, rate, want, now);
      claimed = granted;
      return granted < want ? { granted, free } : { granted };
    },
    used: (count) => {
      if (rate === undefined) return;
      const left = claimed - count;
      claimed = 0;
      appetite = left === 0 && count > 0 ? appetite * 2 : firstAppetite;
      if (left > 0) buckets.giveBack(key, rate, left).catch(report);
    },
    refused: (conversation, until) => {
      const other = refusal;
      refusal = { conversation, until };
      const isAlone = other === undefined || other.conversation === conversation || other.until <= clock.now();
      if (isAlone && conversation !== "everybody") return;
      blockedUntil = until;
      if (rate !== undefined) buckets.block(key, until).catch(report);
    },
  };
}
