import type { Update, UpdateBody } from "./wire.ts";

/** Telegram keeps messages a day, and presses of buttons 150 seconds, in a queue of their own. */
const keptMs = { message: 24 * 60 * 60_000, tap: 150_000 } as const;

/** An update that has not been taken yet. */
export interface Waiting {
  readonly update: Update;
  /** Updates of one lane are delivered one after another: one lane for each chat, another for each person's taps. */
  readonly lane: string;
  readonly expiresAt: number;
  /** Failed deliveries by webhook, and when the next may be tried. */
  failures: number;
  notBefore: number;
  readonly done: () => void;
}

/** What waits for the bot, in the order in which it happened. */
export interface UpdateQueue {
  /** Resolves when the update was taken, or has expired, or the fake closes. */
  readonly add: (body: UpdateBody, lane: string, kind: keyof typeof keptMs) => Promise<void>;
  /** Everything that waits, expired ones forgotten. */
  readonly waiting: () => readonly Waiting[];
  readonly taken: (update: Update) => void;
  /** All numbers below `offset` are taken. */
  readonly confirmBelow: (offset: number) => void;
  /** Numbers of updates that expired before anybody took them. */
  readonly expired: readonly number[];
  /** Called whenever something was added. */
  readonly onAdded: (hear: () => void) => void;
  /** Calls the next update this number, as Telegram does after a quiet week. */
  readonly renumber: (next: number) => void;
  readonly clear: () => void;
}

/** `scale` of 0.01 makes a second of Telegram's ten milliseconds. */
export function createUpdateQueue(scale: number): UpdateQueue {
  let waiting: Waiting[] = [];
  let lastId = 700_000_000;
  const expired: number[] = [];
  const hearers: (() => void)[] = [];

  const drop = (gone: (one: Waiting) => boolean): readonly Waiting[] => {
    const leaving = waiting.filter(gone);
    waiting = waiting.filter((one) => !leaving.includes(one));
    for (const { done } of leaving) done();
    return leaving;
  };
  return {
    add: (body, lane, kind) =>
      new Promise((resolve) => {
        lastId += 1;
        waiting.push({
          update: { update_id: lastId, ...body },
          lane,
          expiresAt: Date.now() + keptMs[kind] * scale,
          failures: 0,
          notBefore: 0,
          done: resolve,
        });
        for (const hear of hearers) hear();
      }),
    waiting: () => {
      const now = Date.now();
      expired.push(...drop(({ expiresAt }) => expiresAt <= now).map(({ update }) => update.update_id));
      return waiting;
    },
    taken: ({ update_id }) => void drop(({ update }) => update.update_id === update_id),
    confirmBelow: (offset) => void drop(({ update }) => update.update_id < offset),
    expired,
    onAdded: (hear) => void hearers.push(hear),
    renumber: (next) => {
      lastId = next - 1;
    },
    clear: () => void drop(() => true),
  };
}
