import type { CustomerId } from "../ids.ts";

/** What is known of how long a customer has been silent. */
export interface LastContact {
  readonly customerId: CustomerId;
  readonly createdAt: Date;
  /** Whether a complaint is theirs. */
  readonly hasFiled: boolean;
  /** Whether one of them has not ended, or something that was promised in one has not been recorded as carried out. */
  readonly isRunning: boolean;
  /** When anything last happened in one of them. */
  readonly lastEventAt?: Date;
  /** When they last wrote, in any conversation. */
  readonly heardAt?: Date;
}

/** What keeping personal details no longer than needed stands on. */
export interface RetentionStore {
  /** Customers who came before `before` and whose details were not erased, the oldest first; `limit` at most 500. Along an index. */
  customersBefore(
    before: Date,
    page: { readonly after?: string; readonly limit: number },
  ): Promise<{ readonly rows: readonly LastContact[]; readonly next?: string }>;
}
