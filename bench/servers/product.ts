import { z } from "zod";
import type { Senders } from "../load/plan.ts";
import { runLoad, startProduct } from "./processes.ts";
import type { Listening } from "./processes.ts";
import type { Provider } from "./provider.ts";

/** A server with a door at which visitors have begun to talk. */
export interface Door extends Listening {
  readonly senders: Senders;
}

/** Where the product keeps its data. */
export type Storage = { readonly databaseUrl: string } | { readonly dataDir: string };

export interface ProductSetting {
  readonly storage: Storage;
  /** For its log, and for files where they are kept on disk. */
  readonly folder: string;
  readonly visitors: number;
  readonly nodeFlags?: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
}

/** Understood at every step: "menu" is answered by one message with choices, "help" by two. */
export const TURN_WORDS = ["menu", "help"] as const;

/** A benchmark's visitor writes more in a minute than any person does. */
const POSTS_PER_MINUTE = "1000000";

/** What platforms grant those who pay for it, and more: the product is measured here, and not how patient it is. */
const MESSAGES_PER_SECOND = "10000";

/** The address that the world would see: what Twilio signs, and what Telegram is told to call. */
const PUBLIC_URL = "https://complaints.example.com";

/** What Telegram proves itself with. */
export const TELEGRAM_SECRET = "a-webhook-secret-of-the-benchmark";

const SECRETS = {
  key: "a key of the benchmark, good for nothing else",
  bot: "110201543:AAbenchmark-of-loopback-alone-0123456",
  account: `AC${"0".repeat(32)}`,
  twilio: "a token of the benchmark",
  number: "+15005550006",
} as const;

/** Starts the server as in production, and opens a conversation for each visitor of the web chat. */
export async function startWebchat(setting: ProductSetting): Promise<Door> {
  const server = await startWith(setting, {});
  const targets: { path: string; token: string }[] = [];
  while (targets.length < setting.visitors) targets.push(await openChat(server.port));
  return { ...server, senders: { kind: "webchat", targets } };
}

/** Starts the server with a Telegram bot whose visitors have pressed Start; the provider has then got what they were told. */
export async function startTelegram(setting: ProductSetting, provider: Provider): Promise<Door> {
  const server = await startTelegramAt(setting, provider.root);
  return begun(
    { ...server, senders: { kind: "telegram", secret: TELEGRAM_SECRET, visitors: setting.visitors } },
    "/start",
  );
}

/** Starts the server with a Telegram bot with whom nobody has spoken. */
export function startTelegramAt(setting: ProductSetting, apiRoot: string): Promise<Listening> {
  return startWith(setting, {
    PUBLIC_URL,
    TELEGRAM_BOT_TOKEN: SECRETS.bot,
    TELEGRAM_WEBHOOK_SECRET: TELEGRAM_SECRET,
    TELEGRAM_API_ROOT: apiRoot,
    TELEGRAM_MESSAGES_PER_SECOND: MESSAGES_PER_SECOND,
  });
}

/** Starts the server with a WhatsApp number whose visitors have said hello. */
export async function startWhatsapp(setting: ProductSetting, provider: Provider): Promise<Door> {
  const server = await startWith(setting, {
    PUBLIC_URL,
    TWILIO_ACCOUNT_SID: SECRETS.account,
    TWILIO_AUTH_TOKEN: SECRETS.twilio,
    TWILIO_WHATSAPP_FROM: SECRETS.number,
    TWILIO_API_ROOT: provider.root,
    TWILIO_WHATSAPP_MESSAGES_PER_SECOND: MESSAGES_PER_SECOND,
  });
  const senders: Senders = {
    kind: "whatsapp",
    account: SECRETS.account,
    authToken: SECRETS.twilio,
    publicUrl: PUBLIC_URL,
    to: SECRETS.number,
    visitors: setting.visitors,
  };
  return begun({ ...server, senders }, "hello");
}

function startWith(
  { storage, folder, variables = {}, nodeFlags = [] }: ProductSetting,
  door: Readonly<Record<string, string>>,
): Promise<Listening> {
  const all = {
    NODE_ENV: "production",
    HOST: "127.0.0.1",
    SECRET_KEY: SECRETS.key,
    WEBCHAT_POSTS_PER_MINUTE: POSTS_PER_MINUTE,
    DATA_DIR: folder,
    ...("databaseUrl" in storage ? { DATABASE_URL: storage.databaseUrl } : { DATA_DIR: storage.dataDir }),
    ...door,
    ...variables,
  };
  return startProduct(all, `${folder}/server.log`, nodeFlags);
}

/** The round in which visitors say hello; no ledger counts it. */
const GREETING_ROUND = 999;

async function begun(door: Door, words: string): Promise<Door> {
  const { refused } = await runLoad({
    port: door.port,
    senders: door.senders,
    words: [words],
    round: GREETING_ROUND,
    connections: 8,
    warmUpMs: 0,
    measureMs: 0,
    loop: { kind: "once" },
  });
  const [status] = Object.keys(refused);
  if (status !== undefined) throw new Error(`The door answered a greeting with ${status}`);
  return door;
}

const grantSchema = z.object({ token: z.string(), conversationId: z.string() });

async function openChat(port: number): Promise<{ path: string; token: string }> {
  const { token, conversationId } = grantSchema.parse(await posted(port, "/webchat/token", {}));
  await posted(port, "/v3/directline/conversations", { authorization: `Bearer ${token}` });
  return { path: `/v3/directline/conversations/${conversationId}/activities`, token };
}

async function posted(port: number, path: string, headers: Readonly<Record<string, string>>): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", "accept-language": "en", ...headers },
    body: "{}",
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return response.json();
}
