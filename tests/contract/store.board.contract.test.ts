import { beforeAll, describe, expect, test } from "@jest/globals";
import { startOfDate } from "../../core/calendar/calendar-day.ts";
import { daysOf, dimensions, keysOf, partOf, valueOf } from "../../core/improvement/board.ts";
import type { BoardAsk, Counted } from "../../core/improvement/board.ts";
import { daysAfter } from "../../core/improvement/period.ts";
import { figureNames, figures } from "../../core/improvement/figure.ts";
import type { FigureName } from "../../core/improvement/figure.ts";
import type { Agent } from "../../core/staff/agent.ts";
import type { Store } from "../../core/store/store.ts";
import { december, fillBoard, hard, lab, late, service } from "./board.fixtures.ts";
import { describeStores } from "./store.harness.ts";
import { after, firstCalendar, plainDate, storedComplaint } from "./store.fixtures.ts";

/** Every figure of the hand-made set, reckoned by hand. */
const expected: Readonly<Partial<Record<FigureName, number>>> = {
  received: 6,
  concluded: 6,
  ended: 5,
  open: 3,
  cured: 1 / 4,
  acceptance_1: 1 / 3,
  acceptance_2: 1 / 2,
  accepted_1: 1,
  accepted_2: 1,
  rejected_1: 2,
  rejected_2: 1,
  left_open: 1,
  unanswered: 0,
  withdrawn: 1,
  merged: 0,
  reopened: 1,
  waits: 5,
  never_taken: 2,
  wait_median: 30,
  wait_p95: 120,
  conversations: 3,
  handling: 3.5,
  outcome: 2.5,
  effort: 3,
  rated: 2,
  failed_notices: 2,
  soon_first_review: 1,
  soon_evaluation: 0,
  soon_conclusion: 0,
  overdue_first_review: 0,
  overdue_evaluation: 1,
  overdue_conclusion: 0,
  broken_first_review: 1,
  broken_evaluation: 1,
  broken_conclusion: 0,
  kept_first_review: 1 / 2,
  kept_evaluation: 2 / 3,
  kept_conclusion: 1,
  time_median_first_review: 1,
  time_p95_first_review: 3,
  time_median_evaluation: 2,
  time_p95_evaluation: 5,
  time_median_conclusion: 0.5,
  time_p95_conclusion: 0.5,
};

const none: Counted = { tallies: [], spreads: [], waits: [], conversations: [], notices: [] };

