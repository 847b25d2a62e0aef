import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { countOf, withPostgres } from "../ledger/stored-rows.ts";
import { dialogueResultSchema } from "../load/dialogue-plan.ts";
import type { DialoguePlan, DialogueResult } from "../load/dialogue-plan.ts";
import { filingScript } from "../load/filing-script.ts";
import { median, percentile } from "../load/statistics.ts";
import { installPeers, PEER_SECRET, peerNames, startPeer } from "../servers/peers.ts";
import type { PeerName } from "../servers/peers.ts";
import type { Listening } from "../servers/processes.ts";
import { TELEGRAM_SECRET, startTelegramAt } from "../servers/product.ts";
import type { PostgresServer } from "../../tests/support/postgres-server.ts";
import { check, newDatabase } from "./part-tools.ts";
import type { PartTools } from "./part-tools.ts";

/** What was found of one bot that holds the filing dialogue. */
export interface PeerPart {
  readonly name: PeerName | "redress";
  /** Messages per second whose answer arrived at Telegram where more customers write than it can answer: the median of the rounds. */
  readonly perSecond: number;
  /** Milliseconds from a message to its answer at Telegram where few customers write. */
  readonly p50: number;
  readonly p99: number;
}

/** Customers who file at once: few, whom every bot can answer, and many. */
const CROWDS = { few: 60, many: 1_000 } as const;
const THOUGHT_MS = 1_000;
const FIRST_CHAT = 6_000_000_000;
/** More than one round can have. */
const MOST_CHATS = 1_000_000;

type BotName = PeerPart["name"];

/** Lets customers file complaints with the product and with each peer, in turns. */
export async function measurePeers(
  postgres: Pick<PostgresServer, "url">,
  tools: PartTools,
): Promise<readonly PeerPart[]> {
  await installPeers();
  const names: readonly BotName[] = ["redress", ...peerNames];
  const databases = new Map<BotName, string>();
  for (const name of names) databases.set(name, await newDatabase(postgres, `peer_${name.replace("-", "_")}`));
  const results = new Map<BotName, Record<keyof typeof CROWDS, DialogueResult[]>>(
    names.map((name) => [name, { few: [], many: [] }]),
  );
  const { extent, say } = tools;
  for (let round = 1; round <= extent.rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const database = databases.get(name) ?? "";
      const mine = results.get(name);
      mine?.few.push(await holdDialogues(name, database, { crowd: "few", round }, tools));
      mine?.many.push(await holdDialogues(name, database, { crowd: "many", round }, tools));
    }
    const speeds = names.map((name) => `${name} ${Math.round(results.get(name)?.many.at(-1)?.perSecond ?? 0)}/s`);
    say(`dialogues, round ${round}: ${speeds.join(", ")}`);
  }
  const parts: PeerPart[] = [];
  for (const [name, { few, many }] of results) {
    check(say, `the dialogues of ${name}`, await auditDialogues(name, databases.get(name) ?? "", [...few, ...many]));
    parts.push(partOf(name, few, many));
  }
  return parts;
}

function partOf(name: BotName, few: readonly DialogueResult[], many: readonly DialogueResult[]): PeerPart {
  const latencies = few.flatMap((result) => result.latencies);
  return {
    name,
    perSecond: median(many.map(({ perSecond }) => perSecond)),
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
  };
}

const root = fileURLToPath(new URL("../..", import.meta.url));

async function holdDialogues(
  name: BotName,
  database: string,
  { crowd, round }: { readonly crowd: keyof typeof CROWDS; readonly round: number },
  tools: PartTools,
): Promise<DialogueResult> {
  const { warmUpMs, measureMs } = tools.extent;
  const secret = name === "redress" ? TELEGRAM_SECRET : PEER_SECRET;
  const plan: DialoguePlan = {
    secret,
    script: [...filingScript()],
    customers: CROWDS[crowd],
    firstChat: FIRST_CHAT + (2 * round + (crowd === "few" ? 0 : 1)) * MOST_CHATS,
    thoughtMs: THOUGHT_MS,
    warmUpMs,
    measureMs,
  };
  const child = spawn(process.execPath, ["bench/load/dialogues.ts"], { cwd: root, stdio: ["pipe", "pipe", "inherit"] });
  const exit = once(child, "exit");
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  child.stdin.write(`${JSON.stringify(plan)}\n`);
  const { port } = z.object({ port: z.number() }).parse(await nextLine(lines));
  const bot = await startBot(name, database, `http://127.0.0.1:${port}`, tools);
  child.stdin.end(`${JSON.stringify(bot.port)}\n`);
  const result = dialogueResultSchema.parse(await nextLine(lines));
  await exit;
  await bot.stop();
  return result;
}

async function nextLine(lines: AsyncIterator<string>): Promise<unknown> {
  const next = await lines.next();
  if (next.done === true) throw new Error("The customers went away; the reason is printed above");
  return JSON.parse(next.value);
}

function startBot(name: BotName, databaseUrl: string, apiRoot: string, tools: PartTools): Promise<Listening> {
  if (name !== "redress") return startPeer(name, databaseUrl, apiRoot);
  return startTelegramAt({ storage: { databaseUrl }, folder: tools.folder, visitors: 0 }, apiRoot);
}

/** Every dialogue that came to its end has exactly one complaint. A dialogue that was cut off by the end of the round may have one. */
async function auditDialogues(
  name: BotName,
  database: string,
  results: readonly DialogueResult[],
): Promise<readonly string[]> {
  const finished = results.flatMap((result) => result.finished);
  const chat =
    name === "redress"
      ? "(SELECT external_id FROM conversation WHERE customer_id = complaint.customer_id)"
      : "complaint.chat_id::text";
  const chats = finished.map((id) => `'${id}'`).join(",") || "''";
  const filed = `FROM complaint WHERE ${chat} IN (${chats})`;
  return withPostgres(database, async (rows) => {
    const all = await countOf(rows, `SELECT count(*)::int AS count ${filed}`);
    const different = await countOf(rows, `SELECT count(DISTINCT ${chat})::int AS count ${filed}`);
    const counts: readonly (readonly [number, string])[] = [
      [finished.length - different, "finished dialogues have no complaint"],
      [all - different, "complaints too many"],
      [results.reduce((sum, { given }) => sum + given, 0), "dialogues got no answer"],
      [results.reduce((sum, { refused }) => sum + refused, 0), "messages were refused"],
    ];
    return counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  });
}
