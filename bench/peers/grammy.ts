/** grammY as its documentation shows it: a conversation, kept in PostgreSQL and replayed. */
import { conversations, createConversation } from "@grammyjs/conversations";
import type { Conversation, ConversationFlavor, VersionedState, ConversationData } from "@grammyjs/conversations";
import { PsqlAdapter } from "@grammyjs/storage-psql";
import { Bot, Keyboard, webhookCallback } from "grammy";
import type { Context } from "grammy";
import { fileComplaint, openPool } from "./complaints.ts";
import { answer, fileChoice, menu, openStep, questionAt } from "./filing.ts";
import type { Filing, Question } from "./filing.ts";
import { API_ROOT, BOT_INFO, BOT_TOKEN, HOOK_PATH, SECRET, serve } from "./serve.ts";

type Outer = ConversationFlavor<Context>;

const pool = await openPool();

function ask(ctx: Context, { text, choices }: Question): Promise<unknown> {
  if (choices.length === 0) return ctx.reply(text, { reply_markup: { remove_keyboard: true } });
  const keyboard = choices.reduce((rows, choice) => rows.text(choice).row(), new Keyboard());
  return ctx.reply(text, { reply_markup: keyboard });
}

async function file(conversation: Conversation<Outer>, ctx: Context): Promise<void> {
  const given: Filing = {};
  for (let step = openStep(given); step !== undefined; step = openStep(given)) {
    await ask(ctx, questionAt(step, given));
    const { message } = await conversation.waitFor("message:text");
    answer(step, message.text, given);
  }
  const told = await conversation.external(() => fileComplaint(pool, ctx.chatId ?? 0, given));
  await ctx.reply(told, { reply_markup: { remove_keyboard: true } });
}

const bot = new Bot<Outer>(BOT_TOKEN, {
  // Newer than the other two know.
  botInfo: { ...BOT_INFO, can_connect_to_business: false, has_main_web_app: false } as never,
  client: { apiRoot: API_ROOT },
});
const adapter = await PsqlAdapter.create({ tableName: "conversations", client: pool as never });
bot.use(
  conversations({
    storage: { type: "key", version: 0, adapter: adapter as PsqlAdapter<VersionedState<ConversationData>> },
  }),
);
bot.use(createConversation(file));
bot.command("start", (ctx) => ask(ctx, menu));
bot.hears(fileChoice, (ctx) => ctx.conversation.enter("file"));
bot.on("message:text", (ctx) => ask(ctx, menu));
bot.catch(({ error }) => void process.stderr.write(`grammY: ${String(error)}\n`));

const handle = webhookCallback(bot, "http", { secretToken: SECRET });
await serve((request, response) => {
  if (request.url !== HOOK_PATH) return void response.writeHead(404).end();
  handle(request, response).catch((fault: unknown) => {
    process.stderr.write(`grammY: ${String(fault)}\n`);
    if (!response.headersSent) response.writeHead(500).end();
  });
});
