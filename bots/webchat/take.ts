import type { Activity } from "botbuilder";
import type { Inbound } from "../../core/channel/inbound.ts";
import { Fault } from "../../core/errors.ts";
import type { Clock } from "../../core/ports.ts";
import { turnActivity } from "./adapter.ts";
import type { DirectLineAdapter } from "./adapter.ts";
import type { Receive } from "./ports.ts";
import type { Visitor } from "./tokens.ts";

/** A turn that takes longer shows that somebody is at it. */
const typingAfterMs = 600;

/** Puts one message through the adapter's turn into `receive`, and wakes the visitor's streams once it is committed. */
export function createTake(tools: {
  readonly receive: Receive;
  readonly adapter: () => Promise<DirectLineAdapter>;
  readonly clock: Clock;
  readonly wake: (visitorId: string) => void;
  readonly report: (fault: unknown) => void;
}): (visitor: Visitor, inbound: Inbound) => Promise<"answered" | "duplicate" | "kept_with_fault"> {
  return async (visitor, inbound) => {
    const adapter = await tools.adapter();
    let received: Awaited<ReturnType<Receive>> = "duplicate";
    await adapter.run(turnActivity(inbound, visitor, tools.clock.now()), async (context) => {
      const typing = setTimeout(() => {
        context.sendActivity(typingActivity).catch(tools.report);
      }, typingAfterMs);
      try {
        received = await tools.receive(inbound);
      } finally {
        clearTimeout(typing);
      }
    });
    tools.wake(visitor.visitorId);
    return received;
  };
}

const typingActivity: Partial<Activity> = { type: "typing" };

/** The store did not answer: nothing was written, the client may try again. */
export function isStoreUnavailable(fault: unknown): boolean {
  return fault instanceof Fault && fault.code === "store-unavailable";
}
