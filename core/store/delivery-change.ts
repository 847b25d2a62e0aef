import { isDeepStrictEqual } from "node:util";
import type { Delivery, DeliveryState } from "../conversation/message.ts";
import type { StatusReport } from "../channel/status-report.ts";
import { without } from "../without.ts";

/** What a platform says of a message, as `Store.outbox.note` takes it. */
export type DeliveryReport = Pick<Delivery, "providerId" | "failure"> & Pick<StatusReport, "state">;

/** How far a message has got. What a platform says only ever takes it further. */
const ranks: Readonly<Record<DeliveryState, number>> = {
  pending: 0,
  sending: 0,
  superseded: 0,
  sent: 1,
  maybe_doubled: 1,
  failed: 2,
  delivered: 3,
  read: 4,
};

/** Whether a message still waits to be sent. */
export function isUnsentState(state: DeliveryState): boolean {
  return state === "pending" || state === "sending";
}

/** Whether no platform was ever given the message, so that taking it back means that it was never said. */
export function canBeTakenBack({ state, attempts, providerId }: Delivery): boolean {
  return state === "pending" && attempts === 0 && providerId === undefined;
}

/** The delivery once an attempt that began at `asOf` has ended as `given`; undefined where what is known already goes further. */
export function settled(known: Delivery, given: Delivery, asOf: Date): Delivery | undefined {
  if (takesPlace(known, given, asOf)) return { ...keptProvider(known), ...given };
  const attempts = Math.max(known.attempts, given.attempts);
  const merged = { ...keptProvider(given), ...known, attempts, ...(isDoubtful(given) ? doubt : {}) };
  return isDeepStrictEqual(merged, known) ? undefined : merged;
}

function takesPlace(known: Delivery, given: Delivery, asOf: Date): boolean {
  const isSent = ranks[given.state] === ranks.sent;
  switch (known.state) {
    case "sending":
      return true;
    // The platform's report of this very sending came before its answer.
    case "pending":
      return !isSent || !isSameSending(known, given);
    case "superseded":
      return isSent;
    // Only a report that came after the acceptance can take it back, and never an attempt that began before.
    case "sent":
    case "maybe_doubled":
      return given.state === "maybe_doubled" || (given.state === "pending" && (known.sentAt ?? asOf) <= asOf);
    // One of two attempts was accepted after all.
    case "failed":
      return isSent && known.providerId !== undefined && !isSameSending(known, given);
    case "delivered":
    case "read":
      return false;
  }
}

function isSameSending(known: Delivery, { providerId }: Pick<Delivery, "providerId">): boolean {
  return providerId !== undefined && providerId === known.providerId;
}

/** The delivery once the platform has said `report` at `at`; undefined where that says nothing new. */
export function noted(known: Delivery, report: DeliveryReport, at: Date): Delivery | undefined {
  if (!saysMore(known, report)) return undefined;
  const { leasedUntil: _lease, hold: _hold, failure: _failure, ...kept } = known;
  const sentAt = known.sentAt ?? (report.state === "failed" ? undefined : at);
  return { ...kept, ...(sentAt === undefined ? {} : { sentAt }), ...(isDoubtful(known) ? doubt : {}), ...report };
}

function saysMore(known: Delivery, report: DeliveryReport): boolean {
  if (known.state === "superseded" && report.state === "failed") return false;
  return ranks[report.state] > (isTakenBack(known, report) ? ranks.failed : ranks[known.state]);
}

/** The message waits again after this very sending was reported as failed: an older report of it comes late. */
function isTakenBack(known: Delivery, report: DeliveryReport): boolean {
  return known.state === "pending" && (known.hold === "window" || isSameSending(known, report));
}

/** That a message may have been sent twice stays to be seen when it gets further. */
const doubt = { failure: "maybe_doubled" } as const;

function isDoubtful({ state, failure }: Delivery): boolean {
  return state === doubt.failure || failure === doubt.failure;
}

function keptProvider({ providerId }: Delivery): Pick<Delivery, "providerId"> {
  return providerId === undefined ? {} : { providerId };
}

/** The delivery of a message that its customer has let go by writing at `at`. */
export function released(known: Delivery, at: Date): Delivery {
  return { ...without(known, "hold"), nextAttemptAt: at };
}

/** The delivery of an answer whose place a later one takes. */
export function outdated(known: Delivery): Delivery {
  return { ...without(known, "hold"), state: "superseded" };
}
