import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Calendar } from "../../core/calendar/calendar.ts";
import { proofText } from "../../core/calendar/proof-text.ts";
import {
  endClock,
  isPaused,
  pauseClock,
  recomputeClock,
  resumeClock,
  startClock,
} from "../../core/calendar/run-clock.ts";
import type { StageClock } from "../../core/calendar/stage-clock.ts";
import { brand } from "../../core/ids.ts";
import type { PlainDate, QuestionId } from "../../core/ids.ts";
import { languages } from "../../core/language/language.ts";
import { sayIn } from "../../core/language/say.ts";
import { plainCalendar } from "../support/complaints.ts";

const question = brand<QuestionId>("question-1");
const other = brand<QuestionId>("question-2");

function at(text: string): Date {
  return new Date(`2026-12-${text}:00Z`);
}

/** Four working days from Tuesday 1 December, ten o'clock: due on Monday the 7th at closing. */
function evaluation(calendar: Calendar = plainCalendar): StageClock {
  return startClock(calendar, { stage: "evaluation", round: 1, at: at("01T10:00") });
}

const withHoliday: Calendar = {
  ...plainCalendar,
  version: 2,
  specialDays: [{ date: brand<PlainDate>("2026-12-03"), kind: "holiday", name: "Snow day", source: "administrator" }],
};

describe("a stage clock", () => {
  test("has two, four and one working days", () => {
    const due = (stage: StageClock["stage"]) =>
      startClock(plainCalendar, { stage, round: 1, at: at("01T10:00") }).dueAt.toISOString();
    expect([due("first_review"), due("evaluation"), due("conclusion")]).toEqual([
      "2026-12-03T17:00:00.000Z",
      "2026-12-07T17:00:00.000Z",
      "2026-12-02T17:00:00.000Z",
    ]);
  });

  test("moves by the working days at whose closing it stood, and says why", () => {
    const clock = resumeClock(pauseClock(evaluation(), question, at("02T10:00")), plainCalendar, at("04T09:00"));
    expect(clock.dueAt).toEqual(at("09T17:00"));
    expect(clock.proof.filter(({ why }) => why === "paused").map(({ date }) => date)).toEqual([
      "2026-12-02",
      "2026-12-03",
    ]);
    expect(clock.trace).toEqual([
      { at: at("04T09:00"), from: at("07T17:00"), to: at("09T17:00"), why: "resumed", calendarVersion: 1 },
    ]);
  });

  test("does not move for a question that was answered before closing", () => {
    const clock = resumeClock(pauseClock(evaluation(), question, at("02T10:00")), plainCalendar, at("02T16:59"));
    expect(clock).toMatchObject({ dueAt: at("07T17:00"), trace: [] });
  });

  test("does not move for a weekend, on which it would not have run", () => {
    const clock = resumeClock(pauseClock(evaluation(), question, at("04T18:00")), plainCalendar, at("07T08:00"));
    expect(clock.dueAt).toEqual(at("07T17:00"));
  });

  test("several questions at once are one pause", () => {
    const clock = pauseClock(pauseClock(evaluation(), question, at("02T10:00")), other, at("02T11:00"));
    expect(clock.pauses).toEqual([{ questionId: question, from: at("02T10:00") }]);
  });

  test("a pause ends with the clock, and an ended clock never moves again", () => {
    const ended = endClock(pauseClock(evaluation(), question, at("02T10:00")), plainCalendar, at("03T10:00"));
    expect(ended).toMatchObject({ endedAt: at("03T10:00"), pauses: [{ to: at("03T10:00") }] });
    expect(recomputeClock(ended, withHoliday, at("04T10:00"))).toBe(ended);
    expect(endClock(ended, plainCalendar, at("05T10:00"))).toBe(ended);
    expect(pauseClock(ended, other, at("05T10:00"))).toBe(ended);
    expect(resumeClock(ended, plainCalendar, at("05T10:00"))).toBe(ended);
  });

  test("is reckoned again when the calendar changes, with a trace and the new version", () => {
    const warned = { ...evaluation(), warnedAt: at("07T13:00") };
    const clock = recomputeClock(warned, withHoliday, at("02T10:00"));
    expect(clock).toMatchObject({ dueAt: at("08T17:00"), calendarVersion: 2 });
    expect(clock.trace).toEqual([
      { at: at("02T10:00"), from: at("07T17:00"), to: at("08T17:00"), why: "calendar_changed", calendarVersion: 2 },
    ]);
    expect(clock).not.toHaveProperty("warnedAt");
  });

  test("takes over a calendar that moves nothing without a trace", () => {
    const clock = recomputeClock(evaluation(), { ...plainCalendar, version: 7 }, at("02T10:00"));
    expect(clock).toMatchObject({ calendarVersion: 7, trace: [], dueAt: at("07T17:00") });
  });

  test("is reckoned again while it stands as if it went on now", () => {
    const clock = recomputeClock(pauseClock(evaluation(), question, at("02T10:00")), withHoliday, at("04T10:00"));
    expect(isPaused(clock)).toBe(true);
    expect(clock.dueAt).toEqual(at("09T17:00"));
  });

  test("never ends or pauses before it began, whatever another server's clock says", () => {
    const early = endClock(pauseClock(evaluation(), question, at("01T09:00")), plainCalendar, at("01T09:30"));
    expect(early).toMatchObject({ endedAt: at("01T10:00"), pauses: [{ from: at("01T10:00"), to: at("01T10:00") }] });
  });

  test("keeps its order through any pauses, holidays and calendar changes", () => {
    const step = fc.record({
      kind: fc.constantFrom("pause", "resume", "recompute"),
      hours: fc.integer({ min: 0, max: 60 }),
    });
    const holidays = fc.uniqueArray(fc.integer({ min: 1, max: 28 }), { maxLength: 8 });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), holidays, (steps, dates) => {
        let now = at("01T10:00");
        let clock = evaluation();
        for (const [index, { kind, hours }] of steps.entries()) {
          now = new Date(now.getTime() + hours * 3_600_000);
          const calendar = { ...plainCalendar, version: index + 2, specialDays: holidaysOn(dates.slice(0, index)) };
          if (kind === "pause") clock = pauseClock(clock, question, now);
          if (kind === "resume") clock = resumeClock(clock, calendar, now);
          if (kind === "recompute") clock = recomputeClock(clock, calendar, now);
          expect(clock.dueAt > clock.startedAt).toBe(true);
          expect(clock.proof.reduce((sum, { counted }) => sum + counted, 0)).toBeGreaterThanOrEqual(clock.limitDays);
          expect(
            clock.pauses.every(({ from, to }) => from >= clock.startedAt && (to === undefined || to >= from)),
          ).toBe(true);
          expect(clock.trace.at(-1)?.to ?? clock.dueAt).toEqual(clock.dueAt);
        }
      }),
      { numRuns: 500 },
    );
  });
});

