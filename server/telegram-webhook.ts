import {
  createBotApi,
  readWebhook,
  removeWebhook,
  setWebhook,
  webhookSecret,
  webhookUrl,
} from "../bots/telegram/index.ts";
import { loadConfig } from "../core/config.ts";
import type { Config } from "../core/config.ts";
import { Fault } from "../core/errors.ts";
import { telegramTrouble } from "./open-telegram.ts";

const usage = "npm run telegram:webhook [-- show | set | remove]";

/** What `npm run telegram:webhook` answers to `word`: shows (unless told otherwise), sets or removes the webhook. Throws `Fault` with what to do. */
export async function webhookCommand(
  word: string,
  { telegram, publicUrl, secretKey }: Pick<Config, "telegram" | "publicUrl" | "secretKey">,
): Promise<string> {
  if (telegram === undefined) throw new Fault("telegram-off", "TELEGRAM_BOT_TOKEN is unset");
  const api = createBotApi(telegram.token, telegram.apiRoot);
  const secret = webhookSecret(secretKey, telegram.webhookSecret);
  switch (word) {
    case "show":
      return told(await readWebhook(api), publicUrl === undefined ? undefined : webhookUrl(publicUrl, secret));
    case "set":
      if (publicUrl?.startsWith("https:") !== true)
        throw new Fault(
          "telegram-public-url",
          "PUBLIC_URL must begin with https://: Telegram delivers to nothing else",
        );
      await setWebhook(api, publicUrl, secret);
      return `Set: ${webhookUrl(publicUrl, secret)}`;
    case "remove":
      await removeWebhook(api);
      return "Removed. What waits at Telegram is kept for a day, for polling or the next webhook.";
    default:
      throw new Fault("usage", usage);
  }
}

function told({ url, pending, lastError }: Awaited<ReturnType<typeof readWebhook>>, ours: string | undefined): string {
  const whose = url === ours ? "this installation's" : "not this installation's";
  return [
    url === "" ? "No webhook is set: updates are polled." : `Webhook: ${url} (${whose})`,
    `Waiting at Telegram: ${pending}`,
    ...(lastError === undefined ? [] : [`Last failure: ${lastError.at.toISOString()} ${lastError.message}`]),
  ].join("\n");
}

if (import.meta.main) {
  try {
    process.stdout.write(`${await webhookCommand(process.argv[2] ?? "show", loadConfig())}\n`);
  } catch (error) {
    process.stderr.write(`${telegramTrouble(error)}\n`);
    process.exitCode = 1;
  }
}
