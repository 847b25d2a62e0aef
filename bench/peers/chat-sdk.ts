/** The `chat` SDK as its documentation shows it: the Telegram adapter, state in PostgreSQL, and each thread's state by step. */
import { createPostgresState } from "@chat-adapter/state-pg";
import { createTelegramAdapter } from "@chat-adapter/telegram";
import { Actions, Button, Card, CardText, Chat, ConsoleLogger } from "chat";
import type { Message, Thread } from "chat";
import { buffer } from "node:stream/consumers";
import { fileComplaint, openPool } from "./complaints.ts";
import { answer, fileChoice, menu, openStep, questionAt } from "./filing.ts";
import type { Filing, Question } from "./filing.ts";
import { API_ROOT, BOT_INFO, BOT_TOKEN, HOOK_PATH, SECRET, serve } from "./serve.ts";

interface State {
  filing?: Filing | null;
}

const pool = await openPool();
const logger = new ConsoleLogger("error");

function ask(thread: Pick<Thread<State>, "post">, { text, choices }: Question): Promise<unknown> {
  if (choices.length === 0) return thread.post(text);
  const buttons = choices.map((choice, place) => Button({ id: `choice-${place}`, label: choice }));
  return thread.post(Card({ children: [CardText(text), Actions(buttons)] }));
}

async function take(thread: Thread<State>, message: Message): Promise<void> {
  const { filing } = (await thread.state) ?? {};
  if (filing === undefined || filing === null) {
    if (message.text !== fileChoice) return void (await ask(thread, menu));
    await thread.setState({ filing: {} });
    return void (await ask(thread, questionAt("language", {})));
  }
  const step = openStep(filing);
  if (step !== undefined) answer(step, message.text, filing);
  const next = openStep(filing);
  if (next !== undefined) {
    await thread.setState({ filing });
    return void (await ask(thread, questionAt(next, filing)));
  }
  const told = await fileComplaint(pool, Number(thread.id.split(":")[1]), filing);
  await thread.setState({ filing: null });
  await thread.post(told);
}

const bot = new Chat<Record<string, ReturnType<typeof createTelegramAdapter>>, State>({
  userName: BOT_INFO.username,
  adapters: {
    telegram: createTelegramAdapter({
      botToken: BOT_TOKEN,
      secretToken: SECRET,
      mode: "webhook",
      apiUrl: API_ROOT,
      userName: BOT_INFO.username,
      logger,
    }),
  },
  state: createPostgresState({ client: pool, logger }),
  // The default drops what comes while the last message is still at work.
  concurrency: "queue",
  logger,
});

const onMessage = async (
  thread: Thread<State>,
  message: Message,
  { skipped = [] as Message[] } = {},
): Promise<void> => {
  for (const each of [...skipped, message]) await take(thread, each);
};
bot.onDirectMessage((thread, message, _channel, context) => onMessage(thread, message, context));
bot.onSlashCommand("/start", async ({ channel }) => void (await ask(channel, menu)));
await bot.initialize();

await serve((request, response) => {
  if (request.url !== HOOK_PATH) return void response.writeHead(404).end();
  buffer(request)
    .then((body) =>
      bot.webhooks.telegram?.(
        new Request(`http://127.0.0.1${HOOK_PATH}`, {
          method: "POST",
          headers: { ...(request.headers as Record<string, string>) },
          body,
        }),
      ),
    )
    .then(
      async (answered) => response.writeHead(answered?.status ?? 500).end(await answered?.text()),
      () => response.writeHead(500).end(),
    );
});
