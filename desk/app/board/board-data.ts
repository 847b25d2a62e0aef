import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { FigureName } from "../../../core/improvement/figure.ts";
import type { boardListSchema, boardSchema } from "../../schemas/board-schema.ts";
import { get } from "../api/call.ts";
import type { Wire } from "../api/wire.ts";

export type Board = Wire<z.output<typeof boardSchema>>;
export type BoardFigure = Board["figures"][number];
export type BoardList = Wire<z.output<typeof boardListSchema>>;
export type BoardListRow = BoardList["rows"][number];

/** What the board is asked, as it stands in the address. */
export type BoardAsked = Readonly<
  Partial<Record<"period" | "from" | "to" | "department" | "person" | "channel" | "category" | "by", string>>
>;

/** How the board is asked for; what was shown stays until the answer is there. */
export function boardQuery(asked: BoardAsked, language: string) {
  return queryOptions({
    queryKey: ["board", "figures", language, asked],
    queryFn: ({ signal }) => get<Board>("/board", asked, signal),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

/** One page of what a figure counts. */
export function readRows(
  figure: FigureName,
  { by: _by, ...asked }: BoardAsked,
  after: string | undefined,
  signal: AbortSignal,
): Promise<BoardList> {
  return get<BoardList>("/board/complaints", { ...asked, figure, after }, signal);
}

/** Where the same comes as a file. */
export function fileAddress(
  path: "board.csv" | "board/complaints.csv",
  asked: Readonly<Record<string, string | undefined>>,
): string {
  const given = Object.entries(asked).flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [[name, value] as [string, string]],
  );
  const language = document.documentElement.lang;
  return `/api/v1/${path}?${new URLSearchParams([...given, ["lang", language]]).toString()}`;
}
