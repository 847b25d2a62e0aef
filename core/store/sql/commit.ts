import { z } from "zod";
import { DuplicateInbound, type Fault } from "../../errors.ts";
import type { Ids } from "../../ports.ts";
import { checkWork } from "../check-work.ts";
import { newsOfWork } from "../news-of-work.ts";
import type { UnitOfWork } from "../unit-of-work.ts";
import { commitStatement } from "./commit-statement.ts";
import { violatedKeyOf } from "./faults.ts";
import type { NewsDesk } from "./news.ts";
import type { Database, Row } from "./sql.ts";
import type { SqlTimers } from "./timers.ts";

/** What a commit stands on. */
export interface CommitTools {
  readonly database: Database;
  readonly ids: Ids;
  readonly news: NewsDesk;
  readonly timers: SqlTimers;
}

/** Carries the work out whole or not at all: one statement, and a second within a transaction where it sets timers. */
export async function commitWork(tools: CommitTools, work: UnitOfWork): Promise<void> {
  checkWork(work);
  const alertIds = (work.alerts ?? []).map(() => tools.ids.uuid());
  const statement = commitStatement(work, alertIds);
  try {
    if (work.timers === undefined || work.timers.length === 0) await tools.database.query(statement);
    else await commitWithTimers(tools, work.timers, statement);
  } catch (error) {
    throw isDuplicate(error) && work.inbound
      ? new DuplicateInbound(work.inbound.address.channel, work.inbound.externalId)
      : error;
  }
  tools.news.publish(newsOfWork(work, alertIds));
}

async function commitWithTimers(
  { database, timers }: CommitTools,
  wanted: NonNullable<UnitOfWork["timers"]>,
  statement: ReturnType<typeof commitStatement>,
): Promise<void> {
  await timers.prepare();
  await database.transaction(async (sql) => {
    const newKeys = keysOf(await sql.query(statement));
    const added = wanted.filter(({ key }, index) => newKeys.has(key) && isFirst(wanted, key, index));
    if (added.length > 0) await timers.add(sql, added);
  });
}

const keySchema = z.object({ key: z.string().nullable() });

function keysOf(rows: readonly Row[]): ReadonlySet<string | null> {
  return new Set(rows.map((row) => keySchema.parse(row).key));
}

function isFirst(timers: readonly { readonly key: string }[], key: string, index: number): boolean {
  return timers.findIndex((timer) => timer.key === key) === index;
}

/** Name of the unique index over channel and external id of inbound messages, as prisma/schema.prisma has it. */
const INBOUND_KEY = "message_inbound_key";

function isDuplicate(error: unknown): error is Fault {
  return error instanceof Error && violatedKeyOf(error.cause) === INBOUND_KEY;
}
