import { setTimeout as pause } from "node:timers/promises";
import type { FakeAnswer, FakeRequest } from "./http.ts";
import { apiError } from "./http.ts";

/** What goes wrong with one call of the API. */
export type ApiFault =
  /** It takes so long, and then goes well. */
  | { readonly kind: "slow"; readonly ms: number }
  /** Twilio says no, and does nothing. */
  | { readonly kind: "error"; readonly status: number; readonly code: number; readonly retryAfterSeconds?: number }
  /** Twilio does it, and the answer never comes: the connection stays open for so long, then breaks. */
  | { readonly kind: "accept_then_silence"; readonly ms: number }
  /** Twilio does it, and the connection breaks. */
  | { readonly kind: "accept_then_reset" }
  /** The connection breaks before Twilio has read anything. */
  | { readonly kind: "reset" }
  /** Something between us and Twilio answers 200 with a page; whether Twilio did it is not to be seen. */
  | { readonly kind: "html"; readonly isAccepted: boolean };

/** Faults that are waiting for their calls. */
export interface ApiFaults {
  /** The next `times` calls of `what` go wrong so. */
  readonly next: (what: "send" | "list" | "content" | "media", fault: ApiFault, times?: number) => void;
  readonly clear: () => void;
  /** Lets a call through, or does to it what is waiting for it. */
  readonly around: (
    what: string,
    request: FakeRequest,
    handle: (request: FakeRequest) => Promise<FakeAnswer | undefined>,
  ) => Promise<FakeAnswer | undefined>;
}

export function waitingFaults(): ApiFaults {
  const waiting: { what: string; fault: ApiFault; times: number }[] = [];
  const due = (what: string): ApiFault | undefined => {
    const found = waiting.find((one) => one.what === what && one.times > 0);
    if (found === undefined) return undefined;
    found.times -= 1;
    return found.fault;
  };
  return {
    next: (what, fault, times = 1) => {
      waiting.push({ what, fault, times });
    },
    clear: () => {
      waiting.length = 0;
    },
    around: async (what, request, handle) => {
      const fault = due(what);
      return fault === undefined ? handle(request) : withFault(fault, request, handle);
    },
  };
}

async function withFault(
  fault: ApiFault,
  request: FakeRequest,
  handle: (request: FakeRequest) => Promise<FakeAnswer | undefined>,
): Promise<FakeAnswer | undefined> {
  switch (fault.kind) {
    case "slow":
      await pause(fault.ms);
      return handle(request);
    case "error":
      return apiError(
        fault.status,
        fault.code,
        fault.retryAfterSeconds === undefined ? {} : { "retry-after": String(fault.retryAfterSeconds) },
      );
    case "accept_then_silence":
      await handle(request);
      await pause(fault.ms);
      return undefined;
    case "accept_then_reset":
      await handle(request);
      return undefined;
    case "reset":
      return undefined;
    case "html":
      if (fault.isAccepted) await handle(request);
      return { status: 200, text: "<html><body>Sign in to the network</body></html>" };
  }
}
