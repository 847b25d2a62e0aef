import type { BoardAsked } from "./board-data.ts";

/** Where what a figure counts is listed, within the board. */
export function listPath(figure: string, asked: BoardAsked): string {
  const search = new URLSearchParams(Object.entries(asked)).toString();
  return `/${figure}${search === "" ? "" : `?${search}`}`;
}
