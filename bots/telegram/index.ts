import type { Bookmarks } from "../../core/channel/bookmark.ts";
import type { Door, DoorPorts } from "../../core/http/door.ts";
import type { AttachmentId } from "../../core/ids.ts";
import { createBotApi } from "./bot-api.ts";
import { createChannel } from "./client.ts";
import type { OutgoingFile } from "./client.ts";
import { createErrands } from "./errands.ts";
import { createFileSource } from "./file-source.ts";
import { createGroupHint } from "./group-hint.ts";
import { isUnknownBot, untilDone } from "./patience.ts";
import { poll, unknownBot } from "./poll.ts";
import { ensureProfile } from "./profile.ts";
import type { ProfileParts } from "./profile.ts";
import { pollPace } from "./limits.ts";
import type { PollPace } from "./limits.ts";
import { createTake } from "./take.ts";
import { webhookSecret } from "./verify.ts";
import { ensureWebhook, webhookTrouble } from "./webhook-registration.ts";
import { webhookRoute } from "./webhook.ts";

export { createBotApi } from "./bot-api.ts";
export { secretHeader, webhookSecret } from "./verify.ts";
export { webhookPath } from "./webhook.ts";
export { readWebhook, removeWebhook, setWebhook, webhookUrl } from "./webhook-registration.ts";

export interface TelegramDeps extends DoorPorts, ProfileParts {
  /** From @BotFather. */
  readonly token: string;
  /** Origin of the Bot API. */
  readonly apiRoot: string;
  /** The installation's secret, from which the webhook's is derived where none is given. */
  readonly secretKey: string;
  readonly webhookSecret?: string;
  /** Origin with https at which Telegram reaches us; unset: updates are asked for. */
  readonly publicUrl?: string;
  readonly bookmarks: Bookmarks;
  /** Id of this process among those that share the store. */
  readonly holder: string;
  readonly pace?: PollPace;
  /** A file that goes out with a message; undefined where it cannot be had any more. */
  readonly fileOf: (id: AttachmentId) => Promise<OutgoingFile | undefined>;
}

/** What is beside the turns may take so long of a stop; Telegram answers within less, or not at all. */
const stopMs = 2_000;

/** Opens Telegram: one bot, reached by its webhook, or polled where there is no public address. */
export function createTelegram(deps: TelegramDeps): Door {
  const api = createBotApi(deps.token, deps.apiRoot);
  const secret = webhookSecret(deps.secretKey, deps.webhookSecret);
  const errands = createErrands(deps.report);
  const hintGroup = createGroupHint({ ...deps, api, errands });
  const take = createTake({ ...deps, api, errands, hintGroup });
  const ending = new AbortController();
  const { publicUrl, pace = pollPace } = deps;
  let polling: Promise<void> = Promise.resolve();
  let address: string | undefined;

  const patience = { pace, signal: ending.signal };

  /** Beside the start: a platform that cannot be reached stops no server. Who polls hears of trouble from polling. */
  const registerWebhook = async (): Promise<void> => {
    if (publicUrl === undefined) return;
    try {
      await untilDone(() => ensureWebhook(api, publicUrl, secret), {
        ...patience,
        // An address whose name is only just being made known is refused as one that will never be.
        isFinal: isUnknownBot,
        onTrouble: (error) => deps.report(webhookTrouble(error)),
      });
    } catch (error) {
      deps.report(isUnknownBot(error) ? unknownBot() : error);
    }
  };

  /** Pages name the bot as soon as Telegram has told what it is called. */
  const learnName = async (): Promise<void> => {
    try {
      const learn = async (): Promise<void> => {
        address = `https://t.me/${(await api.call("getMe", {})).username}`;
      };
      await untilDone(learn, { ...patience, isFinal: isUnknownBot });
    } catch (error) {
      if (!isUnknownBot(error)) deps.report(error);
    }
  };

  const introduce = async (): Promise<void> => {
    try {
      await untilDone(() => ensureProfile(api, deps), { ...patience, isFinal: ({ permanent }) => permanent });
    } catch (error) {
      if (!isUnknownBot(error)) deps.report(error);
    }
  };

  return {
    channel: createChannel({ ...deps, api }),
    files: createFileSource(api),
    routes: [webhookRoute({ ...deps, secret, take })],
    link: (start) => (address === undefined || start === undefined ? address : `${address}?start=${start}`),
    start: async () => {
      errands.run(registerWebhook);
      errands.run(introduce);
      errands.run(learnName);
      if (publicUrl === undefined) polling = poll({ ...deps, pace, api, take }, ending.signal);
    },
    stop: async () => {
      ending.abort();
      await Promise.all([polling, errands.settled(stopMs)]);
    },
  };
}
