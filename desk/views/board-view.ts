import type { z } from "zod";
import { limitDays, stages } from "../../core/calendar/stage-clock.ts";
import type { Stage } from "../../core/calendar/stage-clock.ts";
import { daysOf, keysOf, partOf, valueOf } from "../../core/improvement/board.ts";
import type { Counted, Dimension } from "../../core/improvement/board.ts";
import { figureNames, figures } from "../../core/improvement/figure.ts";
import type { Figure, FigureName } from "../../core/improvement/figure.ts";
import type { Say } from "../../core/language/text-key.ts";
import type { BoardQuestion } from "../board-question.ts";
import type { BoardNames } from "../board-names.ts";
import type { boardSchema } from "../schemas/board-schema.ts";

type BoardView = z.input<typeof boardSchema>;

/** What was counted, in figures and in the reader's words. */
export function boardView(
  { counted, before }: { readonly counted: Counted; readonly before: Counted },
  { compared, ask, by }: BoardQuestion,
  { say, names, timeZone }: { readonly say: Say; readonly names: BoardNames; readonly timeZone: string },
): BoardView {
  const [whole, wholeBefore] = [partOf(counted, undefined), partOf(before, undefined)];
  return {
    at: ask.now,
    ...compared,
    timeZone,
    limits: limitDays,
    figures: [...figures].map(([name, figure]) => ({
      figure: name,
      ...figureText(name, say),
      unit: figure.unit,
      value: valueOf(name, whole),
      before: isOfNow(figure) ? undefined : valueOf(name, wholeBefore),
    })),
    groups: by === undefined ? [] : groupsOf(counted, by, names),
    byDay: [...daysOf(counted)]
      .map(([day, part]) => ({
        day,
        received: valueOf("received", part) ?? 0,
        concluded: valueOf("concluded", part) ?? 0,
        ended: valueOf("ended", part) ?? 0,
      }))
      .sort((one, other) => (one.day < other.day ? -1 : 1)),
  };
}

function groupsOf(counted: Counted, by: Dimension, names: BoardNames): BoardView["groups"] {
  return keysOf(counted).map((key) => {
    const part = partOf(counted, key);
    const values = figureNames.flatMap((name) => {
      const value = valueOf(name, part);
      return value === undefined ? [] : [[name, value] as const];
    });
    return { key, name: names.of(by, key), values: Object.fromEntries(values) };
  });
}

function isOfNow({ opens }: Figure): boolean {
  return opens.of === "lines" && opens.span !== "period";
}

/** What a figure is called, and what it counts. */
function figureText(figure: FigureName, say: Say): { readonly name: string; readonly help: string } {
  const stage = stages.find((one) => figure.endsWith(`_${one}`));
  if (stage === undefined) {
    // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- what does not end with a stage is no figure of one
    const name = figure as Exclude<FigureName, `${string}_${Stage}`>;
    return { name: say(`board.figure.${name}`), help: say(`board.help.${name}`) };
  }
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- the beginning of a name whose end was just seen
  const kind = figure.slice(0, -stage.length - 1) as StageFigure;
  const args = { stage: say(`board.stage.${stage}`), days: limitDays[stage] };
  return { name: say(`board.stage_figure.${kind}`, args), help: say(`board.stage_help.${kind}`, args) };
}

type StageFigure = FigureName extends infer Name ? (Name extends `${infer Kind}_${Stage}` ? Kind : never) : never;
