import type { Call } from "./call.ts";
import { fileOf } from "./call.ts";
import { buttonsOf } from "./chats.ts";
import type { SeenFile } from "./chats.ts";
import type { Platform } from "./platform.ts";
import { profileMethods } from "./profile.ts";
import type { Webhook } from "./webhook-delivery.ts";
import { ApiError, badRequest, textOf } from "./wire.ts";
import type { Json } from "./wire.ts";

type Method = (platform: Platform, call: Call) => unknown;

/** https://core.telegram.org/bots/api#sendmessage, #senddocument, #sendphoto */
const maxima = { text: 4_096, caption: 1_024, photo: 10_000_000, document: 50_000_000 } as const;

/** Carries out one call; throws `ApiError` with what Telegram answers, also for a method that it does not have. */
export async function carryOut(platform: Platform, call: Call): Promise<unknown> {
  const method = methods.get(call.method.toLowerCase());
  if (method === undefined) throw new ApiError(404, "Not Found: method not found");
  return method(platform, call);
}

const methods: ReadonlyMap<string, Method> = new Map<string, Method>([
  ["getme", ({ bot }) => ({ ...bot, can_join_groups: true, can_read_all_group_messages: false })],
  ["sendmessage", sendMessage],
  ["sendphoto", (platform, call) => sendFile(platform, call, "photo")],
  ["senddocument", (platform, call) => sendFile(platform, call, "document")],
  ["sendchataction", sendChatAction],
  ["editmessagereplymarkup", editReplyMarkup],
  ["deletemessage", deleteMessage],
  ["answercallbackquery", ({ taps }, { payload }) => taps.answer(payload)],
  ["getfile", ({ files }, { payload }) => files.describe(payload["file_id"])],
  ["getupdates", getUpdates],
  ["setwebhook", setWebhook],
  ["deletewebhook", deleteWebhook],
  ["getwebhookinfo", webhookInfo],
  ...profileMethods,
]);

function sendMessage({ chats, limits }: Platform, { payload }: Call): Json {
  const chat = chats.writable(payload["chat_id"]);
  const text = payload["text"];
  if (typeof text !== "string" || text.trim() === "") throw badRequest("message text is empty");
  if (text.length > maxima.text) throw badRequest("message is too long");
  buttonsOf(payload["reply_markup"]);
  limits.count(chat.wire.id);
  return chats.put(chat, { text, files: [] }, payload["reply_markup"]);
}

function sendFile({ chats, limits }: Platform, call: Call, kind: SeenFile["kind"]): Json {
  const { payload } = call;
  const chat = chats.writable(payload["chat_id"]);
  const file = fileOf(call, kind);
  if (file === undefined) throw badRequest(`there is no ${kind} in the request`);
  if (file.bytes.length === 0) throw badRequest("file must be non-empty");
  if (file.bytes.length > maxima[kind]) throw new ApiError(413, "Request Entity Too Large");
  const caption = textOf(payload, "caption");
  if (caption.length > maxima.caption) throw badRequest("message caption is too long");
  limits.count(chat.wire.id);
  return chats.put(chat, { text: caption, files: [file] }, payload["reply_markup"]);
}

function sendChatAction({ chats }: Platform, { payload }: Call): true {
  const chat = chats.writable(payload["chat_id"]);
  if (payload["action"] !== "typing") throw badRequest("wrong parameter action in request");
  chat.typing += 1;
  return true;
}

function editReplyMarkup({ chats }: Platform, { payload }: Call): Json {
  const chat = chats.writable(payload["chat_id"]);
  const message = chat.messages.get(Number(payload["message_id"]));
  if (message === undefined) throw badRequest("message to edit not found");
  const buttons = buttonsOf(payload["reply_markup"]);
  if (JSON.stringify(buttons) === JSON.stringify(message.buttons)) {
    throw badRequest(
      "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message",
    );
  }
  const edited = { ...message, buttons };
  chat.messages.set(message.messageId, edited);
  return chats.wireOf(chat, edited);
}

function deleteMessage({ chats }: Platform, { payload }: Call): true {
  const chat = chats.writable(payload["chat_id"]);
  if (!chat.messages.delete(Number(payload["message_id"]))) throw badRequest("message to delete not found");
  return true;
}

async function getUpdates({ webhook, polling, scale }: Platform, { payload }: Call): Promise<unknown> {
  if (webhook.current() !== undefined) {
    throw new ApiError(
      409,
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
  }
  const offset = payload["offset"] === undefined ? undefined : Number(payload["offset"]);
  return polling.getUpdates({
    offset,
    limit: Number(payload["limit"] ?? 100),
    timeoutMs: Number(payload["timeout"] ?? 0) * 1_000 * Math.min(1, scale * 10),
  });
}

function setWebhook({ webhook, polling, queue }: Platform, { payload }: Call): true {
  const url = textOf(payload, "url");
  if (!isWebhookUrl(url)) throw badRequest("bad webhook: An HTTPS URL must be provided for webhook");
  const secret = textOf(payload, "secret_token");
  if (!/^[A-Za-z0-9_-]{0,256}$/u.test(secret)) throw badRequest("secret token contains unallowed characters");
  if (payload["drop_pending_updates"] === true) queue.clear();
  polling.stop();
  webhook.set(url === "" ? undefined : { url, secret: secret === "" ? undefined : secret, ...wishesOf(payload) });
  return true;
}

/** Beside https, the loopback address of a test. */
function isWebhookUrl(url: string): boolean {
  return url === "" || /^https:\/\//u.test(url) || /^http:\/\/(?:127\.0\.0\.1|localhost)[:/]/u.test(url);
}

function wishesOf(payload: Json): Pick<Webhook, "maxConnections" | "allowedUpdates"> {
  const allowed: unknown = payload["allowed_updates"];
  return {
    maxConnections: Number(payload["max_connections"] ?? 40),
    allowedUpdates: Array.isArray(allowed) ? allowed.map(String) : [],
  };
}

function deleteWebhook({ webhook, queue }: Platform, { payload }: Call): true {
  if (payload["drop_pending_updates"] === true) queue.clear();
  webhook.set(undefined);
  return true;
}

function webhookInfo({ webhook, queue }: Platform): Json {
  const current = webhook.current();
  const failed = webhook.lastError();
  return {
    url: current?.url ?? "",
    has_custom_certificate: false,
    pending_update_count: queue.waiting().length,
    ...(current === undefined
      ? {}
      : { max_connections: current.maxConnections, ip_address: "127.0.0.1", allowed_updates: current.allowedUpdates }),
    ...(failed === undefined ? {} : { last_error_date: failed.at, last_error_message: failed.message }),
  };
}
