import { useMemo } from "react";
import { locales } from "../../../core/language/dates.ts";
import { useLanguage } from "../language/language-provider.tsx";
import type { BoardFigure } from "./board-data.ts";

type Unit = BoardFigure["unit"];

interface Values {
  /** A value with its unit, in the reader's digits; a dash where there is none. */
  readonly show: (value: number | undefined, unit: Unit) => string;
  /** The value without its unit, for the axis of a chart. */
  readonly bare: (value: number, unit: Unit) => string;
  /** A day where there is little room: "3 Nov", "۱۲ آبان". */
  readonly shortDay: (day: string) => string;
  /** A day with its year. */
  readonly fullDay: (day: string) => string;
  /** How much more or less than before, with its sign; undefined where nothing can be compared. */
  readonly change: (value: number | undefined, before: number | undefined, unit: Unit) => string | undefined;
}

/** Numbers and days as the reader writes them. */
export function useValues(): Values {
  const { language, say } = useLanguage();
  return useMemo(() => {
    const locale = locales[language];
    const number = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options);
    const formats: Readonly<Record<Unit, Intl.NumberFormat>> = {
      count: number({ maximumFractionDigits: 0 }),
      share: number({ style: "percent", maximumFractionDigits: 0 }),
      days: number({ maximumFractionDigits: 1 }),
      minutes: number({ maximumFractionDigits: 0 }),
      mark: number({ minimumFractionDigits: 1, maximumFractionDigits: 1 }),
    };
    const bare = (value: number, unit: Unit): string => formats[unit].format(value);
    const withUnit = (value: number, unit: Unit): string => {
      if (unit === "days") return say("board.days", { text: bare(value, unit), count: value });
      return unit === "minutes" ? minutes(value) : bare(value, unit);
    };
    const minutes = (value: number): string =>
      value < 120
        ? say("board.minutes", { text: bare(value, "minutes"), count: value })
        : say("board.hours", { text: formats.days.format(value / 60), count: value / 60 });
    const signed = number({ signDisplay: "exceptZero", maximumFractionDigits: 1 });
    const points = number({ style: "percent", signDisplay: "exceptZero", maximumFractionDigits: 0 });
    const day = (options: Intl.DateTimeFormatOptions) => {
      const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
      return (date: string): string => format.format(new Date(date));
    };
    return {
      bare,
      show: (value, unit) => (value === undefined ? "–" : withUnit(value, unit)),
      shortDay: day({ day: "numeric", month: "short" }),
      fullDay: day({ day: "numeric", month: "long", year: "numeric" }),
      change: (value, before, unit) => {
        if (value === undefined || before === undefined) return undefined;
        const difference = value - before;
        if (unit === "share") return Math.abs(difference) < 0.005 ? undefined : points.format(difference);
        return Math.abs(difference) < 0.05 ? undefined : signed.format(difference);
      },
    };
  }, [language, say]);
}
