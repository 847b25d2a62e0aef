import { useId } from "react";
import { Bar, BarChart, CartesianGrid, LabelList, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { directionOf } from "../../../core/language/language.ts";
import { useLanguage } from "../language/language-provider.tsx";
import { inks } from "./mark.tsx";
import { Tip } from "./tip.tsx";
import { useValues } from "./values.ts";

interface BarRow {
  readonly name: string;
  readonly values: readonly (number | undefined)[];
}

/** Bars side by side, each with its value above it; told apart by hatching as well as by colour. */
export function BarPlot({
  rows,
  series,
  unit,
}: {
  readonly rows: readonly BarRow[];
  readonly series: readonly string[];
  readonly unit: "count" | "days";
}) {
  const { language } = useLanguage();
  const { bare, show } = useValues();
  const hatch = useId();
  const isRightToLeft = directionOf(language) === "rtl";
  // A reversed axis reverses the groups, and not the bars within.
  const bars = series.map((name, place) => bar({ name, place, hatch, write: (value) => bare(value, unit) }));
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart accessibilityLayer={false} data={rows.map(drawn)} margin={{ top: 20, right: 12, bottom: 4, left: 12 }}>
        <defs>
          {inks.map((ink, place) => (
            <Hatch key={ink} id={`${hatch}-${String(place)}`} ink={ink} place={place} />
          ))}
        </defs>
        <CartesianGrid stroke="var(--grid)" vertical={false} />
        <XAxis dataKey="name" reversed={isRightToLeft} interval={0} stroke="var(--ink)" tickMargin={6} />
        <YAxis
          orientation={isRightToLeft ? "right" : "left"}
          tickFormatter={(value: number) => bare(value, unit)}
          allowDecimals={unit === "days"}
          stroke="var(--ink)"
          width={44}
          tickMargin={6}
        />
        <Tooltip
          cursor={{ fill: "var(--grid)", opacity: 0.4 }}
          content={({ active, label, payload }) =>
            active && (
              <Tip
                title={String(label)}
                rows={payload.map(({ name, value }) => [String(name), show(Number(value), unit)])}
              />
            )
          }
        />
        {isRightToLeft ? bars.toReversed() : bars}
      </BarChart>
    </ResponsiveContainer>
  );
}

interface BarParts {
  readonly name: string;
  readonly place: number;
  readonly hatch: string;
  readonly write: (value: number) => string;
}

/** One series of bars; a function and no component, because the chart looks for bars among its own children. */
function bar({ name, place, hatch, write }: BarParts) {
  return (
    <Bar
      key={name}
      dataKey={`v${String(place)}`}
      name={name}
      fill={`url(#${hatch}-${String(place)})`}
      stroke={inks[place] ?? inks[0]}
      isAnimationActive={false}
      maxBarSize={48}
    >
      <LabelList
        position="top"
        formatter={(value: unknown) => (typeof value === "number" ? write(value) : "")}
        fill="var(--ink)"
      />
    </Bar>
  );
}

/** A row as the chart reads it: one field a bar. */
function drawn({ name, values }: BarRow): Readonly<Record<string, string | number | undefined>> {
  return { name, ...Object.fromEntries(values.map((value, place) => [`v${String(place)}`, value])) };
}

/** Full, slanted and dotted, as the dashes of lines are. */
function Hatch({ id, ink, place }: { readonly id: string; readonly ink: string; readonly place: number }) {
  return (
    <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width="6" height="6" fill={ink} fillOpacity={place === 0 ? 1 : 0.15} />
      {place === 1 && <rect width="3" height="6" fill={ink} />}
      {place === 2 && <circle cx="3" cy="3" r="1.2" fill={ink} />}
    </pattern>
  );
}
