import type { ComplaintSeen } from "./use-complaint.ts";

export type ClockSeen = ComplaintSeen["clocks"][number];

/** Where a stage stands against its limit. `near`: less than a day of time is left. */
export type ClockState = "ended" | "ended_late" | "paused" | "late" | "near" | "running";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** How the stage stands at `now`. */
export function clockStateOf({ endedAt, dueAt, pauses }: ClockSeen, now: Date): ClockState {
  const due = new Date(dueAt);
  if (endedAt !== undefined) return new Date(endedAt) > due ? "ended_late" : "ended";
  if (pauses.some(({ to }) => to === undefined)) return "paused";
  if (now >= due) return "late";
  return due.getTime() - now.getTime() < DAY_MS ? "near" : "running";
}

/** The time between two moments in the largest unit that says it well. */
export function spanBetween(
  one: Date,
  other: Date,
): { readonly count: number; readonly unit: "days" | "hours" | "minutes" } {
  const ms = Math.abs(other.getTime() - one.getTime());
  if (ms >= 2 * DAY_MS) return { count: Math.floor(ms / DAY_MS), unit: "days" };
  if (ms >= HOUR_MS) return { count: Math.floor(ms / HOUR_MS), unit: "hours" };
  return { count: Math.max(1, Math.floor(ms / MINUTE_MS)), unit: "minutes" };
}
