import type { Channel, Invitation } from "../../core/channel/channel.ts";
import type { ChannelName } from "../../core/channel/address.ts";
import type { Outbound } from "../../core/channel/outbound.ts";
import type { Trouble } from "../../core/channel/status-report.ts";
import { DeliveryError } from "../../core/errors.ts";
import { guiseCapabilities } from "../../bots/console/limits.ts";

/** A platform that a test plays: it keeps what it took and refuses what it is told to refuse. */
export interface PlayedChannel extends Channel {
  /** What got through, oldest first. */
  readonly taken: Outbound[];
  readonly invited: Invitation[];
  /** From now on everything ends in this trouble; undefined: everything is taken. */
  fails(trouble: Trouble | undefined, code?: string): void;
  /** From now on no approved words are accepted for this reason. */
  refusesToInvite(trouble: Trouble | undefined): void;
}

/** A platform by the name of a channel; with `windowMs` free words are allowed for so long after the customer wrote. */
export function playedChannel(name: Exclude<ChannelName, "email" | "console">, windowMs?: number): PlayedChannel {
  const taken: Outbound[] = [];
  const invited: Invitation[] = [];
  let failing: (() => DeliveryError) | undefined;
  let uninviting: Trouble | undefined;
  let count = 0;
  return {
    name,
    capabilities: guiseCapabilities[name],
    taken,
    invited,
    fails: (trouble, platformCode) => {
      failing =
        trouble === undefined
          ? undefined
          : () => new DeliveryError(name, "no", { trouble, ...(platformCode === undefined ? {} : { platformCode }) });
    },
    refusesToInvite: (trouble) => {
      uninviting = trouble;
    },
    send: async (_to, message) => {
      if (failing !== undefined) throw failing();
      taken.push(message);
      count += 1;
      return { providerId: `${name}-${String(count)}` };
    },
    ...(windowMs === undefined
      ? {}
      : {
          window: {
            ms: windowMs,
            invite: async (_to, invitation) => {
              if (uninviting !== undefined) throw new DeliveryError(name, "no", { trouble: uninviting });
              invited.push(invitation);
              return {};
            },
          },
        }),
  };
}
