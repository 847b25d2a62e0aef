import type { Chats } from "./chats.ts";
import type { FakeFiles } from "./files.ts";
import type { Polling } from "./polling.ts";
import type { RateLimit } from "./rate-limit.ts";
import type { TapAnswers } from "./tap-answers.ts";
import type { UpdateQueue } from "./update-queue.ts";
import type { WebhookDelivery } from "./webhook-delivery.ts";
import type { WireUser } from "./wire.ts";

/** The platform as one: what the methods of its API work on. */
export interface Platform {
  readonly bot: WireUser;
  readonly scale: number;
  readonly chats: Chats;
  readonly files: FakeFiles;
  readonly queue: UpdateQueue;
  readonly webhook: WebhookDelivery;
  readonly polling: Polling;
  readonly profile: Profile;
  readonly limits: RateLimit;
  readonly taps: TapAnswers;
}

/** What the bot says of itself, by language (empty: the default). */
export interface Profile {
  readonly commands: Map<string, readonly unknown[]>;
  readonly descriptions: Map<string, string>;
  readonly shortDescriptions: Map<string, string>;
  menuButton: unknown;
}
