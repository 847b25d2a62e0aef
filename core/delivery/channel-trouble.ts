import { commitWork } from "../casework/commit-work.ts";
import type { CaseworkTools } from "../casework/tools.ts";
import type { OutboundMessage } from "../conversation/message.ts";
import type { FinalFailure } from "./sender-tools.ts";

/** Staff are told of one channel's trouble this often at most, although every message meets it. */
const once = { count: 1, perMs: 60 * 60_000 } as const;

/** Tells staff that a channel's account, or its approved words, are not in order; the store keeps one alert a channel open at a time. */
export async function alertOfChannel(
  tools: CaseworkTools,
  { address: { channel }, conversationId }: OutboundMessage,
  { trouble }: FinalFailure,
): Promise<void> {
  if (trouble !== "account" && trouble !== "no_template") return;
  const now = tools.clock.now();
  const { granted } = await tools.store.buckets.take(`channel_trouble:${channel}`, once, 1, now);
  if (granted === 0) return;
  await commitWork(tools, { alerts: [{ kind: "channel_trouble", channel, conversationId, at: now }] });
}
