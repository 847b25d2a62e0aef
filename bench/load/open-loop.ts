import { setTimeout as wait } from "node:timers/promises";
import { openConnection } from "./connection.ts";
import type { Connection } from "./connection.ts";
import type { LoadResult, Plan } from "./plan.ts";
import { poissonMoments, seededRandom } from "./statistics.ts";
import { createTally } from "./tally.ts";
import type { Tally } from "./tally.ts";
import { visitorPens } from "./pens.ts";
import type { VisitorPen } from "./pens.ts";

/**
 * Sends at the moments of a Poisson process, whether or not earlier answers are there: customers do not wait for one another. The latency
 * counts from the moment at which a request was due, so that a server that stalls is charged for everyone who waits meanwhile.
 */
export async function runOpenLoop(plan: Plan, perSecond: number, seed: number): Promise<LoadResult> {
  const connections = await Promise.all(Array.from({ length: plan.connections }, () => openConnection(plan.port)));
  const moments = poissonMoments(perSecond, plan.warmUpMs + plan.measureMs, seededRandom(seed));
  const begun = performance.now();
  const from = begun + plan.warmUpMs;
  // What was due is waited for: cutting off at the end would lose just the slow ones.
  const tally = createTally(from, Number.POSITIVE_INFINITY);
  const desk = createDesk(connections, visitorPens(plan), tally);
  for (const moment of moments) {
    const due = begun + moment;
    const pause = due - performance.now();
    if (pause > 0) await wait(pause);
    desk.take(due);
  }
  await desk.done();
  for (const connection of connections) connection.close();
  const result = tally.result();
  return { ...result, perSecond: result.latencies.length / (plan.measureMs / 1_000) };
}

interface Desk {
  /** A request is due; it goes out as soon as a connection and a visitor are free. */
  take(due: number): void;
  /** Resolves when every request has its answer. */
  done(): Promise<void>;
}

function createDesk(connections: readonly Connection[], pens: readonly VisitorPen[], tally: Tally): Desk {
  const freeConnections = [...connections];
  const freePens = [...pens];
  const queue: number[] = [];
  const running = new Set<Promise<void>>();

  const start = (): void => {
    while (queue.length > 0 && freeConnections.length > 0 && freePens.length > 0) {
      const [due, connection, pen] = [queue.shift(), freeConnections.shift(), freePens.shift()];
      if (due === undefined || connection === undefined || pen === undefined) return;
      const sending = sendOne(connection, pen, due).finally(() => {
        running.delete(sending);
        freeConnections.push(connection);
        freePens.push(pen);
        start();
      });
      running.add(sending);
    }
  };
  const sendOne = async (connection: Connection, pen: VisitorPen, due: number): Promise<void> => {
    const { id, bytes } = pen.next();
    tally.count(await connection.send(bytes), id, due);
  };
  return {
    take: (due) => {
      queue.push(due);
      start();
    },
    done: async () => {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
