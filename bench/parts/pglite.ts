import { mkdir } from "node:fs/promises";
import path from "node:path";
import { auditFloor, auditRun } from "../ledger/audit.ts";
import { floorIds, storedMessages, unsentMessages, withPglite } from "../ledger/stored-rows.ts";
import { startFloor } from "../servers/processes.ts";
import { TURN_WORDS, startWebchat } from "../servers/product.ts";
import { check } from "./part-tools.ts";
import type { PartTools } from "./part-tools.ts";
import { measureSideBySide } from "./rounds.ts";
import type { SideBySide } from "./rounds.ts";

/** The web chat's turn on the embedded database, beside a floor on one of its own. */
export async function measurePglite({ extent, folder, visitors, say }: PartTools): Promise<SideBySide> {
  say("PGlite: the server starts, visitors open their conversations");
  const dataDir = path.join(folder, "data");
  const floorDir = path.join(folder, "floor");
  await mkdir(dataDir);
  const floor = await startFloor("pglite", floorDir);
  const door = await startWebchat({ storage: { dataDir }, folder, visitors });
  // Answers are read in the log: nothing is left to be sent.
  const settled = () => Promise.resolve();
  const side = await measureSideBySide(floor, door, TURN_WORDS, extent, { say, settled, database: undefined });
  await Promise.all([floor.stop(), door.stop()]);
  await withPglite(floorDir, async (floorRows) =>
    check(say, "the floor on PGlite", auditFloor(side.floorResults, await floorIds(floorRows))),
  );
  await withPglite(path.join(dataDir, "database"), async (turnRows) => {
    const unsent = await unsentMessages(turnRows);
    check(say, "the turns on PGlite", [
      ...auditRun(side.turnResults, await storedMessages(turnRows)),
      ...(unsent === 0 ? [] : [`${unsent} answers are not delivered`]),
    ]);
  });
  return side;
}