function holidaysOn(dates: readonly number[]): Calendar["specialDays"] {
  return dates.map((date) => ({
    date: brand<PlainDate>(`2026-12-${String(date).padStart(2, "0")}`),
    kind: "holiday",
    name: "Day",
    source: "administrator",
  }));
}

describe("the proof of a due date", () => {
  const holiday = startClock(withHoliday, { stage: "first_review", round: 1, at: at("01T08:00") });

  test("names the counted days, the others with their reason, and the limit", () => {
    expect(
      proofText(endClock(holiday, withHoliday, at("02T12:00")), sayIn("en", "UTC", at("01T08:00")), withHoliday),
    ).toBe(
      ["2 working days: Tuesday 1 December, Wednesday 2 December.", "Due by Wednesday 2 December, 17:00."].join("\n"),
    );
    expect(proofText(evaluation(withHoliday), sayIn("en", "UTC", at("01T08:00")), withHoliday)).toBe(
      [
        "4 working days: Wednesday 2 December, Friday 4 December, Monday 7 December, Tuesday 8 December.",
        "Not counted: Tuesday 1 December (the day it began), Thursday 3 December (holiday: Snow day), Saturday 5 December (weekend), Sunday 6 December (weekend).",
        "Due by Tuesday 8 December, 17:00.",
      ].join("\n"),
    );
  });

  test("says when and why the date moved, and where the holidays are not known yet", () => {
    const paused = resumeClock(pauseClock(evaluation(), question, at("02T10:00")), plainCalendar, at("03T09:00"));
    const text = proofText(paused, sayIn("en", "UTC", at("01T08:00")), {
      timeZone: "UTC",
      knownUntil: brand<PlainDate>("2026-12-04"),
    });
    expect(text).toContain("Wednesday 2 December (waiting for the customer’s answer)");
    expect(text).toContain(
      "Moved on Thursday 3 December from Monday 7 December, 17:00 to Tuesday 8 December, 17:00, because we waited for the customer’s answer.",
    );
    expect(text).toContain("Holidays have been entered until Friday 4 December only");
  });

  test.each(languages)("can be told in %s", (language) => {
    expect(proofText(evaluation(withHoliday), sayIn(language, "UTC"), withHoliday)).not.toBe("");
  });
});
