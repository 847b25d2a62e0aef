import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { StageClock } from "../../core/calendar/stage-clock.ts";
import type { Change } from "../../core/complaint/change.ts";
import type { Complaint, Remedy, Round } from "../../core/complaint/complaint.ts";
import { lifecycle } from "../../core/complaint/lifecycle.ts";
import { closings, statuses } from "../../core/complaint/status.ts";
import type { Closing } from "../../core/complaint/status.ts";
import { always, changesOf, walk, walks } from "../support/complaint-walk.ts";

/** What must be on record for each ending. */
const grounds: Readonly<Record<Closing, (complaint: Complaint, last: Round | undefined) => boolean>> = {
  accepted: (_, last) => last?.consent?.state === "answered" && last.consent.answers.at(-1)?.answer === "accept",
  unanswered: (_, last) => last?.consent?.state === "lapsed" && last.consent.lapsesAt !== undefined,
  withdrawn: () => true,
  merged: (complaint) => complaint.mergedInto !== undefined,
  ruling: (complaint) => complaint.ruling?.carriedOut !== undefined,
};

describe("on any way through the process", () => {
  test("nothing is closed without a recorded yes or a named rule", () => {
    always(({ walked }) => {
      for (const { before, after, events } of changesOf(walked)) {
        expect([after.closing !== undefined, after.closedAt !== undefined]).toEqual(
          after.status === "closed" ? [true, true] : [false, false],
        );
        if (after.closing === undefined) continue;
        expect(grounds[after.closing](after, after.rounds.at(-1))).toBe(true);
        if (before.status !== "closed") expect(events.map(({ kind }) => kind)).toContain("closed");
      }
    });
  });

  test("there is never a third round, and the second comes after a no and is decided by other eyes", () => {
    always(({ walked }) => {
      for (const { after } of changesOf(walked)) {
        expect([[], [1], [1, 2]]).toContainEqual(after.rounds.map(({ round }) => round));
        const [first, second] = after.rounds;
        if (first === undefined || second === undefined) continue;
        expect(["reject", "partly"]).toContain(first.consent?.answers.at(-1)?.answer);
        expect([second.evaluator, second.decision?.by]).not.toContain(first.decision?.by);
      }
    });
  });

  test("statuses are those of the process and change only as the table says", () => {
    always(({ walked }) => {
      for (const { before, command, result } of walked) {
        if (!result.ok) continue;
        const cell = lifecycle[command.kind][before.status];
        const leads = cell === "stays" ? [before.status] : "no" in cell ? [] : cell;
        expect(statuses).toContain(result.value.after.status);
        expect(leads).toContain(result.value.after.status);
      }
    });
  });

  test("clocks never run backwards", () => {
    always(({ walked }) => {
      for (const clock of changesOf(walked).flatMap(({ after }) => after.clocks)) {
        const moments = momentsOf(clock);
        expect(moments).toEqual([...moments].sort((one, other) => one - other));
        expect(clock.dueAt > clock.startedAt).toBe(true);
      }
    });
  });

  test("clocks stand exactly while a delivered question waits, and one runs exactly while a stage is under way", () => {
    always(({ walked }) => {
      for (const { after } of changesOf(walked)) {
        const running = after.clocks.filter(({ endedAt }) => endedAt === undefined);
        const stands = running.some(({ pauses }) => pauses.some(({ to }) => to === undefined));
        expect(running).toHaveLength(stageIsUnderWay(after) ? 1 : 0);
        expect(stands).toBe(running.length > 0 && owesAnAnswer(after));
        for (const clock of after.clocks) expect(pausesAreGrounded(clock, after)).toBe(true);
      }
    });
  });

  test("every change is one version further and signed by whoever made it", () => {
    always(({ registered, walked }) => {
      expect(registered.after.version).toBe(1);
      for (const { before, actor, now, result } of walked) {
        if (!result.ok) continue;
        expect(result.value.after.version).toBe(before.version + 1);
        expect(result.value.before).toBe(before);
        expect(result.value.events.length).toBeGreaterThan(0);
        for (const event of result.value.events) {
          expect(event).toMatchObject({ complaintId: before.id, at: now, actor, door: expect.any(String) });
        }
      }
    });
  });

  test("ids of events are never repeated, nor keys of timers", () => {
    always(({ registered, walked }) => {
      const changes: readonly Change[] = [registered, ...changesOf(walked)];
      const events = changes.flatMap((change) => change.events.map(({ id }) => id));
      const follows = changes.flatMap((change) => change.follows);
      const timers = follows.flatMap((each) => (each.kind === "timer" ? [each.timer.key] : []));
      expect(new Set(events).size).toBe(events.length);
      expect(new Set(timers).size).toBe(timers.length);
    });
  });

  test("refusals leave no trace: a sentence, and nothing else", () => {
    // The walk freezes every complaint before it hands it in: a carrier that changed one in passing would throw.
    always(({ walked }) => {
      for (const { result } of walked) {
        if (result.ok) continue;
        expect(Object.keys(result)).toEqual(["ok", "refusal"]);
        expect(result.refusal.key).toMatch(/^refusal\.[a-z_]+$/);
      }
    });
  });

  test("the same commands at the same moments give the same complaint", () => {
    fc.assert(
      fc.property(walks, (way) => {
        expect(walk(way)).toEqual(walk(way));
      }),
      { numRuns: 50 },
    );
  });

  test("a wrong role, an auditor or another customer never gets anything done", () => {
    always(({ walked }) => {
      for (const { command, actor, result } of walked) {
        if (!result.ok) continue;
        const party = actor.kind === "agent" ? actor.role : actor.kind;
        expect(lifecycle[command.kind].by).toContain(party);
        if (actor.kind === "customer") expect(actor.customerId).toBe("customer-1");
      }
    });
  });

  test("only accepted complaints carry promises, and only what was done survives a doubt", () => {
    always(({ walked }) => {
      for (const { after } of changesOf(walked)) {
        const promised = remediesOf(after).filter(({ promisedAt }) => promisedAt !== undefined);
        const awaited = promised.filter(({ carriedOut }) => carriedOut === undefined);
        if (after.closing !== "accepted") expect(awaited).toEqual([]);
        expect(remediesOf(after).filter(({ carriedOut }) => carriedOut !== undefined)).toEqual(
          promised.filter(({ carriedOut }) => carriedOut !== undefined),
        );
      }
    });
  });

  test("the ways tried lead everywhere: every status, every ending, every command", () => {
    const seen = new Set<string>();
    const note = ({ walked }: ReturnType<typeof walk>) => {
      for (const { command, result } of walked) {
        if (result.ok) seen.add(result.value.after.status).add(String(result.value.after.closing)).add(command.kind);
      }
    };
    fc.assert(
      fc.property(walks, (way) => note(walk(way))),
      { numRuns: 900, seed: 10002 },
    );
    const everything = [...statuses, ...closings, ...Object.keys(lifecycle)];
    expect(everything.filter((each) => !seen.has(each))).toEqual([]);
  });
});

