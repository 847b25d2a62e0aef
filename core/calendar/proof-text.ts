import type { Say } from "../language/text-key.ts";
import type { Calendar } from "./calendar.ts";
import { noonOf } from "./calendar-day.ts";
import type { ProofDay, Recomputation, StageClock } from "./stage-clock.ts";

/**
 * Why a stage is due when it is, for a person to read: the counted days, the others with the reason, each time the date moved.
 * `calendar` is the version that the clock was reckoned with.
 */
export function proofText(clock: StageClock, say: Say, calendar: Pick<Calendar, "timeZone" | "knownUntil">): string {
  const { proof, limitDays, dueAt, trace } = clock;
  const named = (days: readonly ProofDay[]) =>
    days.map((day) => dayText(day, say, calendar.timeZone)).join(say("proof.separator"));
  const counted = proof.filter(isCounted);
  const skipped = proof.filter((day) => !isCounted(day));
  const beyond = proof.some(({ date }) => date > calendar.knownUntil);
  const lines = [
    say("proof.counted", { days: limitDays, list: named(counted) }),
    ...(skipped.length === 0 ? [] : [say("proof.not_counted", { list: named(skipped) })]),
    say("proof.due", { due: dueAt }),
    ...trace.map((move) => moveText(move, say)),
    ...(beyond ? [say("proof.beyond", { until: noonOf(calendar.timeZone, calendar.knownUntil) })] : []),
  ];
  return lines.join("\n");
}

function isCounted({ counted }: ProofDay): boolean {
  return counted > 0;
}

function dayText({ date, why, name }: ProofDay, say: Say, timeZone: string): string {
  const day = noonOf(timeZone, date);
  switch (why) {
    case "working":
      return say("proof.working", { day });
    case "half_day":
      return name === undefined ? say("proof.half_day", { day }) : say("proof.half_day_named", { day, name });
    case "holiday":
    case "closure":
      return say(`proof.${why}`, { day, name: name ?? "" });
    case "start":
    case "weekend":
    case "paused":
      return say(`proof.${why}`, { day });
  }
}

function moveText({ at, from, to, why }: Recomputation, say: Say): string {
  return say(`proof.moved_${why}`, { at, from, to });
}
