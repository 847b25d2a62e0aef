/** A cell: words, a number, or nothing. */
export type Cell = string | number | undefined;

/**
 * What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"), whatever quotation marks, spaces and marks of direction stand before
 * it; in full width, too, because some programs take that for the same.
 */
const formula = /^[\s"'`\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]*[=+\-@|%\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u;

/** So that Excel reads it as UTF-8. */
export const byteOrderMark = "\ufeff";

/** One line of RFC 4180: each word in quotation marks, and none of it a formula to a spreadsheet. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(written).join(",")}\r\n`;
}

function written(cell: Cell): string {
  if (cell === undefined) return "";
  if (typeof cell === "number") return Number.isFinite(cell) ? String(cell) : "";
  return `"${(formula.test(cell) ? `'${cell}` : cell).replaceAll('"', '""')}"`;
}
