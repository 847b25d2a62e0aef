import { Readable } from "node:stream";
import type { Calendar } from "../../core/calendar/calendar.ts";
import { Fault } from "../../core/errors.ts";
import type { HttpResponse } from "../../core/http/route.ts";
import { figures } from "../../core/improvement/figure.ts";
import type { FigureName } from "../../core/improvement/figure.ts";
import type { SignedIn } from "../../core/staff/staff-sessions.ts";
import { audit } from "../audit-trail.ts";
import { boardNames } from "../board-names.ts";
import { daysIn, questionOf } from "../board-question.ts";
import type { BoardQuestion } from "../board-question.ts";
import { byteOrderMark } from "../csv.ts";
import type { DeskTools } from "../desk-tools.ts";
import { endpoint } from "../endpoint.ts";
import type { Call, Endpoint } from "../endpoint.ts";
import { boardListQuery, boardListSchema, boardQuery, boardSchema } from "../schemas/board-schema.ts";
import type { z } from "../schemas/api-zod.ts";
import { boardCsv, listCsv } from "../views/board-csv.ts";
import { boardView } from "../views/board-view.ts";

const frame = { tag: "Board", access: "board.read", method: "GET", refusals: [400, 403] } as const;
const csv = { status: 200, type: "text/csv; charset=utf-8" } as const;

type BoardCall = Call<undefined, z.output<typeof boardQuery>, undefined>;
type ListCall = Call<undefined, z.output<typeof boardListQuery>, undefined>;

/** The managers' board: figures, the rows behind each, and both as files. */
export function boardEndpoints(tools: DeskTools): readonly Endpoint[] {
  return [
    endpoint({
      ...frame,
      path: "/api/v1/board",
      summary:
        "The figures of a period, compared with the one before; of the whole, or of one department, person, channel or category. Without `board.whole`, those of one's own work and departments",
      query: boardQuery,
      success: { status: 200, schema: boardSchema },
      handle: async (call, who) => {
        const read = await readBoard(tools, call, who, "board.read");
        return "status" in read ? read : { value: read.view };
      },
    }),
    endpoint({
      ...frame,
      path: "/api/v1/board.csv",
      summary: "The same as a table for spreadsheets",
      query: boardQuery,
      success: csv,
      handle: async (call, who) => {
        const read = await readBoard(tools, call, who, "board.export");
        if ("status" in read) return read;
        return file(`board-${read.view.days.from}-${read.view.days.to}`, boardCsv(read.view, call.say));
      },
    }),
    endpoint({
      ...frame,
      path: "/api/v1/board/complaints",
      summary: "What a figure counts, a page at a time: complaints, or the conversations that waited",
      query: boardListQuery,
      success: { status: 200, schema: boardListSchema },
      handle: async (call, who) => {
        const asked = await askedOf(tools, call, who);
        if ("status" in asked) return asked;
        const page = await pageOf(tools, call.query.figure, asked, call.query.limit, call.query.after);
        await audit(tools, who, "board.list", "board", { figure: call.query.figure, count: page.rows.length });
        return { value: page };
      },
    }),
    endpoint({
      ...frame,
      path: "/api/v1/board/complaints.csv",
      summary: "All that a figure counts, as a table for spreadsheets; without customers' names, numbers or words",
      query: boardListQuery.omit({ after: true, limit: true }),
      success: csv,
      handle: (call, who) => exportList(tools, call, who),
    }),
  ];
}

async function readBoard(tools: DeskTools, call: BoardCall, who: SignedIn, action: string) {
  const calendar = await currentCalendar(tools);
  const question = await askedOf(tools, call, who);
  if ("status" in question) return question;
  const { ask, before, by, compared } = question;
  const [counted, countedBefore, names] = await Promise.all([
    tools.store.board.count(ask, { days: daysIn(compared.days, calendar), ...(by === undefined ? {} : { by }) }),
    tools.store.board.count(before),
    boardNames(tools, call.say, call.language),
  ]);
  const { timeZone } = calendar;
  const view = boardView({ counted, before: countedBefore }, question, { say: call.say, names, timeZone });
  await audit(tools, who, action, "board", { from: compared.days.from, to: compared.days.to, ...ask.scope });
  return { view };
}

async function askedOf(
  tools: DeskTools,
  { query, language }: Pick<BoardCall | ListCall, "query" | "language">,
  { agent }: SignedIn,
): Promise<BoardQuestion | HttpResponse> {
  return questionOf(query, { agent, calendar: await currentCalendar(tools), now: tools.clock.now(), language });
}

function pageOf(tools: DeskTools, name: FigureName, { ask }: BoardQuestion, limit: number, after?: string) {
  const figure = figures.get(name);
  if (figure === undefined) throw new Fault("figure-unknown", `the board has no figure ${name}`);
  return tools.store.board.list(figure.opens, ask, { limit, ...(after === undefined ? {} : { after }) });
}

/** Rows at a time that a file is written in. */
const ROWS_AT_ONCE = 500;

async function exportList(
  tools: DeskTools,
  call: Pick<ListCall, "language" | "say"> & { readonly query: Omit<ListCall["query"], "after" | "limit"> },
  who: SignedIn,
): Promise<HttpResponse> {
  const question = await askedOf(tools, call, who);
  if ("status" in question) return question;
  const { figure } = call.query;
  await audit(tools, who, "board.export", "board", { figure, ...question.compared.days });
  const names = await boardNames(tools, call.say, call.language);
  const pages = (after?: string) => pageOf(tools, figure, question, ROWS_AT_ONCE, after);
  const { from, to } = question.compared.days;
  return file(`${figure}-${from}-${to}`, Readable.from(listCsv(figure, pages, { say: call.say, names })));
}

function file(name: string, content: string | Readable): HttpResponse {
  const headers = {
    "content-type": csv.type,
    "content-disposition": `attachment; filename="${name}.csv"`,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  };
  return typeof content === "string"
    ? { status: 200, headers, text: byteOrderMark + content }
    : { status: 200, headers, stream: content };
}

async function currentCalendar({ store }: DeskTools): Promise<Calendar> {
  const calendar = await store.calendars.current();
  if (calendar === undefined) throw new Fault("calendar-missing", "there is no calendar yet");
  return calendar;
}
