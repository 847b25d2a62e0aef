import { writeFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { auditRun } from "../ledger/audit.ts";
import { countOf, storedMessages, unsentMessages, withPostgres } from "../ledger/stored-rows.ts";
import { seededRandom } from "../load/statistics.ts";
import { runLoad } from "../servers/processes.ts";
import { startTelegram } from "../servers/product.ts";
import { startProvider } from "../servers/provider.ts";
import type { PostgresServer } from "../../tests/support/postgres-server.ts";
import { check, newDatabase } from "./part-tools.ts";
import type { PartTools } from "./part-tools.ts";
import { until } from "./rounds.ts";

/** What was found of photos: how long one takes from the webhook until its clean copy is kept, with nothing else to do. */
export interface PhotosPart {
  readonly photos: number;
  readonly megapixels: number;
  readonly megabytes: number;
  readonly msEach: number;
}

/** Twelve megapixels, as phones have them. */
const [WIDTH, HEIGHT] = [4_000, 3_000] as const;
const STORED_MS = 300_000;

/** Lets `photos` customers send one photo each to a Telegram bot. */
export async function measurePhotos(
  postgres: Pick<PostgresServer, "url">,
  tools: PartTools,
  photos: number,
): Promise<PhotosPart> {
  const { folder, nodeFlags, say } = tools;
  const databaseUrl = await newDatabase(postgres, "photos");
  const file = path.join(folder, "photo.jpg");
  const bytes = await photo();
  await writeFile(file, bytes);
  const provider = await startProvider(0, file);
  const door = await startTelegram({ storage: { databaseUrl }, folder, visitors: photos, nodeFlags }, provider);
  return withPostgres(databaseUrl, async (rows) => {
    await until("every answer is sent", async () => (await unsentMessages(rows)) === 0, STORED_MS);
    const begun = performance.now();
    const result = await runLoad({
      port: door.port,
      senders: door.senders,
      words: ["photo:AgACAgQAAxkBAAIBenchmark"],
      round: 1,
      connections: 4,
      warmUpMs: 0,
      measureMs: 0,
      loop: { kind: "once" },
    });
    const stored = () =>
      countOf(rows, "SELECT count(*)::int AS count FROM attachment WHERE state IN ('stored', 'refused')");
    await until("every photo is kept", async () => (await stored()) >= photos, STORED_MS);
    const ms = performance.now() - begun;
    await until("every answer is sent", async () => (await unsentMessages(rows)) === 0, STORED_MS);
    await door.stop();
    await provider.stop();
    const kept = await countOf(rows, "SELECT count(*)::int AS count FROM attachment WHERE state = 'stored'");
    check(say, "the photos", [
      ...auditRun([result], await storedMessages(rows)),
      ...(kept === photos ? [] : [`${photos - kept} photos are not kept`]),
    ]);
    return {
      photos,
      megapixels: (WIDTH * HEIGHT) / 1_000_000,
      megabytes: bytes.length / 1_000_000,
      msEach: ms / photos,
    };
  });
}

/** A picture with as much detail as a photo has: noise over a gradient, blurred as lenses do. */
async function photo(): Promise<Buffer> {
  const random = seededRandom(12);
  const small = Uint8Array.from({ length: (WIDTH / 4) * (HEIGHT / 4) * 3 }, (_, at) => (at % 97) + random() * 150);
  return sharp(small, { raw: { width: WIDTH / 4, height: HEIGHT / 4, channels: 3 } })
    .resize(WIDTH, HEIGHT)
    .jpeg({ quality: 90 })
    .toBuffer();
}
