import { openConnection } from "./connection.ts";
import type { LoadResult, Plan } from "./plan.ts";
import { createTally } from "./tally.ts";
import { visitorPens } from "./pens.ts";

/** Sends over each connection as soon as it has its answer. A visitor belongs to one connection, and so never writes twice at once. */
export async function runClosedLoop(plan: Plan): Promise<LoadResult> {
  const pens = visitorPens(plan);
  const connections = await Promise.all(Array.from({ length: plan.connections }, () => openConnection(plan.port)));
  const from = performance.now() + plan.warmUpMs;
  const until = from + plan.measureMs;
  const tally = createTally(from, until);
  await Promise.all(
    connections.map(async (connection, index) => {
      const mine = pens.filter((_, visitor) => visitor % plan.connections === index);
      for (let turn = 0; performance.now() < until; turn += 1) {
        const posting = mine[Math.floor(turn / plan.copies) % mine.length]?.next();
        if (posting === undefined) return;
        const begun = performance.now();
        tally.count(await connection.send(posting.bytes), posting.id, begun);
      }
    }),
  );
  for (const connection of connections) connection.close();
  return tally.result();
}
