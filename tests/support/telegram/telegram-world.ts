import { createTelegram } from "../../../bots/telegram/index.ts";
import type { TelegramDeps } from "../../../bots/telegram/index.ts";
import type { Channel } from "../../../core/channel/channel.ts";
import type { Door } from "../../../core/http/door.ts";
import type { Language } from "../../../core/language/language.ts";
import { textIn } from "../../../core/organisation/look-up.ts";
import { loadOrganisation } from "../../../core/organisation/profile.ts";
import { openHttpBench } from "../http-bench.ts";
import type { HttpBench } from "../http-bench.ts";
import { openWorld } from "../world.ts";
import type { World } from "../world.ts";
import { openFakeTelegram } from "./fake-telegram.ts";
import type { FakeTelegram } from "./fake-telegram.ts";

/** A world whose Telegram is the real door: over HTTP to the fake, and back by its webhook or by polling. */
export interface TelegramWorld {
  readonly world: World;
  readonly telegram: FakeTelegram;
  readonly door: Door;
  /** The real server on which the webhook is. */
  readonly http: HttpBench;
  /** Reasons for which updates were refused or ignored, in order. */
  readonly refused: string[];
  /** Faults that the door would have told operators. */
  readonly reported: unknown[];
  readonly close: () => Promise<void>;
}

export interface TelegramWorldSetting {
  /** Unset: updates come by webhook. */
  readonly polls?: true;
  /** Changes what the door is opened with. */
  readonly change?: (deps: TelegramDeps) => Partial<TelegramDeps>;
  readonly telegram?: FakeTelegram;
  readonly world?: World;
}

/** The address that the fake is told; it is reached on this machine. */
const publicUrl = "https://complaints.example.org";
export const secretKey = "a secret of the installation, for tests";

/** Opens the world, the fake (unless given), the door and its server, and starts the door. */
export async function openTelegramWorld(setting: TelegramWorldSetting = {}): Promise<TelegramWorld> {
  const where = { url: "" };
  const telegram = setting.telegram ?? (await openFakeTelegram({ reach: (url) => url.replace(publicUrl, where.url) }));
  const late: { world?: World } = {};
  const refused: string[] = [];
  const reported: unknown[] = [];
  const worldNow = (): World => {
    if (late.world === undefined) throw new Error("the world is not open yet");
    return late.world;
  };
  const organisation = setting.world?.organisation ?? loadOrganisation(undefined);
  const deps: TelegramDeps = {
    clock: { now: () => worldNow().ports.clock.now() },
    receive: (inbound) => worldNow().redress.receive(inbound),
    noteStatus: (report) => worldNow().redress.noteStatus(report),
    noteReach: (report) => worldNow().redress.noteReach(report),
    meter: { refusedInput: (_, reason) => void refused.push(reason) },
    report: (fault) => void reported.push(fault),
    token: telegram.token,
    apiRoot: telegram.apiRoot,
    secretKey,
    ...(setting.polls === true ? {} : { publicUrl }),
    bookmarks: lateBookmarks(worldNow),
    holder: "this process",
    pace: { waitSeconds: 20, leaseMs: 5_000, firstPauseMs: 5, longestPauseMs: 50, othersMs: 20 },
    languages: organisation.languages,
    organisationName: (language: Language) => textIn(organisation.name, language, organisation),
    fileOf: async () => undefined,
  };
  const door = createTelegram({ ...deps, ...setting.change?.(deps) });
  const world = setting.world ?? (await openWorld([unpaced(door.channel)], organisation, { sources: sourcesOf(door) }));
  late.world = world;
  const http = await openHttpBench(door.routes);
  where.url = http.url;
  await door.start();
  return {
    world,
    telegram,
    door,
    http,
    refused,
    reported,
    close: async () => {
      await door.stop();
      await http.close();
      if (setting.telegram === undefined) await telegram.close();
      if (setting.world === undefined) await world.close();
    },
  };
}

/** The world's clock stands still, so a pace would never let go. */
function unpaced({ rates: _, ...channel }: Channel): Channel {
  return channel;
}

function sourcesOf({ channel, files }: Door): ReadonlyMap<Channel["name"], NonNullable<Door["files"]>> {
  return new Map(files === undefined ? [] : [[channel.name, files]]);
}

/** The door is made before the world whose store keeps the marks. */
function lateBookmarks(world: () => World): TelegramDeps["bookmarks"] {
  return {
    lease: (...args) => world().store.bookmarks.lease(...args),
    advance: (...args) => world().store.bookmarks.advance(...args),
    release: (...args) => world().store.bookmarks.release(...args),
  };
}
