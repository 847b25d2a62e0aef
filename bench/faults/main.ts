/**
 * `npm run faults [-- --quick] [--ours] [--only WORDS]`: lets every fault of docs/adr/0093's list happen to real server processes on a real
 * PostgreSQL while customers file complaints, and draws the ledger; then the same to the telegraf peer, so that the difference is seen. Exits
 * with 1 where a ledger of the product does not add up. `--only` picks the faults whose name has these words.
 */
import { parseArgs } from "node:util";
import { installPeers } from "../servers/peers.ts";
import { troublesOf } from "./audit.ts";
import type { Ledger } from "./audit.ts";
import type { BotKind } from "./bots.ts";
import { faults } from "./faults.ts";
import { openPlay } from "./stage.ts";
import type { Fault, Play } from "./stage.ts";

/** How long the faults of a quick run last, of the whole. */
const QUICK_SCALE = 0.25;

interface Outcome {
  readonly fault: Fault;
  readonly kind: BotKind;
  readonly seconds: number;
  readonly ledger: Ledger;
}

const flags = {
  quick: { type: "boolean", default: false },
  ours: { type: "boolean", default: false },
  only: { type: "string", default: "" },
} as const;

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function act(play: Play, fault: Fault, kind: BotKind, scale: number): Promise<Outcome> {
  const begun = performance.now();
  const ledger = await play.act(fault, scale);
  const seconds = Math.round((performance.now() - begun) / 1_000);
  const troubles = troublesOf(ledger);
  const verdict = troubles.length === 0 ? `${ledger.filed} filed, the ledger adds up` : troubles.join(", ");
  const slow = ledger.late === 0 ? "" : `, ${ledger.late} answers took more than ten seconds`;
  const marked = ledger.maybeDoubled === 0 ? "" : `, ${ledger.maybeDoubled} marked as perhaps doubled`;
  say(`${fault.number}. ${fault.name} — ${kind}, ${seconds} s: ${verdict}${slow}${marked}`);
  return { fault, kind, seconds, ledger };
}

function jsonOf(outcomes: readonly Outcome[], seconds: number): string {
  const rows = outcomes.map(({ fault, kind, ledger, ...rest }) => ({
    number: fault.number,
    fault: fault.name,
    bot: kind,
    adds_up: troublesOf(ledger).length === 0,
    ...rest,
    ...ledger,
  }));
  const ours = rows.filter(({ bot }) => bot === "redress");
  return JSON.stringify({ faults: rows, failed: ours.filter(({ adds_up }) => !adds_up).length, seconds });
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: flags });
  const scale = values.quick ? QUICK_SCALE : 1;
  const begun = performance.now();
  const wanted = faults.filter(({ name }) => name.includes(values.only));
  const outcomes: Outcome[] = [];
  if (!values.ours) await installPeers();
  for (const kind of values.ours ? (["redress"] as const) : (["redress", "telegraf"] as const)) {
    const play = await openPlay(kind, (odd) => say(`   ${JSON.stringify(odd)}`));
    try {
      for (const fault of wanted.filter(({ ours }) => kind === "redress" || ours !== true)) {
        outcomes.push(await act(play, fault, kind, scale));
      }
    } finally {
      await play.close();
    }
  }
  process.stdout.write(`${jsonOf(outcomes, Math.round((performance.now() - begun) / 1_000))}\n`);
  const failed = outcomes.some(({ kind, ledger }) => kind === "redress" && troublesOf(ledger).length > 0);
  process.exitCode = failed ? 1 : 0;
}

await main();
