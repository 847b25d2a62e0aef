/**
 * Customers who hold a whole dialogue with a Telegram bot, a process of its own that is also the Bot API which the bot answers to: each
 * customer sends what comes next once the bot's answer to the last is there, as people do who read before they write. Reads a plan as
 * JSON from the first line of standard input, prints its port, and begins with the second line; the last line of its output is the result.
 */
import { once } from "node:events";
import { createServer } from "node:http";
import { createInterface } from "node:readline";
import { buffer } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { openConnection, requestBytes } from "./connection.ts";
import type { Connection } from "./connection.ts";
import { dialoguePlanSchema } from "./dialogue-plan.ts";
import type { DialogueResult } from "./dialogue-plan.ts";
import { seededRandom } from "./statistics.ts";
import { TELEGRAM_PATH, telegramUpdate } from "./writers.ts";

/** How long an answer may take before the customer gives up on the bot. */
const ANSWER_MS = 30_000;

const input = createInterface(process.stdin)[Symbol.asyncIterator]();
const plan = dialoguePlanSchema.parse(JSON.parse(z.string().parse((await input.next()).value)));

const answers = new Map<number, number>();
const waiting = new Map<number, () => void>();

function answered(chat: number): void {
  answers.set(chat, (answers.get(chat) ?? 0) + 1);
  waiting.get(chat)?.();
}

const sendSchema = z.object({ chat_id: z.coerce.number() });
const replySchema = z.object({ method: z.string().startsWith("send"), chat_id: z.coerce.number() });
const BOT = { id: 110_201_543, is_bot: true, first_name: "Complaints", username: "complaints_bot" };
let messages = 0;

/** What the bot asks of Telegram: every message is accepted at once. */
const api = createServer((request, response) => {
  const method = /^\/bot[^/]+\/(\w+)/u.exec(request.url ?? "")?.[1] ?? "";
  const reply = async (): Promise<void> => {
    const body = (await buffer(request)).toString("utf8");
    const isMessage = method.startsWith("send") && method !== "sendChatAction";
    messages += 1;
    const chat = isMessage ? sendSchema.parse(JSON.parse(body)).chat_id : 0;
    const sent = {
      message_id: messages,
      date: Math.floor(Date.now() / 1_000),
      chat: { id: chat, type: "private" },
      from: BOT,
      text: "",
    };
    const result = isMessage
      ? sent
      : method === "getMe"
        ? BOT
        : method === "getWebhookInfo"
          ? { url: "" }
          : method.startsWith("getMy")
            ? []
            : true;
    const text = JSON.stringify({ ok: true, result });
    response
      .writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(text) })
      .end(text);
    if (isMessage) answered(chat);
  };
  reply().catch(() => response.destroy());
});
api.keepAliveTimeout = 60_000;
api.listen(0, "127.0.0.1");
await once(api, "listening");
process.stdout.write(`${JSON.stringify(api.address())}\n`);

const port = z.number().parse(JSON.parse(z.string().parse((await input.next()).value)));
const from = performance.now() + plan.warmUpMs;
const until = from + plan.measureMs;
const result: {
  -readonly [Key in keyof DialogueResult]: DialogueResult[Key] extends readonly (infer Item)[]
    ? Item[]
    : DialogueResult[Key];
} = {
  perSecond: 0,
  latencies: [],
  finished: [],
  given: 0,
  refused: 0,
};
let dialogues = 0;
let updates = 0;
const random = seededRandom(plan.firstChat);

/** What somebody takes to read and to answer: from one to one and a half times `thoughtMs`, for people do not write in step. */
function thought(): number {
  return plan.thoughtMs * (1 + random() / 2);
}

async function hold(connection: Connection): Promise<void> {
  // Nobody comes at the same moment.
  await wait(random() * plan.thoughtMs);
  while (performance.now() < until) {
    dialogues += 1;
    const chat = plan.firstChat + dialogues;
    if (await walk(connection, chat)) result.finished.push(chat);
  }
}

/** Holds one dialogue in a chat of its own; whether it came to its end. */
async function walk(connection: Connection, chat: number): Promise<boolean> {
  for (const [index, words] of plan.script.entries()) {
    const begun = performance.now();
    if (!(await exchange(connection, chat, index + 1, words))) return false;
    const now = performance.now();
    if (now >= from && now < until) result.latencies.push(now - begun);
    if (now >= until) return index === plan.script.length - 1;
    await wait(thought());
  }
  return true;
}

/** Sends one message and waits for the bot's answer at Telegram; whether it came. */
async function exchange(connection: Connection, chat: number, message: number, words: string): Promise<boolean> {
  const head = [`x-telegram-bot-api-secret-token: ${plan.secret}`];
  const before = answers.get(chat) ?? 0;
  updates += 1;
  const update = telegramUpdate(chat, message, words, plan.firstChat + updates);
  const { status, body } = await connection.send(requestBytes(port, TELEGRAM_PATH, head, update));
  if (status < 200 || status > 299) {
    result.refused += 1;
    return false;
  }
  // A bot may put its answer into its answer to the webhook.
  const inReply = replySchema.safeParse(body.startsWith("{") ? JSON.parse(body) : undefined);
  if (inReply.success) answered(inReply.data.chat_id);
  const isAnswered = await heard(chat, before + 1);
  if (!isAnswered) result.given += 1;
  return isAnswered;
}

/** Resolves once the bot has said at least `count` things in the chat; false where that takes too long. */
async function heard(chat: number, count: number): Promise<boolean> {
  const deadline = performance.now() + ANSWER_MS;
  while ((answers.get(chat) ?? 0) < count) {
    const left = deadline - performance.now();
    if (left <= 0) return false;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, left);
      waiting.set(chat, () => {
        clearTimeout(timer);
        resolve();
      });
    });
    waiting.delete(chat);
  }
  return true;
}

const connections = await Promise.all(Array.from({ length: plan.customers }, () => openConnection(port)));
await Promise.all(connections.map(hold));
for (const connection of connections) connection.close();
result.perSecond = result.latencies.length / (plan.measureMs / 1_000);
process.stdout.write(`${JSON.stringify(result)}\n`);
api.closeAllConnections();
process.exit(0);
