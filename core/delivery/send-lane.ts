import type { Channel } from "../channel/channel.ts";
import type { DueMessage } from "../conversation/message.ts";
import { attempt, leaseMs } from "./attempt.ts";
import { createFlights } from "./flights.ts";
import { createPace } from "./pace.ts";
import type { Pace } from "./pace.ts";
import { createRest } from "./rest.ts";
import type { Rest } from "./rest.ts";
import type { SenderTools } from "./sender-tools.ts";

/** Messages of one channel that are under way at once: enough to hide a provider's 20 ms, and a few that hang. */
const inFlight = 64;

const usualIdleMs = 5_000;

/** How long a stop waits for what platforms keep waiting: their leases run out, and another process takes over. */
const graceMs = 4_000;

/** The sending of one channel. */
export interface SendLane {
  /** There is something to send at `at`; without it, now. */
  readonly wake: (at?: Date) => void;
  readonly stop: () => Promise<void>;
}

/** Starts a lane that keeps up to 64 messages under way and takes the next ones as each of them ends. */
export function startSendLane(tools: SenderTools, channel: Channel): SendLane {
  const { clock, report } = tools;
  const rest = createRest(clock, tools.idleMs ?? usualIdleMs);
  const flights = createFlights(inFlight, rest.rouse);
  const pace = createPace(tools, channel);
  const ending = new AbortController();
  let stopped = false;

  const fly = async (message: DueMessage): Promise<void> => {
    try {
      const { again, heldBackUntil, forAll = false } = await attempt(tools, channel, message, ending.signal);
      if (heldBackUntil !== undefined) pace.refused(forAll ? "everybody" : message.conversationId, heldBackUntil);
      if (again !== undefined) rest.until(again);
    } catch (error) {
      // After a stop the store is closed, and the lease of what still flies runs out.
      if (!stopped) report(error);
    }
  };
  /** Takes as many as there is room and allowance for; how many it was. */
  const fill = async (): Promise<number> => {
    try {
      const taken = await takeNext(tools, channel, flights.room(), pace, rest);
      for (const message of taken) flights.begin(fly(message));
      return taken.length;
    } catch (error) {
      report(error);
      rest.calm();
      return 0;
    }
  };
  const isStopped = (): boolean => stopped;
  const run = async (): Promise<void> => {
    while (!stopped) {
      rest.calm();
      const taken = await fill();
      if (taken === 0 && !isStopped()) await rest.sleep();
    }
  };
  const running = run();

  return {
    wake: (at) => {
      if (at === undefined || at <= clock.now()) rest.rouse();
      else rest.until(at);
    },
    stop: async () => {
      stopped = true;
      rest.rouse();
      await running;
      await flights.allLanded(graceMs);
      ending.abort();
    },
  };
}

/** Leases what is due, within the channel's allowance; what was allowed and not needed is given back. */
async function takeNext(
  { store, clock }: SenderTools,
  { name, rates }: Channel,
  room: number,
  pace: Pace,
  rest: Rest,
): Promise<readonly DueMessage[]> {
  if (room === 0) return [];
  const { granted, free } = await pace.claim(room);
  if (free !== undefined) rest.until(free);
  if (granted === 0) return [];
  let taken: readonly DueMessage[] = [];
  try {
    taken = await store.outbox.take(name, clock.now(), leaseMs, granted, rates?.chat);
  } finally {
    pace.used(taken.length);
  }
  // A conversation that has said as much as it may is passed over until its stretch is over.
  if (taken.length > 0 && rates?.chat !== undefined) rest.until(new Date(clock.now().getTime() + rates.chat.perMs));
  return taken;
}
