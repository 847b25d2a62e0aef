import { Fault } from "../../core/errors.ts";
import type { DeliveryError } from "../../core/errors.ts";
import type { BotApi } from "./bot-api.ts";
import { allowedUpdates, maxConnections } from "./limits.ts";
import { fingerprint } from "./verify.ts";
import { webhookPath } from "./webhook.ts";

/** What Telegram has been told of our webhook, as operators see it. */
export interface WebhookState {
  /** Empty: none is set. */
  readonly url: string;
  readonly pending: number;
  readonly lastError?: { readonly at: Date; readonly message: string };
}

/** Address of the webhook below `publicUrl`. It tells one secret from another, so that a changed one is noticed. */
export function webhookUrl(publicUrl: string, secret: string): string {
  return `${publicUrl}${webhookPath}?secret=${fingerprint(secret)}`;
}

export async function readWebhook(api: BotApi): Promise<WebhookState> {
  const {
    url = "",
    pending_update_count: pending,
    last_error_date,
    last_error_message,
  } = await api.call("getWebhookInfo", {});
  if (last_error_date === undefined) return { url, pending };
  return { url, pending, lastError: { at: new Date(last_error_date * 1_000), message: last_error_message ?? "" } };
}

/** Sets the webhook where Telegram has been told otherwise; whether it had to. */
export async function ensureWebhook(api: BotApi, publicUrl: string, secret: string): Promise<boolean> {
  const url = webhookUrl(publicUrl, secret);
  const info = await api.call("getWebhookInfo", {});
  const allowed = info.allowed_updates ?? [];
  const isSet =
    info.url === url &&
    info.max_connections === maxConnections &&
    allowed.length === allowedUpdates.length &&
    allowedUpdates.every((kind) => allowed.includes(kind));
  if (!isSet) await setWebhook(api, publicUrl, secret);
  return !isSet;
}

/** What waits at Telegram is kept. */
export async function setWebhook(api: BotApi, publicUrl: string, secret: string): Promise<void> {
  await api.call("setWebhook", {
    url: webhookUrl(publicUrl, secret),
    secret_token: secret,
    allowed_updates: allowedUpdates,
    max_connections: maxConnections,
  });
}

/** What waits at Telegram is kept, for polling. */
export async function removeWebhook(api: BotApi): Promise<void> {
  await api.call("deleteWebhook", { drop_pending_updates: false });
}

/** What operators have to know where Telegram has not been told of our webhook yet. */
export function webhookTrouble(cause: DeliveryError): Fault {
  return new Fault(
    "telegram-webhook",
    `nothing comes in by Telegram until it takes the address of our webhook, PUBLIC_URL; it is tried again (${cause.message})`,
    cause,
  );
}
