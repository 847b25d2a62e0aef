import { z } from "zod";
import { statuses } from "../../complaint/status.ts";
import { ownershipReasons } from "../../conversation/ownership.ts";
import { lineKinds } from "../../improvement/board-line.ts";
import { sumOfDays } from "../../improvement/board.ts";
import type { Counted, Keyed, Spread, Tally, WaitTally } from "../../improvement/board.ts";
import { LONGEST_BOARD_PAGE, readBoardPlace, writeBoardPlace } from "../board-port.ts";
import type { BoardDay, BoardRow, BoardStore } from "../board-port.ts";
import { pageOf } from "../queue-order.ts";
import {
  conversationStatement,
  listStatement,
  noticeStatement,
  nowStatement,
  spreadStatement,
  tallyStatement,
  waitStatement,
} from "./board-statements.ts";
import { channel, document, door, id, moment } from "./fields.ts";
import { readDocuments } from "./read-statements.ts";
import { fromRow, isRow } from "./row-shape.ts";
import type { JsonRow } from "./row-shape.ts";
import type { Sql, Statement } from "./sql.ts";

/** Counting and listing for the managers' board, all of it along indexes. */
export function board(sql: Sql): BoardStore {
  const read = async <Row>(schema: z.ZodType<Row>, statement: Statement): Promise<readonly Row[]> =>
    schema.array().parse(await sql.query(statement));
  return {
    count: async (ask, { by, days = [] } = {}): Promise<Counted> => {
      const starts = days.map(({ from }) => from);
      const [tallies, now, spreads, waits, conversations, notices] = await Promise.all([
        read(tallySchema, tallyStatement(ask, by, starts)),
        read(tallySchema, nowStatement(ask, by)),
        read(spreadSchema, spreadStatement(ask, by)),
        read(waitSchema, waitStatement(ask, by)),
        read(countSchema, conversationStatement(ask, by)),
        read(countSchema, noticeStatement(ask, by)),
      ]);
      const counted = [...tallies, ...now].map((tally) => withDay(tally, days));
      return { tallies: [...counted, ...sumOfDays(counted)], spreads, waits, conversations, notices };
    },
    list: async (selection, ask, page) => {
      const limit = Math.min(Math.max(page.limit, 1), LONGEST_BOARD_PAGE);
      const statement = listStatement(selection, ask, readBoardPlace(page.after), limit + 1);
      const { rows, next } = pageOf(readDocuments(placedSchema, await sql.query(statement)), limit, writeBoardPlace);
      const shown = rows.map(({ row }) => row);
      return next === undefined ? { rows: shown } : { rows: shown, next };
    },
  };
}

/** A counted row: the key only where it is not about all, and nothing that is null. */
function counted<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.preprocess(
    (row) => {
      if (!isRow(row)) return row;
      const { whole, key, ...rest } = row;
      const there = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null));
      return whole === true ? there : { ...there, key };
    },
    z.object({ ...shape, key: z.string().nullable().exactOptional() }),
  );
}

const count = z.number();

const tallySchema = counted({
  kind: z.enum(lineKinds),
  round: z.number(),
  span: z.enum(["period", "any", "past", "soon"]),
  /** Its place among those asked for, from 1. */
  day: z.number().exactOptional(),
  count,
  late: z.number(),
  sum: z.number(),
});

function withDay({ day: place, ...tally }: z.output<typeof tallySchema>, days: readonly BoardDay[]): Tally {
  const day = place === undefined ? undefined : days[place - 1];
  return day === undefined ? tally : { ...tally, day: day.day };
}

const rounded = z.number().transform((value) => Math.round(value * 1_000) / 1_000);

const spreadSchema: z.ZodType<Spread> = counted({ kind: z.enum(lineKinds), median: rounded, p95: rounded });

const waitSchema: z.ZodType<WaitTally> = counted({
  count,
  taken: z.number(),
  median: rounded.exactOptional(),
  p95: rounded.exactOptional(),
});

const countSchema: z.ZodType<Keyed & { readonly count: number }> = counted({ count });

const rowSchema: z.ZodType<BoardRow> = document({
  at: moment,
  round: z.union([z.literal(1), z.literal(2)]).exactOptional(),
  value: z.number().exactOptional(),
  late: z.boolean().exactOptional(),
  complaint: document({
    id: id.complaint,
    number: id.trackingNumber,
    status: z.enum(statuses),
    category: id.category,
    department: id.department.exactOptional(),
    evaluator: id.agent.exactOptional(),
    door,
    registeredAt: moment,
  }).exactOptional(),
  conversation: document({
    id: id.conversation,
    channel,
    department: id.department.exactOptional(),
    agentId: id.agent.exactOptional(),
    why: z.enum(ownershipReasons),
    seconds: rounded.exactOptional(),
  }).exactOptional(),
});

/** A row of a list, and its place in it. */
const placedSchema = fromRow(
  (row) => ({ at: row.place_at, id: row.place_id, round: row.place_round, row: boardRowShape(row) }),
  z.object({ at: moment, id: z.string(), round: z.number(), row: rowSchema }),
);

function boardRowShape(row: JsonRow): unknown {
  const about =
    row.conversation_id === undefined
      ? { complaint: { ...row, registeredAt: row.registered_at } }
      : { conversation: { ...row, id: row.conversation_id, agentId: row.agent_id } };
  const round = row.place_round === 0 ? null : row.place_round;
  return { at: row.place_at, round, value: row.value ?? null, late: row.late ?? null, ...about };
}
