import type { TelegramDeps } from "../bots/telegram/index.ts";
import type { Config } from "../core/config.ts";
import { DeliveryError, Fault } from "../core/errors.ts";
import type { Door, DoorPorts } from "../core/http/door.ts";
import { textIn } from "../core/organisation/look-up.ts";
import type { RedressParts } from "../core/redress.ts";
import type { DoorSetting } from "./door-setting.ts";
import { outgoingFile } from "./outgoing-file.ts";
import { pacedDoor } from "./paced-door.ts";

/** Opens Telegram, where the configuration names a bot. Its library is loaded only then. */
export async function openTelegramDoor(
  { config, parts }: Pick<DoorSetting, "config" | "parts">,
  ports: DoorPorts,
): Promise<Door | undefined> {
  if (config.telegram === undefined) return undefined;
  const { createTelegram } = await import("../bots/telegram/index.ts");
  const door = createTelegram(depsOf(config, config.telegram, parts, ports));
  return pacedDoor(door, config.telegram.messagesPerSecond);
}

/** Resolves when Telegram knows the bot; rejects with a `Fault` that says what the matter is. */
export async function tryTelegram({ token, apiRoot }: NonNullable<Config["telegram"]>): Promise<void> {
  const { createBotApi } = await import("../bots/telegram/index.ts");
  try {
    await createBotApi(token, apiRoot).call("getMe", {});
  } catch (error) {
    throw new Fault("telegram", telegramTrouble(error));
  }
}

/** In words for whoever typed a command. */
export function telegramTrouble(error: unknown): string {
  if (error instanceof DeliveryError && error.trouble === "account")
    return "Telegram does not know the bot: is TELEGRAM_BOT_TOKEN the one that @BotFather gives?";
  return error instanceof Error ? error.message : "it failed";
}

function depsOf(
  { secretKey, publicUrl }: Config,
  { token, apiRoot, webhookSecret }: NonNullable<Config["telegram"]>,
  { store, files, ports, organisation }: RedressParts,
  door: DoorPorts,
): TelegramDeps {
  return {
    ...door,
    token,
    apiRoot,
    secretKey,
    ...(webhookSecret === undefined ? {} : { webhookSecret }),
    // Telegram delivers to https only: https://core.telegram.org/bots/webhooks
    ...(publicUrl?.startsWith("https:") === true ? { publicUrl } : {}),
    bookmarks: store.bookmarks,
    holder: ports.ids.uuid(),
    languages: organisation.languages,
    organisationName: (language) => textIn(organisation.name, language, organisation),
    fileOf: (id) => outgoingFile({ store, files }, id),
  };
}
