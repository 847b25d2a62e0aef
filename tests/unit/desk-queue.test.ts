import { describe, expect, test } from "@jest/globals";
import { brand } from "../../core/ids.ts";
import type { AgentId } from "../../core/ids.ts";
import { dueState, relativeTime } from "../../desk/app/queue/due.ts";
import { isNarrowed, queryOf, wantedOf } from "../../desk/app/queue/queue-query.ts";
import { queueFilter } from "../../desk/queues.ts";
import { queueNames } from "../../desk/schemas/queue-names.ts";

describe("what the queue is asked for", () => {
  test("stands in the address and is read from it again", () => {
    const query = "queue=open&status=received&department=quality&evaluator=nobody&safety=true&q=tin";
    expect(queryOf(wantedOf(new URLSearchParams(query)))).toBe(query);
  });

  test("is one's own queue where the address says nothing or nonsense", () => {
    expect(wantedOf(new URLSearchParams("queue=x&status=y&safety=perhaps&q=%20"))).toEqual({ queue: "mine" });
  });

  test("is narrowed by anything but the queue and the words", () => {
    expect(isNarrowed({ queue: "open", q: "tin" })).toBe(false);
    expect(isNarrowed({ queue: "open", safety: true })).toBe(true);
  });

  test("can be any queue that the server has", () => {
    for (const queue of queueNames) expect(wantedOf(new URLSearchParams({ queue })).queue).toBe(queue);
  });
});

describe("a queue", () => {
  const now = new Date("2026-03-02T09:00:00Z");
  const riskUntil = new Date("2026-03-03T14:00:00Z");
  const view = { agentId: brand<AgentId>("me"), now, riskUntil };

  test("that somebody has to work on leaves out what has ended", () => {
    for (const name of ["mine", "unassigned", "waiting_for_customer", "safety", "open"] as const)
      expect(queueFilter(name, view).status).toEqual(["received", "under_evaluation", "concluded"]);
    expect(queueFilter("all", view)).toEqual({});
  });

  test("at risk ends where overdue begins", () => {
    expect(queueFilter("at_risk", view)).toEqual({ due: { from: now, to: riskUntil } });
    expect(queueFilter("overdue", view)).toEqual({ overdueAt: now });
  });
});

describe("a due date", () => {
  const now = new Date("2026-03-02T09:00:00Z");
  const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);

  test("is past, near or later", () => {
    expect([0, 23, 24].map((hours) => dueState(later(hours), now))).toEqual(["overdue", "near", "later"]);
  });

  test("is told in the reader's words and digits", () => {
    expect(relativeTime(later(3), now, "en")).toBe("in 3 hours");
    expect(relativeTime(later(-72), now, "fa")).toBe("۳ روز پیش");
    expect(relativeTime(later(49), now, "tr")).toBe("2 gün sonra");
  });
});
