import type { TextArgs, TextKey } from "./language/text-key.ts";
import type { ChannelName } from "./channel/address.ts";
import type { Trouble } from "./channel/status-report.ts";

/** "No, because …": an ordinary answer to a command that is not allowed. It is returned, never thrown. */
export interface Refusal {
  /** Sentence in the catalogue that says what was refused and what to do instead. */
  readonly key: TextKey;
  readonly args?: TextArgs;
}

/** Either the value asked for or the reason why not. */
export type Result<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly refusal: Refusal };

/** A result that carries `value`. */
export function accepted<Value>(value: Value): Result<Value> {
  return { ok: true, value };
}

/** A result that carries the sentence `key`, filled with `args`. */
export function refused(key: TextKey, args?: TextArgs): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal: args === undefined ? { key } : { key, args } };
}

/** Something that should not happen: thrown with a stable code and its cause, told to operators, never to customers. */
export class Fault extends Error {
  readonly code: string;

  constructor(code: string, explanation: string, cause?: unknown) {
    super(`${code}: ${explanation}`, cause === undefined ? undefined : { cause });
    this.name = "Fault";
    this.code = code;
  }
}

/** Whether `error` is one of the platform's coded errors, such as `ENOENT`. Asked of the value, for it may come from another realm. */
export function hasCode(error: unknown, code: string): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === code;
}

/** Whether the database did not answer: nothing was written, and the same may well succeed later. */
export function isStoreDown(error: unknown): boolean {
  return error instanceof Fault && error.code === "store-unavailable";
}

/** Somebody else changed the same row first. Load again and try again; nothing was written. */
export class ConcurrentChange extends Fault {
  constructor(what: string, cause?: unknown) {
    super("concurrent-change", `${what} changed meanwhile`, cause);
    this.name = "ConcurrentChange";
  }
}

/** The inbound message `(channel, external id)` was committed before. Nothing was written; acknowledge it. */
export class DuplicateInbound extends Fault {
  constructor(channel: ChannelName, externalId: string) {
    super("duplicate-inbound", `${channel} message ${externalId} is already stored`);
    this.name = "DuplicateInbound";
  }
}

/** A platform did not take a message: what the matter is, and when to try again at the earliest. */
export class DeliveryError extends Fault {
  readonly channel: ChannelName;
  readonly trouble: Trouble;
  readonly retryAfterMs: number | undefined;
  /** The platform's own code, for staff; never its text, which may quote the customer. */
  readonly platformCode: string | undefined;
  /** With `retryAfterMs`: the platform holds back all of our messages, not those to this address alone. */
  readonly forAll: boolean;

  constructor(
    channel: ChannelName,
    explanation: string,
    verdict: {
      readonly trouble: Trouble;
      readonly retryAfterMs?: number;
      readonly platformCode?: string;
      readonly forAll?: boolean;
    },
    cause?: unknown,
  ) {
    super("delivery", `${channel}: ${explanation}`, cause);
    this.name = "DeliveryError";
    this.channel = channel;
    this.trouble = verdict.trouble;
    this.retryAfterMs = verdict.retryAfterMs;
    this.platformCode = verdict.platformCode;
    this.forAll = verdict.forAll ?? false;
  }

  /** Whether this message will never be taken here, however often it is tried. */
  get permanent(): boolean {
    return this.trouble !== "unavailable" && this.trouble !== "window";
  }
}
