import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { loadConfig } from "../core/config.ts";
import type { Config } from "../core/config.ts";
import { Fault } from "../core/errors.ts";
import { silentLog } from "../core/log.ts";
import { silentMeter } from "../core/meter.ts";
import { openParts } from "../core/open-parts.ts";
import type { Address } from "../core/channel/address.ts";
import type { RedressParts } from "../core/redress.ts";
import { localUrl } from "./local-url.ts";
import { recordedRequest } from "./recorded-request.ts";
import type { RecordedRequest } from "./recorded-request.ts";

const USAGE = `npm run replay -- FIXTURE [--fresh] [--message ID]

Pushes one recorded payload through the door of the server that runs here, signed as the platform would with the secrets in the environment:
an update of Telegram, a message or report of Twilio, or an SMS of a gateway ({ "from": …, "text": … }), such as
tests/fixtures/telegram/start.json. Then says what came of it; with DATABASE_URL also what the customer was told.

  --fresh       gives it ids that nobody has seen: a payload that was taken in before has no second effect
  --message ID  for a report of Twilio: the id of the message that it is about

Refused in production.
`;

export interface ReplayOptions {
  readonly isFresh: boolean;
  /** The message of ours that a report is about. */
  readonly messageId?: string;
}

/** What the door answered, for people. */
export interface Replayed {
  readonly status: number;
  readonly text: string;
}

/** Pushes the payload in the file at `path` through the door of the running server. Throws `Fault` with what to do where it cannot. */
export async function replay(config: Config, path: string, options: ReplayOptions): Promise<Replayed> {
  if (config.mode === "production")
    throw new Fault("replay-production", "A recorded payload is nobody's word: it is not pushed into production.");
  const request = recordedRequest(await readPayload(path), config, options);
  const story = config.databaseUrl === undefined ? undefined : await openStory(config, request.address);
  try {
    const before = (await story?.lastSeq()) ?? 0;
    const { status } = await push(`${localUrl(config.host, config.port)}${request.path}`, request);
    const told = status < 300 ? await story?.since(before) : undefined;
    return { status, text: [`${String(status)}: ${meaningOf(status)}`, ...(told ?? [])].join("\n") };
  } finally {
    await story?.close();
  }
}

async function readPayload(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    throw new Fault("replay-fixture", `${path} cannot be read as JSON`, error);
  }
}

/** Longer than a turn takes. */
const patienceMs = 30_000;

async function push(url: string, { headers, body }: RecordedRequest): Promise<Response> {
  try {
    const signal = AbortSignal.timeout(patienceMs);
    const response = await fetch(url, { method: "POST", headers: { ...headers }, body, redirect: "manual", signal });
    await response.arrayBuffer();
    return response;
  } catch (error) {
    throw new Fault(
      "replay-server",
      `nobody answers at ${url}: is the server running, with the same HOST and PORT?`,
      error,
    );
  }
}

function meaningOf(status: number): string {
  if (status < 300) return "taken in, or known already, or nothing that concerns a conversation";
  const meanings: Readonly<Record<number, string>> = {
    400: "not understood: the platform would not send it again",
    401: "not believed: is the webhook's secret of this environment that of the server?",
    403: "not believed: are the secrets and PUBLIC_URL of this environment those of the server?",
    404: "no such door: the channel is not configured in the server",
    413: "too long",
    503: "nothing was stored; the platform would send it again later",
  };
  return meanings[status] ?? "the platform would send it again later";
}

/** What is in the conversation, where the database can be read beside the server. */
interface Story {
  readonly lastSeq: () => Promise<number>;
  /** What was sent and said after `seq`, a line each. */
  readonly since: (seq: number) => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

async function openStory(config: Config, address: Address | undefined): Promise<Story> {
  const { store } = await openParts(config, silentLog, silentMeter);
  const conversation = async () => (address === undefined ? undefined : store.conversations.byAddress(address));
  return {
    lastSeq: async () => (await conversation())?.lastSeq ?? 0,
    since: async (seq) => {
      const found = await conversation();
      return found === undefined ? [] : linesOf(await store.conversations.messages(found.id, seq, 100));
    },
    close: () => store.close(),
  };
}

type Messages = Awaited<ReturnType<RedressParts["store"]["conversations"]["messages"]>>;

function linesOf(messages: Messages): readonly string[] {
  return messages.flatMap((message) => {
    if (message.direction === "in") return [`→ ${message.reply.kind}`];
    const { text, choices } = message.body;
    return [`← ${text}`, ...choices.map(({ label }) => `    [${label}]`), `    (${message.delivery.state})`];
  });
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      fresh: { type: "boolean", default: false },
      message: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  const [path] = positionals;
  if (values.help || path === undefined || positionals.length > 1) {
    (values.help ? process.stdout : process.stderr).write(USAGE);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const message = values.message === undefined ? {} : { messageId: values.message };
  const { status, text } = await replay(loadConfig(), path, { isFresh: values.fresh, ...message });
  process.stdout.write(`${text}\n`);
  process.exitCode = status < 300 ? 0 : 1;
}

if (import.meta.main) {
  await main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
