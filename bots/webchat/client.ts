import type { Address } from "../../core/channel/address.ts";
import type { Channel } from "../../core/channel/channel.ts";
import { capabilities } from "./limits.ts";
import { outboundId } from "./render.ts";
import type { Tokens } from "./tokens.ts";

/** Sends to a conversation that lives with another Bot Framework service. */
export interface ConnectorClient {
  owns(to: Address): boolean;
  send: Channel["send"];
}

/**
 * The web chat as a channel: its messages are the log itself, so what is committed is already there; sending only wakes those who
 * look. Conversations of other Bot Framework services go out by `connector`.
 */
export function createChannel(tools: {
  readonly tokens: Tokens;
  readonly wake: (visitorId: string) => void;
  readonly connector: ConnectorClient | undefined;
}): Channel {
  return {
    name: "webchat",
    capabilities,
    isReadInLog: (to) => tools.connector?.owns(to) !== true,
    send: async (to, message) => {
      if (tools.connector?.owns(to) === true) return tools.connector.send(to, message);
      tools.wake(to.externalId);
      return { providerId: outboundId(tools.tokens.visitor(to.externalId), message.seq) };
    },
  };
}
