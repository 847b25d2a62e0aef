import type { Bookmarks } from "../../core/channel/bookmark.ts";
import { DeliveryError, Fault } from "../../core/errors.ts";
import type { DoorPorts } from "../../core/http/door.ts";
import type { BotApi } from "./bot-api.ts";
import { allowedUpdates, maxUpdates, quietMs, timeouts } from "./limits.ts";
import type { PollPace } from "./limits.ts";
import { hasEnded, isUnknownBot, pauseAfter, rest } from "./patience.ts";
import type { Take } from "./take.ts";
import { updateSchema } from "./update-schema.ts";

export interface PollTools extends Pick<DoorPorts, "clock" | "report"> {
  readonly api: BotApi;
  readonly take: Take;
  readonly bookmarks: Bookmarks;
  /** Who this process is among those that could poll. */
  readonly holder: string;
  readonly pace: PollPace;
}

/** How far this process has read in one stretch. */
interface Reading {
  /** What was committed before this process came, for telling what is read again. */
  readonly known: number;
  /** The last update that this process took, and when; undefined before the first. */
  last: { readonly id: number; readonly at: number } | undefined;
  leasedUntil: number;
}

/**
 * Asks Telegram for updates until `signal` ends it, one process at a time. Every update is committed before the question that confirms
 * it. The first question of a process, and one after quiet days, names no offset: after a quiet week Telegram counts from another number,
 * and an offset from before would confirm what nobody has seen. What is read twice by that has no second effect.
 */
export async function poll(tools: PollTools, signal: AbortSignal): Promise<void> {
  const key = `telegram:${tools.api.botId}`;
  let reading: Reading | undefined;
  let failures = 0;
  while (!signal.aborted) {
    try {
      reading = await lease(tools, key, reading);
      if (reading === undefined) {
        await rest(tools.pace.othersMs, signal);
        continue;
      }
      await readOnce(tools, key, reading, signal);
      failures = 0;
    } catch (error) {
      if (hasEnded(signal)) break;
      failures += 1;
      if (failures === 1) tools.report(explained(error));
      // A bot that is not known is asked for no more than now and then; but Telegram has been wrong about that, too.
      const pause = isUnknownBot(error) ? tools.pace.longestPauseMs : pauseAfter(failures, error, tools.pace);
      await rest(pause, signal);
    }
  }
  await tools.bookmarks.release(key, tools.holder).catch(tools.report);
}

/** Everything else goes on. */
export function unknownBot(): Fault {
  return new Fault(
    "telegram-token",
    "Telegram does not know the bot: TELEGRAM_BOT_TOKEN is wrong or was revoked. @BotFather gives the present one; set it and start again. Until then nothing comes in by Telegram.",
  );
}

/** Undefined where another process has the source. */
async function lease(tools: PollTools, key: string, reading: Reading | undefined): Promise<Reading | undefined> {
  const now = tools.clock.now();
  const lent = await tools.bookmarks.lease(key, tools.holder, now, tools.pace.leaseMs);
  if (lent === undefined) return undefined;
  const leasedUntil = now.getTime() + tools.pace.leaseMs;
  if (reading === undefined) return { known: lent.value ?? -1, last: undefined, leasedUntil };
  reading.leasedUntil = leasedUntil;
  return reading;
}

async function readOnce(tools: PollTools, key: string, reading: Reading, signal: AbortSignal): Promise<void> {
  const offset = offsetOf(reading, tools.clock.now());
  const updates: readonly unknown[] = await tools.api.call(
    "getUpdates",
    {
      timeout: tools.pace.waitSeconds,
      limit: maxUpdates,
      allowed_updates: allowedUpdates,
      ...(offset === undefined ? {} : { offset }),
    },
    { signal, timeoutMs: tools.pace.waitSeconds * 1_000 + timeouts.call },
  );
  for (const update of updates) {
    if (signal.aborted || !(await isStillOurs(tools, key, reading))) return;
    await takeOne(tools, key, reading, update);
  }
}

async function takeOne(tools: PollTools, key: string, reading: Reading, update: unknown): Promise<void> {
  const read = updateSchema.safeParse(update);
  if (!read.success) throw new DeliveryError("telegram", "getUpdates gave no updates", { trouble: "unavailable" });
  const { update_id: value } = read.data;
  await tools.take(update, { bookmark: { key, value }, isKnown: value <= reading.known });
  // What is ignored, or was known, has no turn that moves the mark.
  await tools.bookmarks.advance(key, value);
  reading.last = { id: value, at: tools.clock.now().getTime() };
}

/** Everything below it is taken. By the time it is left out, earlier questions have confirmed all of that. */
function offsetOf({ last }: Reading, now: Date): number | undefined {
  return last === undefined || now.getTime() - last.at > quietMs ? undefined : last.id + 1;
}

/** A long batch outlives its lease, so it is renewed on the way. */
async function isStillOurs(tools: PollTools, key: string, reading: Reading): Promise<boolean> {
  if (tools.clock.now().getTime() < reading.leasedUntil - tools.pace.leaseMs / 2) return true;
  return (await lease(tools, key, reading)) !== undefined;
}

/** What operators have to do, where it is theirs to do. */
function explained(error: unknown): unknown {
  if (isUnknownBot(error)) return unknownBot();
  if (!(error instanceof DeliveryError) || error.platformCode !== "409") return error;
  return new Fault(
    "telegram-conflict",
    "Telegram gives this bot's updates to somebody else: a webhook is set (`npm run telegram:webhook -- remove` removes it), or another installation polls with the same token. It is tried again.",
  );
}
