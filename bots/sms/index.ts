import type { FileSource } from "../../core/channel/channel.ts";
import type { Door, DoorPorts } from "../../core/http/door.ts";
import { createAllowance } from "./allowance.ts";
import type { Buckets, SpendingLimits } from "./allowance.ts";
import { createSmsChannel } from "./client.ts";
import type { SmsGateway } from "./gateway.ts";
import { inboundRoutes } from "./inbound-routes.ts";
import type { InboundSettings } from "./inbound-routes.ts";
import { createOutbox } from "./outbox.ts";
import { outboxRoutes } from "./outbox-page.ts";
import type { OutboxPageTools } from "./outbox-page.ts";

export { createHttpGateway } from "./http-gateway.ts";
export { createTwilioGateway } from "./twilio-gateway.ts";
export type { InboundSettings } from "./inbound-routes.ts";

/** What SMS stand on. */
export interface SmsDeps {
  readonly ports: DoorPorts & { readonly meter: { throttled(what: string): void } };
  /** In the order in which they are preferred; none: the outbox page takes their place. */
  readonly gateways: readonly SmsGateway[];
  /** Fetches the pictures that a gateway brings; unset: none does. */
  readonly files?: FileSource;
  readonly buckets: Buckets;
  readonly limits: SpendingLimits;
  readonly perSecond: number;
  /** The page on which customers read and answer who cannot answer by SMS. */
  readonly page: string;
  /** Unset: no HTTP gateway brings messages. */
  readonly inbound?: InboundSettings;
  /** What the outbox page needs; asked for only where it is shown. */
  readonly outboxPage: Omit<OutboxPageTools, "outbox" | "receive" | "clock">;
}

/** Opens the door for SMS. */
export function createSms(deps: SmsDeps): Door {
  const { ports, inbound, files } = deps;
  const { receive, clock } = ports;
  const outbox = deps.gateways.length === 0 ? createOutbox(clock) : undefined;
  const gateways = outbox === undefined ? deps.gateways : [outbox.gateway];
  const allowance = createAllowance({ ...deps, ...ports });
  return {
    channel: createSmsChannel({ ...deps, gateways, allowance }),
    ...(files === undefined ? {} : { files }),
    routes: [
      ...(inbound === undefined ? [] : inboundRoutes(inbound, ports)),
      ...(outbox === undefined ? [] : outboxRoutes({ ...deps.outboxPage, outbox, receive, clock })),
    ],
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  };
}
