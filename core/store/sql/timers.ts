import { PgBoss, type Db } from "pg-boss";
import { z } from "zod";
import { timerPurposes } from "../../complaint/change.ts";
import { Fault } from "../../errors.ts";
import type { Store } from "../store.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { document, id as idField, moment, roundNumber } from "./fields.ts";
import type { Database, Sql, SqlValue } from "./sql.ts";
import { uuidOf } from "../uuid.ts";

const QUEUE = "complaint-timer";
/** How often a process looks for timers that have come due. Limits are told in days; a second is for people who watch. */
const LOOK_EVERY_SECONDS = 1;
/** Timers that one process works on side by side. */
const SIDE_BY_SIDE = 4;

const HOUR = 60 * 60;

/** A failed timer comes back after 2 s, then ever later up to an hour, for about two months. */
const QUEUE_OPTIONS = {
  retryLimit: 1_500,
  retryDelay: 2,
  retryBackoff: true,
  retryDelayMax: HOUR,
  /** Longer than any timer works; a process that dies in between leaves its timer to another after this time. */
  expireInSeconds: 5 * 60,
  /** A program that was down for a year still runs its timers. */
  retentionSeconds: 2 * 365 * 24 * HOUR,
  deleteAfterSeconds: 7 * 24 * HOUR,
};

type ComplaintTimer = NonNullable<UnitOfWork["timers"]>[number];

const timerSchema: z.ZodType<ComplaintTimer> = document({
  key: z.string(),
  complaintId: idField.complaint,
  purpose: z.enum(timerPurposes),
  at: moment,
  round: roundNumber.exactOptional(),
  detail: z.string().exactOptional(),
});

export interface SqlTimers {
  readonly port: Store["timers"];
  /** Makes ready what `add` needs; to be awaited before the transaction begins. */
  prepare(): Promise<void>;
  /** Adds the jobs of new timers within the caller's transaction. */
  add(sql: Sql, timers: readonly ComplaintTimer[]): Promise<void>;
  close(): Promise<void>;
}

/** Timers as pg-boss jobs in the store's own database. pg-boss is started when the first timer is set or looked for. */
export function sqlTimers(
  database: Database,
  backend: "postgres" | "pglite",
  report: (error: Error) => void,
): SqlTimers {
  let starting: Promise<PgBoss> | undefined;
  const boss = (): Promise<PgBoss> => (starting ??= startBoss(database, backend, report));
  return {
    prepare: async () => {
      await boss();
    },
    add: async (sql, timers) => {
      const jobs = timers.map((timer) => ({ id: uuidOf(timer.key), data: timer, startAfter: timer.at.toISOString() }));
      await (await boss()).insert(QUEUE, jobs, { db: executor(sql) });
    },
    port: {
      start: async (work) => {
        const options = { pollingIntervalSeconds: LOOK_EVERY_SECONDS, batchSize: 1, localConcurrency: SIDE_BY_SIDE };
        await (
          await boss()
        ).work(QUEUE, options, async (jobs) => {
          for (const job of jobs) await work(timerSchema.parse(job.data));
        });
      },
      stop: async () => {
        if (starting) await (await starting).offWork(QUEUE, { wait: true });
      },
    },
    close: async () => {
      if (starting) await (await starting).stop({ graceful: true, timeout: 5_000 });
    },
  };
}

async function startBoss(
  database: Database,
  backend: "postgres" | "pglite",
  report: (error: Error) => void,
): Promise<PgBoss> {
  const boss = new PgBoss({ db: inPostgresOwnWords(executor(database)), backend, schedule: false });
  boss.on("error", report);
  await boss.start();
  await boss.createQueue(QUEUE, QUEUE_OPTIONS);
  // Fills pg-boss's memory of the queue: inside a transaction of PGlite it could not ask for it.
  await boss.insert(QUEUE, []);
  return boss;
}

/** Of processes that start at once pg-boss lets one make its tables; the others know what refused them by PostgreSQL's own words alone. */
function inPostgresOwnWords(db: Db): Db {
  return {
    executeSql: (text, values) =>
      db.executeSql(text, values).catch((error: unknown) => {
        throw error instanceof Fault && error.code === "store-refused" ? error.cause : error;
      }),
  };
}

/** pg-boss's way to the database. Texts without values may hold several statements, and it wants the rows of all of them. */
function executor(sql: Sql): Db {
  return {
    executeSql: async (text, values = []) => {
      const rows = values.length > 0 ? await sql.query({ text, values: values.map(asValue) }) : await sql.script(text);
      return { rows: [...rows] };
    },
  };
}

const valueSchema: z.ZodType<SqlValue> = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);

function asValue(value: unknown): SqlValue {
  if (value instanceof Date) return value.toISOString();
  if (value === undefined) return null;
  const plain = valueSchema.safeParse(value);
  return plain.success ? plain.data : JSON.stringify(value);
}
