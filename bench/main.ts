/**
 * `npm run bench [-- --quick] [--growth] [--only PART,PART] [--profile FOLDER]`: how fast the product is on this machine, beside the floor and
 * beside what one would build instead. Everything runs on a PostgreSQL of this run alone that waits for the disk, and the web chat's turn on
 * PGlite, too. A run that loses, doubles, displaces or leaves unanswered one message prints no number and exits with 1. docs/adr/0014 and
 * 0093 say what is measured and why.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import type { PostgresServer } from "../tests/support/postgres-server.ts";
import { countOf, withPostgres } from "./ledger/stored-rows.ts";
import { measureDoor } from "./parts/door.ts";
import { measureGrowth } from "./parts/growth.ts";
import type { GrowthExtent } from "./parts/growth.ts";
import { measureOutbox } from "./parts/outbox.ts";
import { LedgerFault, onPostgres } from "./parts/part-tools.ts";
import type { PartTools } from "./parts/part-tools.ts";
import { measurePeers } from "./parts/peers.ts";
import { measurePglite } from "./parts/pglite.ts";
import { measurePhotos } from "./parts/photos.ts";
import type { Extent } from "./parts/rounds.ts";
import { measureSockets } from "./parts/sockets.ts";
import type { Findings } from "./report/findings.ts";
import { jsonOf } from "./report/json.ts";
import { machineLoad } from "./report/machine.ts";
import { tableOf } from "./report/table.ts";
import { stopEverything } from "./servers/processes.ts";

/** How much of everything is measured. */
interface Amount {
  readonly extent: Extent;
  readonly peers: Extent;
  /** Conversations in the outbox that is drained. */
  readonly waiting: number;
  readonly photos: number;
  readonly sockets: number;
  readonly growth: GrowthExtent;
}

/** Many short rounds: what else the machine does then falls on floor and turn alike. */
const FULL: Extent = { rounds: 15, warmUpMs: 1_000, measureMs: 3_000, connections: 32, openMs: 15_000 };
const QUICK: Extent = { ...FULL, rounds: 3, warmUpMs: 500, measureMs: 1_500, openMs: 4_000 };

const AMOUNTS: Readonly<Record<"full" | "quick", Amount>> = {
  full: {
    extent: FULL,
    peers: { ...FULL, rounds: 5, warmUpMs: 4_000, measureMs: 8_000 },
    waiting: 10_000,
    photos: 24,
    sockets: 5_000,
    growth: { sizes: [10_000, 1_000_000], rounds: 6, roundMs: 4_000 },
  },
  quick: {
    extent: QUICK,
    peers: { ...QUICK, rounds: 1, warmUpMs: 3_000, measureMs: 5_000 },
    waiting: 2_000,
    photos: 6,
    sockets: 1_000,
    growth: { sizes: [10_000, 1_000_000], rounds: 2, roundMs: 3_000 },
  },
};

/**
 * Enough that nobody writes faster than platforms let us answer one person: about one message a second. Their first messages are not
 * measured.
 */
const VISITORS = 4_096;

const partNames = [
  "telegram",
  "whatsapp",
  "webchat",
  "pglite",
  "outbox",
  "photos",
  "sockets",
  "peers",
  "growth",
] as const;

type PartName = (typeof partNames)[number];

const flags = {
  quick: { type: "boolean", default: false },
  growth: { type: "boolean", default: false },
  only: { type: "string" },
  profile: { type: "string" },
} as const;

async function measureAll(
  postgres: PostgresServer,
  wanted: ReadonlySet<PartName>,
  tools: PartTools,
  amount: Amount,
): Promise<Omit<Findings, "postgresVersion" | "load" | "extent" | "visitors">> {
  const when = async <Part>(name: PartName, measure: () => Promise<Part>): Promise<Part | undefined> => {
    if (!wanted.has(name)) return undefined;
    tools.say(`— ${name}`);
    return measure();
  };
  const doors = [
    await when("telegram", () => measureDoor("telegram", postgres, tools)),
    await when("whatsapp", () => measureDoor("whatsapp", postgres, tools)),
    await when("webchat", () => measureDoor("webchat", postgres, tools)),
  ];
  return {
    doors: doors.filter((door) => door !== undefined),
    pglite: await when("pglite", () => measurePglite(tools)),
    outbox: await when("outbox", () => measureOutbox(postgres, tools, amount.waiting)),
    photos: await when("photos", () => measurePhotos(postgres, tools, amount.photos)),
    sockets: await when("sockets", () => measureSockets(postgres, tools, amount.sockets)),
    peers: await when("peers", () => measurePeers(postgres, { ...tools, extent: amount.peers })),
    growth: await when("growth", () => measureGrowth(postgres, tools, amount.growth)),
  };
}

function wantedParts(only: string | undefined, withGrowth: boolean): ReadonlySet<PartName> {
  if (only === undefined) return new Set(partNames.filter((name) => name !== "growth" || withGrowth));
  const names = only.split(",");
  const unknown = names.find((name) => !partNames.some((known) => known === name));
  if (unknown !== undefined) throw new Error(`There is no part “${unknown}”; there are ${partNames.join(", ")}`);
  return new Set(partNames.filter((name) => names.includes(name)));
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: flags });
  const wanted = wantedParts(values.only, values.growth);
  const amount = AMOUNTS[values.quick ? "quick" : "full"];
  const folder = await mkdtemp(path.join(tmpdir(), "redress-bench-"));
  const before = machineLoad();
  const tools: PartTools = {
    extent: amount.extent,
    folder,
    visitors: VISITORS,
    nodeFlags: values.profile === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${path.resolve(values.profile)}`],
    say: (line) => void process.stderr.write(`${line}\n`),
  };
  try {
    const findings = await onPostgres(async (postgres) => ({
      ...(await measureAll(postgres, wanted, tools, amount)),
      postgresVersion: await withPostgres(postgres.url, (rows) =>
        countOf(rows, "SELECT current_setting('server_version_num')::int AS count"),
      ),
    }));
    const all: Findings = {
      ...findings,
      extent: amount.extent,
      visitors: VISITORS,
      load: [before, machineLoad()],
    };
    process.stdout.write(`\n${tableOf(all)}\n\n${jsonOf(all)}\n`);
  } finally {
    await stopEverything();
    await rm(folder, { recursive: true, force: true });
  }
}

await main().catch((fault: unknown) => {
  process.stderr.write(
    `${fault instanceof LedgerFault ? fault.message : String(fault instanceof Error ? fault.stack : fault)}\n`,
  );
  process.exitCode = 1;
});
