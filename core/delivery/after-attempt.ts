import type { Trouble } from "../channel/status-report.ts";
import { never } from "../conversation/message.ts";
import type { Delivery, DeliveryState, DueMessage } from "../conversation/message.ts";
import { DeliveryError } from "../errors.ts";
import { nextAttempt } from "./next-attempt.ts";

/** What a failed attempt tells. */
export interface Verdict {
  readonly trouble: Trouble;
  /** The platform's code, or `fault` where it is ours. */
  readonly code?: string;
  readonly permanent: boolean;
  readonly retryAfterMs?: number;
  readonly forAll: boolean;
}

/** The lease of an earlier attempt ran out unsettled: whoever held it may have sent the message before it died. The store's word. */
const lapsed = "lapsed";

/** An earlier attempt ended without the platform's clear word, and the platform may have taken the message. */
const unknown = "unknown";

/** In the place of a platform's code where the fault is our own. */
const faultCode = "fault";

/**
 * How often an answer of the bot is tried while our account, or we, are out of order: a quarter of an hour, for staff who are just mending it. What
 * the customer is told next waits behind it.
 */
const attemptsOutOfOrder = 10;

/** Whether an earlier attempt may have got through. */
export function mayHaveBeenSent({ delivery }: Pick<DueMessage, "delivery">): boolean {
  return delivery.failure === lapsed || delivery.failure === unknown;
}

/** Whether the platform itself said no: it answered with a refusal, or with when to come again. A gateway's 5xx may hide a yes. */
export function isClearRefusal(failure: unknown): boolean {
  if (!(failure instanceof DeliveryError)) return false;
  const { trouble, retryAfterMs, platformCode } = failure;
  if (trouble !== "unavailable" || retryAfterMs !== undefined) return true;
  return platformCode !== undefined && !/^5\d\d$/.test(platformCode);
}

/** What `failure` means; anything but a `DeliveryError` is a fault of our own, and passes. */
export function verdictOf(failure: unknown): Verdict {
  if (!(failure instanceof DeliveryError))
    return { trouble: "unavailable", code: faultCode, permanent: false, forAll: false };
  const { trouble, permanent, retryAfterMs, platformCode, forAll } = failure;
  return {
    trouble,
    permanent,
    forAll,
    ...(platformCode === undefined ? {} : { code: platformCode }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

/** The delivery after a failed attempt; `doubtful`: the message may have got through in spite of it. */
export function afterFailure(message: DueMessage, verdict: Verdict, doubtful: boolean, now: Date): Delivery {
  const attempts = message.delivery.attempts + 1;
  if (verdict.trouble === "no_template")
    return { ...waiting(message, never), attempts, hold: "window", failure: failureCode(verdict) };
  const next = isFinal(message, verdict, attempts) ? undefined : nextAttempt(attempts, now, verdict.retryAfterMs);
  if (next === undefined) return { ...settled(message, "failed", now), attempts, failure: failureCode(verdict) };
  return { ...waiting(message, next), attempts, failure: doubtful ? unknown : failureCode(verdict) };
}

/** What is told by no other way is not given up because our account is out of order for a moment, nor tried for a day where the fault is ours. */
function isFinal({ purpose }: DueMessage, { trouble, code, permanent }: Verdict, attempts: number): boolean {
  const isOutOfOrder = trouble === "account" || code === faultCode;
  return isOutOfOrder && purpose === undefined ? attempts >= attemptsOutOfOrder : permanent;
}

/** Short code for staff: what the matter is, and the platform's own code where it has one. */
export function failureCode({ trouble, code }: Pick<Verdict, "trouble" | "code">): string {
  if (code === faultCode) return code;
  return code === undefined ? trouble : `${trouble}:${code}`;
}

/** The delivery of a message that waits for `nextAttemptAt`. */
export function waiting({ delivery }: Pick<DueMessage, "delivery">, nextAttemptAt: Date): Delivery {
  return { ...carried(delivery), state: "pending", nextAttemptAt };
}

/** The delivery of a message that is not tried again. */
export function settled({ delivery }: Pick<DueMessage, "delivery">, state: DeliveryState, at: Date): Delivery {
  return { ...carried(delivery), state, nextAttemptAt: at };
}

function carried({ attempts, invitedAt }: Delivery): Pick<Delivery, "attempts" | "invitedAt"> {
  return { attempts, ...(invitedAt === undefined ? {} : { invitedAt }) };
}
