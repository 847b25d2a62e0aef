import type { Clock } from "../../core/ports.ts";
import { countParts } from "../../core/channel/count-parts.ts";
import type { SmsSize } from "../../core/channel/count-parts.ts";
import type { SmsGateway } from "./gateway.ts";
import { keptMessages } from "./limits.ts";

/** An SMS that would have been sent. */
export interface OutboxEntry extends SmsSize {
  readonly phone: string;
  readonly text: string;
  readonly at: Date;
}

/** A gateway that sends nothing and shows what it was given: for a developer's machine. */
export interface Outbox {
  readonly gateway: SmsGateway;
  /** Newest first; what is older than the last 200 is forgotten, and all of it when the process ends. */
  readonly entries: () => readonly OutboxEntry[];
}

/** Makes an empty outbox. Customers cannot answer into it, but on a developer's machine nobody has to be sent elsewhere. */
export function createOutbox(clock: Clock): Outbox {
  const entries: OutboxEntry[] = [];
  return {
    gateway: {
      name: "outbox",
      prefixes: [],
      unserved: [],
      receives: true,
      send: async ({ phone, texts }) => {
        const at = clock.now();
        for (const text of texts) entries.unshift({ phone, text, at, ...countParts(text) });
        entries.splice(keptMessages);
        return {};
      },
    },
    entries: () => entries,
  };
}
