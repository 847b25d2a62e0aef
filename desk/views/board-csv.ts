import type { z } from "zod";
import { figures } from "../../core/improvement/figure.ts";
import type { FigureName } from "../../core/improvement/figure.ts";
import type { Say } from "../../core/language/text-key.ts";
import type { BoardRow } from "../../core/store/board-port.ts";
import { doorName } from "../board-names.ts";
import type { BoardNames } from "../board-names.ts";
import { byteOrderMark, csvLine } from "../csv.ts";
import type { Cell } from "../csv.ts";
import type { boardSchema } from "../schemas/board-schema.ts";

const figureColumns = ["group", "figure", "key", "unit", "value", "before", "from", "to"] as const;

/** The board as lines: each figure in all, then in each group. Shares are from 0 to 1, as a spreadsheet wants them. */
export function boardCsv({ figures: all, groups, days }: z.input<typeof boardSchema>, say: Say): string {
  const head = csvLine(figureColumns.map((column) => say(`board.column.${column}`)));
  const unit = (name: (typeof all)[number]["unit"]): string => say(`board.unit.${name}`);
  const whole = all.map((one) => [
    say("board.whole"),
    one.name,
    one.figure,
    unit(one.unit),
    rounded(one.value),
    rounded(one.before),
    days.from,
    days.to,
  ]);
  const parts = groups.flatMap(({ name, values }) =>
    all.flatMap((one) =>
      values[one.figure] === undefined
        ? []
        : [[name, one.name, one.figure, unit(one.unit), rounded(values[one.figure]), undefined, days.from, days.to]],
    ),
  );
  return [head, ...[...whole, ...parts].map(csvLine)].join("");
}

type Rows = (after?: string) => Promise<{ readonly rows: readonly BoardRow[]; readonly next?: string }>;

interface Words {
  readonly say: Say;
  readonly names: BoardNames;
}

/** Everything that `figure` counts, page after page. */
export async function* listCsv(figure: FigureName, pages: Rows, words: Words): AsyncGenerator<string> {
  const isOfComplaints = ["lines", "notices"].includes(figures.get(figure)?.opens.of ?? "");
  const columns = isOfComplaints ? complaintColumns : conversationColumns;
  yield byteOrderMark + csvLine(columns.map((column) => words.say(`board.column.${column}`)));
  let next: string | undefined;
  do {
    const page = await pages(next);
    yield page.rows
      .map((row) => csvLine(isOfComplaints ? complaintCells(row, words) : conversationCells(row, words)))
      .join("");
    next = page.next;
  } while (next !== undefined);
}

const complaintColumns = [
  "at",
  "number",
  "status",
  "department",
  "person",
  "channel",
  "category",
  "registered",
  "round",
  "value",
  "late",
] as const;

function complaintCells({ at, round, value, late, complaint }: BoardRow, { say, names }: Words): readonly Cell[] {
  if (complaint === undefined) return [at.toISOString()];
  const { number, status, department, evaluator, door, category, registeredAt } = complaint;
  return [
    at.toISOString(),
    number,
    say(`status.${status}`),
    department && names.of("department", department),
    evaluator && names.of("evaluator", evaluator),
    doorName(door, say),
    names.of("category", category),
    registeredAt.toISOString(),
    round,
    rounded(value),
    late === undefined ? undefined : say(late ? "board.yes" : "board.no"),
  ];
}

const conversationColumns = ["at", "conversation", "channel", "department", "person", "why", "minutes"] as const;

function conversationCells({ at, conversation }: BoardRow, { say, names }: Words): readonly Cell[] {
  if (conversation === undefined) return [at.toISOString()];
  const { id, channel, department, agentId, why, seconds } = conversation;
  return [
    at.toISOString(),
    id,
    doorName(channel, say),
    department && names.of("department", department),
    agentId && names.of("evaluator", agentId),
    say("board.why", { why }),
    rounded(seconds === undefined ? undefined : seconds / 60),
  ];
}

function rounded(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Math.round(value * 10_000) / 10_000;
}

/** Every column that a file of the board can have. */
export const boardColumns: readonly string[] = [
  ...new Set([...figureColumns, ...complaintColumns, ...conversationColumns]),
];
