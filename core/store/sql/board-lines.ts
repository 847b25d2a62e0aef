import { isDeepStrictEqual } from "node:util";
import type { Complaint } from "../../complaint/complaint.ts";
import { linesOf } from "../../improvement/board-line.ts";
import type { BoardLine } from "../../improvement/board-line.ts";
import type { Revision } from "../unit-of-work.ts";
import type { RowValues } from "./complaint-rows.ts";
import { recordsPart, upsertPart } from "./statement-part.ts";
import type { StatementPart } from "./statement-part.ts";

/** Writes the lines of the board that the work changes, and takes away those that no longer hold. */
export function boardLineParts(revisions: readonly Revision<Complaint>[]): readonly (StatementPart | undefined)[] {
  const changes = revisions.map(({ before, after }) => ({
    before: before === undefined ? new Map<string, RowValues>() : rowsByKey(before),
    after: rowsByKey(after),
  }));
  const put = changes.flatMap(({ before, after }) =>
    [...after].flatMap(([key, row]) => (isDeepStrictEqual(row, before.get(key)) ? [] : [row])),
  );
  const gone = changes.flatMap(({ before, after }) =>
    [...before].flatMap(([key, row]) => (after.has(key) ? [] : [row])),
  );
  return [upsertPart("board_line", ["complaint_id", "kind", "round"], put), gonePart(gone)];
}

function rowsByKey(complaint: Complaint): ReadonlyMap<string, RowValues> {
  return new Map(linesOf(complaint).map((line) => [`${line.kind} ${line.round}`, rowOf(complaint, line)]));
}

function rowOf({ id }: Complaint, line: BoardLine): RowValues {
  return {
    complaint_id: id,
    kind: line.kind,
    round: line.round,
    at: line.at,
    department: line.department,
    category: line.category,
    evaluator_id: line.evaluator,
    door: line.door,
    value: line.value,
    late: line.late,
  };
}

/** The ids once more, for the planner, as in `updatePart`. */
function gonePart(rows: readonly RowValues[]): StatementPart | undefined {
  const part = recordsPart(
    "gone_board_line",
    rows,
    (_columns, source, next) =>
      `DELETE FROM board_line t USING ${source("board_line")} r WHERE t.complaint_id = ANY ($${next}::uuid[]) ` +
      "AND t.complaint_id = r.complaint_id AND t.kind = r.kind AND t.round = r.round",
  );
  return part && { ...part, values: [...part.values, rows.map((row) => String(row["complaint_id"]))] };
}
