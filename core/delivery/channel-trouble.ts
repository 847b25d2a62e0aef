import { commitWork } from "../casework/commit-work.ts";
import type { CaseworkTools } from "../casework/tools.ts";
import type { ChannelName } from "../channel/address.ts";
import type { OutboundMessage } from "../conversation/message.ts";
import { brand } from "../ids.ts";
import type { ConversationId } from "../ids.ts";
import type { FinalFailure } from "./sender.ts";

/** Staff are told of one channel's trouble this often at most, although every message meets it. */
const once = { count: 1, perMs: 60 * 60_000 } as const;

/** Open alerts that are looked through: more than an office leaves lying about. */
const openAlerts = 200;

/** Tells staff that a channel's account, or its approved words, are not in order; one alert a channel is open at a time. */
export async function alertOfChannel(
  tools: CaseworkTools,
  { address, conversationId }: OutboundMessage,
  { trouble }: FinalFailure,
): Promise<void> {
  if (trouble !== "account" && trouble !== "no_template") return;
  const { store, clock } = tools;
  const now = clock.now();
  const { granted } = await store.buckets.take(`channel_trouble:${address.channel}`, once, 1, now);
  if (granted === 0 || (await isTold(tools, address.channel))) return;
  await commitWork(tools, { alerts: [{ kind: "channel_trouble", conversationId, at: now }] });
}

async function isTold({ store }: CaseworkTools, channel: ChannelName): Promise<boolean> {
  const open = await store.alerts.open(openAlerts);
  for (const { kind, conversationId } of open) {
    if (kind !== "channel_trouble" || conversationId === undefined) continue;
    const about = await store.conversations.byId(brand<ConversationId>(conversationId));
    if (about?.address.channel === channel) return true;
  }
  return false;
}
