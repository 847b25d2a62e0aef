/** What core needs from the world to stay pure: the moment, identities and chance. */

export interface Clock {
  /** The present instant. */
  now(): Date;
}

export interface Ids {
  /** A new UUID of version 7: unique, and sorting by the time of its making. */
  uuid(): string;
}

export interface Random {
  /** `count` decimal digits, each uniform and unpredictable. */
  digits(count: number): string;
  /** `count` unpredictable bytes. */
  bytes(count: number): Uint8Array;
}

/** The three together, as most commands want them. `now` is fixed for the whole of one turn or command. */
export interface Moment {
  readonly now: Date;
  readonly ids: Ids;
  readonly random: Random;
}
