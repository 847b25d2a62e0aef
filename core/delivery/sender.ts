import type { ChannelName } from "../channel/address.ts";
import { startSendLane } from "./send-lane.ts";
import type { SenderTools } from "./sender-tools.ts";

/** The work beside the turns that empties the outbox. */
export interface Sender {
  /** Messages for these channels have been committed and are due at `at`; without it, now. */
  readonly wake: (channels: readonly ChannelName[], at?: Date) => void;
  /** Ends the attempts at hand and stops; what a platform keeps waiting is left to the next process. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts one lane per channel, so that one channel's outage slows no other. Within a channel, conversations go side by side and the
 * messages of one conversation one after another.
 */
export function startSender(tools: SenderTools): Sender {
  const lanes = new Map(tools.channels.map((channel) => [channel.name, startSendLane(tools, channel)]));
  return {
    wake: (channels, at) => {
      for (const name of channels) lanes.get(name)?.wake(at);
    },
    stop: async () => {
      await Promise.all([...lanes.values()].map((lane) => lane.stop()));
    },
  };
}
