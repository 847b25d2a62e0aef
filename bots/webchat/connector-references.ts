import { z } from "zod";
import type { Address } from "../../core/channel/address.ts";
import { connectorAddress } from "./connector-parse.ts";
import type { ConnectorActivity } from "./connector-parse.ts";
import type { ChatFiles } from "./ports.ts";

/** What is needed to speak first in a conversation with another Bot Framework service. */
const referenceSchema = z.object({
  channelId: z.string(),
  serviceUrl: z.string(),
  conversation: z.object({ id: z.string() }),
  bot: z.object({ id: z.string() }),
  user: z.object({ id: z.string() }),
});

export type ConnectorReference = z.infer<typeof referenceSchema>;

/**
 * References, one small file per conversation: any process finds them, and a service that moves is followed, because each message
 * brings the address at which to answer.
 */
export interface ConnectorReferences {
  readonly keep: (activity: ConnectorActivity) => Promise<void>;
  readonly find: (address: Address) => Promise<ConnectorReference | undefined>;
}

/** References that this process has seen last, so that they are not written with every message. */
const remembered = 1_000;

export function createConnectorReferences(files: ChatFiles): ConnectorReferences {
  const written = new Map<string, string>();
  return {
    keep: async (activity) => {
      const { channelId, serviceUrl, conversation, from, recipient } = activity;
      const key = keyOf(connectorAddress(activity));
      const reference: ConnectorReference = {
        channelId,
        serviceUrl,
        conversation: { id: conversation.id },
        bot: { id: recipient.id },
        user: { id: from.id },
      };
      const text = JSON.stringify(reference);
      if (written.get(key) === text) return;
      await files.put(key, new TextEncoder().encode(text), "application/json");
      if (written.size >= remembered) written.clear();
      written.set(key, text);
    },
    find: async (address) => {
      const bytes = await files.get(keyOf(address));
      return bytes === undefined ? undefined : referenceSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
    },
  };
}

function keyOf({ externalId }: Address): string {
  const name = externalId.replaceAll("_", "-");
  return `reference/${name.slice(3, 5)}/${name}`;
}
