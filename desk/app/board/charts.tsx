import { useLanguage } from "../language/language-provider.tsx";
import type { FigureName } from "../../../core/improvement/figure.ts";
import type { Board } from "./board-data.ts";
import { BarPlot } from "./bar-plot.tsx";
import { Chart } from "./chart.tsx";
import { DayPlot } from "./day-plot.tsx";
import { everyDay } from "./every-day.ts";
import { useValues } from "./values.ts";
import styles from "./board.module.css";

/** The figures that are better looked at than read. */
export function Charts({ board }: { readonly board: Board }) {
  return (
    <div className={styles["charts"]}>
      <ByDay board={board} />
      <ByStage board={board} />
      <ByRound board={board} />
    </div>
  );
}

function ByDay({ board }: { readonly board: Board }) {
  const { say } = useLanguage();
  const { bare, fullDay } = useValues();
  const rows = everyDay(board.days, board.byDay);
  const series = (["received", "concluded", "ended"] as const).map((key) => ({ key, name: say(`board.${key}`) }));
  return (
    <Chart
      title={say("board.chart.days")}
      isEmpty={board.byDay.length === 0}
      series={series.map(({ name }) => name)}
      head={[say("board.day"), ...series.map(({ name }) => name)]}
      rows={rows.map((row) => [fullDay(row.day), ...series.map(({ key }) => bare(row[key], "count"))])}
    >
      <DayPlot rows={rows} series={series} />
    </Chart>
  );
}

const stages = ["first_review", "evaluation", "conclusion"] as const;

function ByStage({ board }: { readonly board: Board }) {
  const { say } = useLanguage();
  const { show } = useValues();
  const valueOf = valuesOf(board);
  const rows = stages.map((stage) => ({
    name: say(`board.stage.${stage}`),
    values: [valueOf(`time_median_${stage}`), valueOf(`time_p95_${stage}`), board.limits[stage]],
  }));
  const series = [say("board.median"), say("board.p95"), say("board.limit")];
  return (
    <Chart
      title={say("board.chart.stages")}
      isEmpty={rows.every(({ values: [median] }) => median === undefined)}
      series={series}
      head={[say("board.stage"), ...series]}
      rows={rows.map(({ name, values }) => [name, ...values.map((value) => show(value, "days"))])}
    >
      <BarPlot rows={rows} series={series} unit="days" />
    </Chart>
  );
}

const rounds = [1, 2] as const;

function ByRound({ board }: { readonly board: Board }) {
  const { say } = useLanguage();
  const { bare } = useValues();
  const valueOf = valuesOf(board);
  const rows = rounds.map((round) => {
    const values = [valueOf(`accepted_${round}`) ?? 0, valueOf(`rejected_${round}`) ?? 0];
    return { name: say("board.round", { round }), values };
  });
  const series = [say("board.accepted"), say("board.rejected")];
  return (
    <Chart
      title={say("board.chart.acceptance")}
      isEmpty={rows.every(({ values }) => values.every((value) => value === 0))}
      series={series}
      head={["", ...series]}
      rows={rows.map(({ name, values }) => [name, ...values.map((value) => bare(value, "count"))])}
    >
      <BarPlot rows={rows} series={series} unit="count" />
    </Chart>
  );
}

function valuesOf({ figures }: Board): (name: FigureName) => number | undefined {
  const values = new Map(figures.map(({ figure, value }) => [figure, value]));
  return (name) => values.get(name);
}
