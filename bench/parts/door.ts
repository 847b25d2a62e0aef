import { z } from "zod";
import { auditFloor, auditRun, auditSent } from "../ledger/audit.ts";
import { floorIds, messagesTo, storedMessages, unsentMessages, withPostgres } from "../ledger/stored-rows.ts";
import type { Rows } from "../ledger/stored-rows.ts";
import type { LoadResult, Senders } from "../load/plan.ts";
import { percentile } from "../load/statistics.ts";
import { postmasterPid } from "../servers/processor-time.ts";
import { startFloor } from "../servers/processes.ts";
import { TURN_WORDS, startTelegram, startWebchat, startWhatsapp } from "../servers/product.ts";
import type { Door, ProductSetting } from "../servers/product.ts";
import { startProvider } from "../servers/provider.ts";
import type { Arrival, Provider } from "../servers/provider.ts";
import type { PostgresServer } from "../../tests/support/postgres-server.ts";
import { check, newDatabase } from "./part-tools.ts";
import type { PartTools } from "./part-tools.ts";
import { closedRound, measureOpenLoop, measureSideBySide, until } from "./rounds.ts";
import type { SideBySide } from "./rounds.ts";

export type DoorKind = Senders["kind"];

/** What was found of one door. */
export interface DoorPart {
  readonly kind: DoorKind;
  readonly side: SideBySide;
  /** By the arrivals per second. */
  readonly open: readonly { readonly perSecond: number; readonly result: LoadResult }[];
  /** Each message delivered this often, and how fast these were answered. */
  readonly duplicates: { readonly copies: number; readonly perSecond: number };
  /** Milliseconds from the commit of an answer to the call of the provider; none where customers read in the log. */
  readonly toProvider: readonly number[];
}

/** Arrivals per second of the open loop. */
const RATES = [200, 1_000] as const;
const COPIES = 4;
/** How long the provider takes to accept a message, as over a good line. */
const PROVIDER_MS = 20;
const SETTLED_MS = 600_000;

const starts: Readonly<Record<DoorKind, (setting: ProductSetting, provider: Provider) => Promise<Door>>> = {
  webchat: startWebchat,
  telegram: startTelegram,
  whatsapp: startWhatsapp,
};

/** Measures one door of the product on PostgreSQL beside the floor. */
export async function measureDoor(
  kind: DoorKind,
  postgres: Pick<PostgresServer, "url">,
  tools: PartTools,
): Promise<DoorPart> {
  const { extent, folder, visitors, nodeFlags, say } = tools;
  const [databaseUrl, floorUrl] = [await newDatabase(postgres, kind), await newDatabase(postgres, `floor_${kind}`)];
  say(`${kind}: the server starts, ${visitors} visitors open their conversations`);
  const provider = await startProvider(PROVIDER_MS);
  const floor = await startFloor("postgres", floorUrl);
  const door = await starts[kind]({ storage: { databaseUrl }, folder, visitors, nodeFlags }, provider);
  return withPostgres(databaseUrl, async (rows) => {
    const settled = () => until("every answer is sent", async () => (await unsentMessages(rows)) === 0, SETTLED_MS);
    await settled();
    const side = await measureSideBySide(floor, door, TURN_WORDS, extent, {
      say,
      settled,
      database: await postmasterPid(rows),
    });
    const open: (DoorPart["open"][number] & Stretch)[] = [];
    for (const [index, perSecond] of RATES.entries()) {
      const from = Date.now() + extent.warmUpMs;
      const result = await measureOpenLoop(door, TURN_WORDS, perSecond, extent, 800 + index);
      open.push({ perSecond, result, from, until: from + extent.openMs });
      say(`${kind}: arrivals at ${perSecond}/s, p99 ${percentile(result.latencies, 0.99).toFixed(1)} ms`);
      await settled();
    }
    const repeated = await closedRound(door, TURN_WORDS, 900, extent, COPIES);
    await settled();
    await Promise.all([floor.stop(), door.stop()]);
    const arrivals = await provider.arrivals();
    await provider.stop();
    const results = [...side.turnResults, ...open.map(({ result }) => result)];
    await withPostgres(floorUrl, async (floorRows) =>
      check(say, `the floor beside ${kind}`, auditFloor(side.floorResults, await floorIds(floorRows))),
    );
    check(say, `the turns of ${kind}`, [
      ...auditRun(results, await storedMessages(rows), [repeated]),
      ...(kind === "webchat"
        ? []
        : auditSent(
            await messagesTo(rows),
            arrivals.map(([chat]) => chat),
          )),
    ]);
    return {
      kind,
      side,
      open,
      duplicates: { copies: COPIES, perSecond: repeated.perSecond },
      toProvider: kind === "webchat" || open[0] === undefined ? [] : await waitsForProvider(rows, arrivals, open[0]),
    };
  });
}

/** Commits of answers, by customer, in the order of the messages. An inbound message is written once, by the turn that answers it. */
const COMMITS = `
SELECT conversation.external_id AS chat, array_agg(committed ORDER BY seq) AS committed
FROM (
  SELECT conversation_id, seq, direction,
    max(extract(epoch FROM pg_xact_commit_timestamp(xmin)) * 1000) FILTER (WHERE direction = 'in')
      OVER (PARTITION BY conversation_id ORDER BY seq) AS committed
  FROM message
) message JOIN conversation ON conversation.id = conversation_id
WHERE direction = 'out' GROUP BY conversation.external_id`;

const commitsSchema = z.array(z.object({ chat: z.string(), committed: z.array(z.coerce.number()) }));

/** A stretch of time, in milliseconds since 1970. */
interface Stretch {
  readonly from: number;
  readonly until: number;
}

async function waitsForProvider(
  rows: Rows,
  arrivals: readonly Arrival[],
  { from, until: end }: Stretch,
): Promise<readonly number[]> {
  const arrived = Map.groupBy(arrivals, ([chat]) => chat.replace(/^whatsapp:/u, ""));
  return commitsSchema.parse(await rows(COMMITS)).flatMap(({ chat, committed }) => {
    const calls = arrived.get(chat.replace(/^whatsapp:/u, "")) ?? [];
    return committed.flatMap((at, index) => {
      const call = calls[index];
      return call === undefined || at < from || at > end ? [] : [call[1] - at];
    });
  });
}
