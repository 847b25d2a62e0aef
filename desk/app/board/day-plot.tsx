import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { directionOf } from "../../../core/language/language.ts";
import { useLanguage } from "../language/language-provider.tsx";
import { dashes, inks } from "./mark.tsx";
import { Tip } from "./tip.tsx";
import { useValues } from "./values.ts";

interface DayRow {
  readonly day: string;
  readonly received: number;
  readonly concluded: number;
  readonly ended: number;
}

/** Lines over the days of a period; time runs in the direction of the reader's writing. */
export function DayPlot({
  rows,
  series,
}: {
  readonly rows: readonly DayRow[];
  readonly series: readonly { readonly key: "received" | "concluded" | "ended"; readonly name: string }[];
}) {
  const { language } = useLanguage();
  const { bare, shortDay, fullDay } = useValues();
  const isRightToLeft = directionOf(language) === "rtl";
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart accessibilityLayer={false} data={[...rows]} margin={{ top: 12, right: 12, bottom: 4, left: 12 }}>
        <CartesianGrid stroke="var(--grid)" vertical={false} />
        <XAxis
          dataKey="day"
          reversed={isRightToLeft}
          tickFormatter={shortDay}
          minTickGap={24}
          stroke="var(--ink)"
          tickMargin={6}
          padding={{ left: 8, right: 8 }}
        />
        <YAxis
          orientation={isRightToLeft ? "right" : "left"}
          allowDecimals={false}
          tickFormatter={(value: number) => bare(value, "count")}
          stroke="var(--ink)"
          width={44}
          tickMargin={6}
        />
        <Tooltip
          content={({ active, label, payload }) =>
            active && (
              <Tip
                title={fullDay(String(label))}
                rows={payload.map(({ name, value }) => [String(name), bare(Number(value), "count")])}
              />
            )
          }
        />
        {series.map(({ key, name }, place) => (
          <Line
            key={key}
            dataKey={key}
            name={name}
            stroke={inks[place] ?? inks[0]}
            strokeWidth={2}
            strokeDasharray={dashes[place] ?? dashes[0]}
            dot={rows.length <= 10}
            isAnimationActive={false}
          />
        ))}
      </LineChart>
    </ResponsiveContainer>
  );
}
