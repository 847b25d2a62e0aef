import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createApiServer } from "./api-server.ts";
import type { Call } from "./call.ts";
import { createChats } from "./chats.ts";
import type { Chat } from "./chats.ts";
import { createFiles } from "./files.ts";
import type { FakeFiles } from "./files.ts";
import type { Platform, Profile } from "./platform.ts";
import { createPerson } from "./person.ts";
import type { TelegramPerson } from "./person.ts";
import { createPolling } from "./polling.ts";
import { emptyProfile } from "./profile.ts";
import { createRateLimit } from "./rate-limit.ts";
import type { Limit } from "./rate-limit.ts";
import { createTapAnswers } from "./tap-answers.ts";
import type { TapAnswers } from "./tap-answers.ts";
import { createTroubles } from "./trouble.ts";
import type { Trouble } from "./trouble.ts";
import { createUpdateQueue } from "./update-queue.ts";
import type { UpdateQueue } from "./update-queue.ts";
import { startWebhookDelivery } from "./webhook-delivery.ts";
import type { DeliveryManner, Webhook } from "./webhook-delivery.ts";
import type { Json, UpdateBody, WireUser } from "./wire.ts";

/** A Bot API server on loopback, with the people who talk to its one bot. */
export interface FakeTelegram {
  /** Value of TELEGRAM_API_ROOT. */
  readonly apiRoot: string;
  /** Value of TELEGRAM_BOT_TOKEN. */
  readonly token: string;
  readonly bot: WireUser;
  /** A new person with a private chat; ids count up from 5,000,000,001 unless given. */
  readonly person: (about?: { id?: number; firstName?: string; language?: string }) => TelegramPerson;
  /** A group with the bot in it. */
  readonly group: () => Chat;
  /** An update of any kind, in the lane of chat `lane`; resolves when it was taken. */
  readonly update: (body: UpdateBody, lane?: string) => Promise<void>;
  /** Sets the webhook from outside, as another installation might. */
  readonly setWebhook: (webhook: Webhook | undefined) => void;
  readonly webhook: () => Webhook | undefined;
  /** The next `times` calls of `method` (`*`: any; `file`: a download) meet `trouble`. */
  readonly trouble: (method: string, trouble: Trouble, times?: number) => void;
  /** Ends all trouble that was ordered. */
  readonly calm: () => void;
  /** From now on too many messages are refused with 429; undefined: never. */
  readonly limitRates: (limits: { readonly all?: Limit; readonly chat?: Limit } | undefined) => void;
  readonly manner: DeliveryManner;
  /** Every call that was made, in order, those that failed included. */
  readonly calls: readonly Call[];
  readonly callsOf: (method: string) => readonly Json[];
  readonly files: FakeFiles;
  readonly profile: Profile;
  readonly taps: TapAnswers;
  readonly queue: UpdateQueue;
  readonly close: () => Promise<void>;
}

export interface FakeTelegramSetting {
  readonly token?: string;
  /** Milliseconds of the fake for one of Telegram's: pauses, expiry and long polls; 0.01 unless given. */
  readonly scale?: number;
  /** Where a webhook's address is really reached; as it is unless given. */
  readonly reach?: (url: string) => string;
}

/** Opens it on a free port. */
export async function openFakeTelegram(setting: FakeTelegramSetting = {}): Promise<FakeTelegram> {
  const {
    token = "7000000001:AAfake-token-that-nobody-has-given-out-1",
    scale = 0.01,
    reach = (url: string) => url,
  } = setting;
  const bot = {
    id: Number(token.split(":")[0]),
    is_bot: true,
    first_name: "Complaints",
    username: "complaints_test_bot",
  } as const;
  const queue = createUpdateQueue(scale);
  const troubles = createTroubles();
  const calls: Call[] = [];
  const platform: Platform = {
    bot,
    scale,
    chats: createChats(bot),
    files: createFiles(),
    queue,
    webhook: startWebhookDelivery(queue, scale, reach),
    polling: createPolling(queue),
    profile: emptyProfile(),
    limits: createRateLimit(),
    taps: createTapAnswers(scale),
  };
  const server = createApiServer({ token, platform, troubles, onCall: (call) => void calls.push(call) });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  let lastPerson = 5_000_000_000;
  let lastGroup = -1_001_000_000_000;

  return {
    apiRoot: `http://127.0.0.1:${port}`,
    token,
    bot,
    person: ({ id, firstName = "Sam", language } = {}) =>
      createPerson(platform, {
        id: id ?? (lastPerson += 1),
        is_bot: false,
        first_name: firstName,
        ...(language === undefined ? {} : { language_code: language }),
      }),
    group: () => {
      const chat = platform.chats.open({ id: (lastGroup -= 1), type: "supergroup", title: "Neighbours" }, undefined);
      chat.isOpen = true;
      return chat;
    },
    update: (body, lane = "others") => queue.add(body, lane, "message"),
    setWebhook: (webhook) => platform.webhook.set(webhook),
    webhook: () => platform.webhook.current(),
    trouble: troubles.plan,
    calm: troubles.clear,
    limitRates: platform.limits.set,
    manner: platform.webhook.manner,
    calls,
    callsOf: (method) => calls.filter((call) => call.method === method).map(({ payload }) => payload),
    files: platform.files,
    profile: platform.profile,
    taps: platform.taps,
    queue,
    close: async () => {
      platform.webhook.stop();
      platform.polling.stop();
      queue.clear();
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