function remediesOf(complaint: Complaint): readonly Remedy[] {
  const decisions = complaint.rounds.flatMap(({ decision }) => (decision === undefined ? [] : [decision]));
  return decisions.flatMap(({ remedies, alternatives }) => [
    ...remedies,
    ...alternatives.flatMap((each) => each.remedies),
  ]);
}

function owesAnAnswer(complaint: Complaint): boolean {
  return complaint.questions.some(
    ({ deliveredAt, answer, withdrawnAt }) =>
      deliveredAt !== undefined && answer === undefined && withdrawnAt === undefined,
  );
}

/** Start, pauses and end in the order in which they must lie. */
function momentsOf({ startedAt, pauses, endedAt }: StageClock): readonly number[] {
  const moments = [startedAt, ...pauses.flatMap(({ from, to }) => [from, to]), endedAt];
  return moments.flatMap((moment) => (moment === undefined ? [] : [moment.getTime()]));
}

/** Whether every pause began with a question that had been delivered by then. */
function pausesAreGrounded(clock: StageClock, complaint: Complaint): boolean {
  return clock.pauses.every(({ questionId, from }) => {
    const deliveredAt = complaint.questions.find(({ id }) => id === questionId)?.deliveredAt;
    return deliveredAt !== undefined && deliveredAt <= from;
  });
}

/** Whether a stage of the process is under way: not after the ending, nor while an answer is awaited, nor after a ruling. */
function stageIsUnderWay({ status, ruling, rounds }: Complaint): boolean {
  if (status === "received") return true;
  if (status === "under_evaluation") return ruling === undefined;
  return status === "concluded" && rounds.at(-1)?.toldAt === undefined;
}
