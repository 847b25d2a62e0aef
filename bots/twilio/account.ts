import type { Bookmarks } from "../../core/channel/bookmark.ts";
import type { FileSource } from "../../core/channel/channel.ts";
import type { DoorPorts } from "../../core/http/door.ts";
import type { Route } from "../../core/http/route.ts";
import type { MessageId } from "../../core/ids.ts";
import { createTwilioClient } from "./client.ts";
import type { TwilioClient } from "./client.ts";
import type { TwilioLine } from "./line.ts";
import { createMediaSource } from "./media.ts";
import { reconcile, reconcileFault } from "./reconcile.ts";
import type { Reconciled } from "./reconcile.ts";
import { repeat } from "./repeat.ts";
import type { Repeating } from "./repeat.ts";
import { twilioRoutes } from "./routes.ts";
import { rememberSids } from "./seen.ts";
import { statusPath } from "./status.ts";
import type { Part } from "./status.ts";

export interface TwilioOptions {
  readonly accountSid: string;
  readonly authToken: string;
  /** The token that will take over; both are believed. */
  readonly nextAuthToken?: string;
  /** Origin in the place of Twilio's own hosts; undefined: Twilio's. */
  readonly apiRoot: string | undefined;
  /** Origin under which this server is called. */
  readonly publicUrl: string;
  /** Whether Twilio can call it; else its list of messages is the way in, and nothing is heard of what became of ours. */
  readonly isReachable: boolean;
  /** How long one call of the API may take; unset: 15 s. */
  readonly timeoutMs?: number;
}

export interface TwilioPorts {
  readonly door: DoorPorts;
  readonly bookmarks: Bookmarks;
  /** Names this process among those on the same store. */
  readonly holder: string;
}

/** A Twilio account, as the channels that it carries share it. Its routes are mounted once, and it is started once. */
export interface TwilioAccount {
  readonly client: TwilioClient;
  /** Fetches the files of its messages. */
  readonly files: FileSource;
  readonly routes: readonly Route[];
  /** Adds a line; what customers write to it is taken in from then on. */
  readonly join: (line: TwilioLine) => void;
  /** Where Twilio is to report on our message; undefined where it cannot reach us. */
  readonly statusCallback: (messageId: MessageId, part: Part) => string | undefined;
  /** Takes in what never arrived; undefined where another process is at it. */
  readonly reconcile: (sinceMs?: number) => Promise<Reconciled | undefined>;
  /** Begins to reconcile. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Between two looks at Twilio's list: as a net beneath the webhooks, and in their place. */
const pauses = { net: 5 * 60_000, intake: 10_000 } as const;

/** Sids that this process remembers: those of an hour under heavy load. */
const remembered = 20_000;

/** Opens the account; calls nothing before `start`. */
export async function openTwilio(options: TwilioOptions, { door, ...rest }: TwilioPorts): Promise<TwilioAccount> {
  const { accountSid, authToken, nextAuthToken, publicUrl, isReachable } = options;
  const client = await createTwilioClient(options);
  const lines: TwilioLine[] = [];
  const intake = { ports: door, lines, seen: rememberSids(remembered) };
  const tools = { ...intake, ...rest, client };
  const tokens = nextAuthToken === undefined ? [authToken] : [authToken, nextAuthToken];
  let reconciler: Repeating | undefined;
  return {
    client,
    files: createMediaSource(options),
    routes: twilioRoutes(intake, { accountSid, tokens, publicUrl }),
    join: (line) => {
      lines.push(line);
    },
    statusCallback: (messageId, part) => (isReachable ? `${publicUrl}${statusPath(messageId, part)}` : undefined),
    reconcile: (sinceMs) => reconcile(tools, sinceMs === undefined ? {} : { sinceMs }),
    start: async () => {
      const pause = isReachable ? pauses.net : pauses.intake;
      reconciler = repeat(
        (leftBehind) => reconcile(tools, { leftBehind }),
        pause,
        (fault) => door.report(reconcileFault(fault)),
      );
    },
    stop: async () => {
      await reconciler?.stop();
    },
  };
}
