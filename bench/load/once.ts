import { openConnection } from "./connection.ts";
import { visitorPens } from "./pens.ts";
import type { LoadResult, Plan } from "./plan.ts";
import { createTally } from "./tally.ts";

/** Lets each visitor send as many messages as there are words: for getting a server into the state that is measured. */
export async function runOnce(plan: Plan): Promise<LoadResult> {
  const pens = visitorPens(plan);
  const connections = await Promise.all(Array.from({ length: plan.connections }, () => openConnection(plan.port)));
  const tally = createTally(performance.now(), Number.POSITIVE_INFINITY);
  await Promise.all(
    connections.map(async (connection, index) => {
      for (const pen of pens.filter((_, visitor) => visitor % plan.connections === index)) {
        for (let sent = 0; sent < plan.words.length; sent += 1) {
          const { id, bytes } = pen.next();
          const begun = performance.now();
          tally.count(await connection.send(bytes), id, begun);
        }
      }
      connection.close();
    }),
  );
  return tally.result();
}
