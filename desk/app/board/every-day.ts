import type { Board } from "./board-data.ts";

type Day = Board["byDay"][number];

const DAY_MS = 86_400_000;

/** Every day of the period, those on which nothing happened among them. */
export function everyDay({ from, to }: Board["days"], told: readonly Day[]): readonly Day[] {
  const known = new Map(told.map((day) => [day.day, day]));
  const count = Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;
  return Array.from({ length: Math.max(count, 0) }, (_, index) => {
    const day = new Date(Date.parse(from) + index * DAY_MS).toISOString().slice(0, 10);
    return known.get(day) ?? { day, received: 0, concluded: 0, ended: 0 };
  });
}
