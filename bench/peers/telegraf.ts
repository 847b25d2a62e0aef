/** telegraf as its documentation shows it: a wizard scene, and a session in PostgreSQL. */
import { Postgres } from "@telegraf/session/pg";
import { Markup, Scenes, Telegraf, session } from "telegraf";
import type { SessionStore } from "telegraf";
import { fileComplaint, openPool } from "./complaints.ts";
import { answer, fileChoice, menu, openStep, questionAt } from "./filing.ts";
import type { Filing, Question } from "./filing.ts";
import { API_ROOT, BOT_INFO, BOT_TOKEN, HOOK_PATH, SECRET, serve } from "./serve.ts";

type Context = Scenes.WizardContext;

const pool = await openPool();

function ask(ctx: Context, { text, choices }: Question): Promise<unknown> {
  return ctx.reply(
    text,
    choices.length === 0 ? Markup.removeKeyboard() : Markup.keyboard([...choices], { columns: 1 }),
  );
}

const filing = new Scenes.WizardScene<Context>(
  "file",
  async (ctx) => {
    await ask(ctx, questionAt("language", {}));
    return ctx.wizard.next();
  },
  async (ctx) => {
    const given: Filing = ctx.wizard.state;
    const text = ctx.message !== undefined && "text" in ctx.message ? ctx.message.text : "";
    const step = openStep(given);
    if (step !== undefined) answer(step, text, given);
    const next = openStep(given);
    if (next !== undefined) return ask(ctx, questionAt(next, given));
    await ctx.reply(await fileComplaint(pool, ctx.chat?.id ?? 0, given), Markup.removeKeyboard());
    return ctx.scene.leave();
  },
);

const bot = new Telegraf<Context>(BOT_TOKEN, { telegram: { apiRoot: API_ROOT } });
bot.botInfo = BOT_INFO;
bot.use(session({ store: Postgres({ pool }) as SessionStore<Scenes.WizardSession> }));
bot.use(new Scenes.Stage<Context>([filing]).middleware());
bot.start((ctx) => ask(ctx, menu));
bot.hears(fileChoice, (ctx) => ctx.scene.enter("file"));
bot.on("text", (ctx) => ask(ctx, menu));
bot.catch((fault) => void process.stderr.write(`telegraf: ${String(fault)}\n`));

const handle = bot.webhookCallback(HOOK_PATH, { secretToken: SECRET });
await serve((request, response) => void handle(request, response));
