/** The source of messages `key` has been read up to `value`. */
export interface Bookmark {
  readonly key: string;
  readonly value: number;
}

/** How far a source of messages has been read, shared by all processes: one reads at a time. */
export interface Bookmarks {
  /**
   * Lends the source to `holder` for `ms` milliseconds and tells how far it was read (undefined: never); undefined where somebody else has it.
   * Whoever has it already lends it on.
   */
  lease(
    key: string,
    holder: string,
    now: Date,
    ms: number,
  ): Promise<{ readonly value: number | undefined } | undefined>;
  /** Moves the mark forward; an older value has no effect. */
  advance(key: string, value: number): Promise<void>;
  /** Gives the source back before the lease ends. */
  release(key: string, holder: string): Promise<void>;
}
