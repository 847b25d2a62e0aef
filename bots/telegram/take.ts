import type { Bookmark } from "../../core/channel/bookmark.ts";
import type { Inbound } from "../../core/channel/inbound.ts";
import { ConcurrentChange, Fault, isStoreDown } from "../../core/errors.ts";
import type { DoorPorts } from "../../core/http/door.ts";
import type { BotApi } from "./bot-api.ts";
import type { Errands } from "./errands.ts";
import { maxTries } from "./limits.ts";
import { parseUpdate } from "./parse.ts";
import type { Parsed, Tap } from "./parse.ts";

export interface TakeTools extends Pick<DoorPorts, "receive" | "noteReach" | "meter" | "report"> {
  readonly api: BotApi;
  readonly errands: Errands;
  /** Points a group to the private chat. */
  readonly hintGroup: (chatId: number, locale: string | undefined) => void;
}

/** How an update came, where it was asked for. */
export interface Polled {
  /** The mark that stands at this update once it is taken. */
  readonly bookmark: Bookmark;
  /** It was taken once already: what the store does not guard is not done again. */
  readonly isKnown: boolean;
}

/** Takes one update in. Resolves once everything it causes is committed, or it is known that nothing is to be; only then may Telegram forget it. */
export type Take = (update: unknown, polled?: Polled) => Promise<void>;

export function createTake(tools: TakeTools): Take {
  const failures = new Map<number, number>();
  return async (update, polled) => {
    const read = parseUpdate(update);
    if (read === undefined) {
      tools.meter.refusedInput("telegram", "no_update");
      return;
    }
    try {
      await carryOut(tools, read.parsed, polled);
      failures.delete(read.updateId);
    } catch (error) {
      if (isStoreDown(error) || error instanceof ConcurrentChange || !isGivenUp(failures, read.updateId)) throw error;
      // What the core could not even keep would hold up its chat until Telegram forgets it, a day later.
      const explanation = `an update failed ${maxTries} times and was given up`;
      tools.report(new Fault("telegram-update", explanation, error), { updateId: String(read.updateId) });
    } finally {
      answerTap(tools, read.parsed);
    }
  };
}

function isGivenUp(failures: Map<number, number>, updateId: number): boolean {
  const count = (failures.get(updateId) ?? 0) + 1;
  if (count < maxTries) failures.set(updateId, count);
  else failures.delete(updateId);
  return count >= maxTries;
}

async function carryOut(tools: TakeTools, parsed: Parsed, polled: Polled | undefined): Promise<void> {
  switch (parsed.kind) {
    case "inbound": {
      const { tap } = parsed;
      const inbound = ofBot(tools.api, parsed.inbound);
      await tools.receive(polled === undefined ? inbound : { ...inbound, bookmark: polled.bookmark });
      if (tap?.below !== undefined) removeKeyboard(tools, tap.below);
      return;
    }
    case "reach":
      return tools.noteReach(parsed.report);
    case "group":
      tools.meter.refusedInput("telegram", "group");
      if (polled?.isKnown !== true) tools.hintGroup(parsed.chatId, parsed.locale);
      return;
    case "ignored":
      tools.meter.refusedInput("telegram", parsed.reason);
  }
}

/** Telegram numbers the messages of each bot from one: once another bot serves the installation, the same number is another message. */
function ofBot({ botId }: Pick<BotApi, "botId">, inbound: Inbound): Inbound {
  const { externalId, reply } = inbound;
  const known = { ...inbound, externalId: `${botId}:${externalId}` };
  return reply.kind === "edit" ? { ...known, reply: { ...reply, of: `${botId}:${reply.of}` } } : known;
}

/** Also where taking it failed: the button would show that it works until the customer gives up. */
function answerTap({ api, errands }: TakeTools, parsed: Parsed): void {
  const tap = "tap" in parsed ? parsed.tap : undefined;
  if (tap !== undefined) errands.run(() => api.call("answerCallbackQuery", { callback_query_id: tap.id }));
}

/** A question that was answered offers nothing any more. */
function removeKeyboard({ api, errands }: TakeTools, { chatId, messageId }: NonNullable<Tap["below"]>): void {
  errands.run(() =>
    api.call("editMessageReplyMarkup", {
      chat_id: chatId,
      message_id: messageId,
      reply_markup: { inline_keyboard: [] },
    }),
  );
}