describeStores("the managers' board", (store) => {
  let ann: Agent;
  let ben: Agent;

  beforeAll(async () => {
    ({ ann, ben } = await fillBoard(store()));
  });

  const count = (scope: BoardAsk["scope"] = {}, by?: (typeof dimensions)[number]): Promise<Counted> =>
    store().board.count({ ...december, scope }, by === undefined ? {} : { by });
  const all = async (scope?: BoardAsk["scope"]) => partOf(await count(scope), undefined);

  test("counts each figure as reckoned by hand", async () => {
    const counted = await all();
    const found = Object.fromEntries(figureNames.map((name) => [name, valueOf(name, counted)]));
    expect(found).toEqual(expected);
  });

  test("counts nothing in another period, and makes no share of none", async () => {
    const period = { from: new Date("2025-12-01T00:00:00Z"), to: new Date("2026-01-01T00:00:00Z") };
    const counted = partOf(await store().board.count({ ...december, period }), undefined);
    expect(valueOf("received", counted)).toBe(0);
    expect(valueOf("waits", counted)).toBe(0);
    expect(valueOf("cured", counted)).toBeUndefined();
    expect(valueOf("wait_median", counted)).toBeUndefined();
    expect(valueOf("time_median_evaluation", counted)).toBeUndefined();
    expect(valueOf("open", counted)).toBe(3);
  });

  test("takes in the first moment of the period and leaves out the last", async () => {
    const period = { from: after(0), to: after(24 * 60) };
    const ask = { ...december, period };
    expect(valueOf("received", partOf(await store().board.count(ask), undefined))).toBe(6);
    const later = { ...december, period: { from: after(1), to: after(24 * 60) } };
    expect(valueOf("received", partOf(await store().board.count(later), undefined))).toBe(0);
  });

  test.each(dimensions)("counts by %s what its lists show, value by value", async (by) => {
    const counted = await count({}, by);
    const keys = keysOf(counted).filter((key) => key !== null);
    expect(keys.length).toBeGreaterThan(1);
    for (const key of keys) await expectListsToAgree(store(), { [by]: key }, partOf(counted, key));
  });

  test("lists what it counts, in all", async () => {
    await expectListsToAgree(store(), {}, await all());
  });

  test("tells the scope of one person, one department, one category", async () => {
    expect(valueOf("concluded", await all({ evaluator: ann.id }))).toBe(4);
    expect(valueOf("concluded", await all({ evaluator: ben.id }))).toBe(2);
    expect(valueOf("wait_median", await all({ evaluator: ann.id }))).toBe(10);
    expect(valueOf("waits", await all({ department: lab }))).toBe(2);
    expect(valueOf("received", await all({ category: hard }))).toBe(3);
    expect(valueOf("received", await all({ category: late, department: service }))).toBe(1);
    expect(valueOf("received", await all({ door: "sms" }))).toBe(1);
    expect(valueOf("accepted_1", await all({ door: "telegram" }))).toBe(1);
    expect(valueOf("received", await all({ evaluator: ann.id, department: lab, door: "sms" }))).toBe(0);
  });

  test("counts what is in the period on each of its days, and their sum in all", async () => {
    const calendar = { ...firstCalendar, timeZone: "Pacific/Auckland" };
    const days = Array.from({ length: 32 }, (_, index) => daysAfter(plainDate("2026-12-01"), index)).map((day) => ({
      day,
      from: startOfDate(calendar, day),
    }));
    const counted = await store().board.count(december, { days, by: "department" });
    const told = counted.tallies.flatMap(({ kind, day, count: number }) => (day ? [`${day} ${kind} ${number}`] : []));
    expect(told).toContain("2026-12-02 received 6");
    const byDay = daysOf(counted);
    expect(valueOf("concluded", byDay.get(plainDate("2026-12-04")) ?? none)).toBe(3);
    expect(valueOf("ended", byDay.get(plainDate("2026-12-08")) ?? none)).toBe(2);
    const found = figureNames.map((name) => [name, valueOf(name, partOf(counted, undefined))]);
    expect(Object.fromEntries(found)).toEqual(expected);
  });

  test("pages through a list, each row once, the newest first, what is overdue longest first", async () => {
    const seen: string[] = [];
    const moments: number[] = [];
    const selection = figures.get("ended")?.opens;
    if (selection === undefined) throw new Error("no such figure");
    let next: string | undefined;
    do {
      const page = await store().board.list(selection, december, { limit: 2, ...(next && { after: next }) });
      seen.push(...page.rows.map(({ at, complaint }) => `${at.toISOString()} ${complaint?.id ?? ""}`));
      moments.push(...page.rows.map(({ at }) => at.getTime()));
      next = page.next;
    } while (next !== undefined);
    expect(new Set(seen).size).toBe(5);
    expect(seen).toHaveLength(5);
    expect(moments).toEqual(moments.toSorted((one, other) => other - one));
    const nonsense = await store().board.list(selection, december, { limit: 2, after: "nonsense" });
    expect(nonsense.rows).toHaveLength(2);
  });

  test("a line that no longer holds is gone, and one that changed is counted as it is now", async () => {
    const ask = { ...december, scope: { category: hard } };
    const open = async () => valueOf("open", partOf(await store().board.count(ask), undefined));
    const before = await open();
    const { complaint: filed } = await storedComplaint(store(), { department: service });
    expect(await open()).toBe((before ?? 0) + 1);
    const closed = {
      ...filed,
      version: 2,
      department: lab,
      status: "closed" as const,
      closing: "merged" as const,
      closedAt: after(30),
    };
    await store().commit({ complaints: [{ before: filed, after: closed }] });
    expect(await open()).toBe(before);
    const inLab = partOf(
      await store().board.count({ ...december, scope: { department: lab, category: hard } }),
      undefined,
    );
    expect(valueOf("received", inLab)).toBe(1);
    expect(valueOf("merged", inLab)).toBe(1);
  });
});

/** Of every figure, the list has as many rows as are counted, and none outside the scope. */
async function expectListsToAgree(store: Store, scope: object, counted: Counted): Promise<void> {
  for (const [name, figure] of figures) {
    const { rows } = await store.board.list(figure.opens, { ...december, scope }, { limit: 500 });
    const { rows: among } =
      figure.unit === "share" ? await store.board.list(figure.among, { ...december, scope }, { limit: 500 }) : { rows };
    const values = rows.flatMap(({ value }) => value ?? []);
    const listed = {
      count: rows.length,
      share: among.length === 0 ? undefined : rows.length / among.length,
      mark: values.length === 0 ? undefined : values.reduce((sum, one) => sum + one, 0) / values.length,
      days: figure.unit === "days" ? quantile(values, figure.quantile) : undefined,
      minutes:
        figure.unit === "minutes"
          ? quantile(
              rows.flatMap(({ conversation }) => conversation?.seconds ?? []).map((seconds) => seconds / 60),
              figure.quantile,
            )
          : undefined,
    };
    expect({ name, value: listed[figure.unit] }).toEqual({ name, value: valueOf(name, counted) });
  }
}

function quantile(values: readonly number[], which: "median" | "p95"): number | undefined {
  return values.toSorted((one, other) => one - other)[Math.ceil((which === "median" ? 0.5 : 0.95) * values.length) - 1];
}

describe("the figures", () => {
  test("are defined for people, each by its name", async () => {
    const { readFile } = await import("node:fs/promises");
    const text = await readFile(new URL("../../docs/figures.md", import.meta.url), "utf8");
    for (const name of figureNames) expect(text).toContain(`\`${name}\``);
  });
});
