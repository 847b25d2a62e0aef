import { describe, expect, test } from "@jest/globals";
import { uuidv7 } from "uuidv7";
import { brand, type DepartmentKey } from "../../core/ids.ts";
import { describeStores } from "./store.harness.ts";
import { after, agent, clockDue, complaint, newId, NOON, storedChat, storedComplaint } from "./store.fixtures.ts";
import { fullComplaint } from "./store.full-complaint.ts";

describeStores("complaints", (store) => {
  describe("a complaint", () => {
    test("comes back with every field of every part", async () => {
      const { customer: who } = await storedChat(store());
      const staff = agent();
      await store().staff.save(staff);
      const first = complaint(who);
      const full = fullComplaint(who, staff, first);
      await store().commit({ complaints: [{ after: first }, { after: full }] });
      expect(await store().complaints.byId(full.id)).toEqual(full);
      expect(await store().complaints.byNumber(full.number)).toEqual(full);
      expect(await store().complaints.ofCustomer(who.id)).toEqual([first, full]);
    });

    test("grows from its first form to its last and loses what is no longer so", async () => {
      const { customer: who } = await storedChat(store());
      const staff = agent();
      await store().staff.save(staff);
      const first = complaint(who);
      const full = { ...fullComplaint(who, staff, first), version: 2 };
      const bare = complaint(who, { id: full.id, number: full.number });
      await store().commit({ complaints: [{ after: first }, { after: bare }] });
      await store().commit({ complaints: [{ before: bare, after: full }] });
      expect(await store().complaints.byId(full.id)).toEqual(full);
      const { closing: _closing, closedAt: _closedAt, mergedInto: _mergedInto, rating: _rating, ...open } = full;
      const reopened = {
        ...open,
        version: 3,
        status: "open" as const,
        questions: full.questions.map(({ withdrawnAt: _withdrawnAt, answer: _answer, ...question }) => question),
        evidence: [...full.evidence, ...full.evidence.slice(0, 1).map((one) => ({ ...one, id: uuidv7() }))],
      };
      await store().commit({ complaints: [{ before: full, after: reopened }] });
      expect(await store().complaints.byId(full.id)).toEqual(reopened);
    });

    test("tells which were reckoned with an older calendar and still run", async () => {
      const { customer: who } = await storedChat(store());
      const clock = {
        stage: "evaluation" as const,
        round: 1 as const,
        startedAt: NOON,
        limitDays: 4,
        dueAt: after(9),
        calendarVersion: 1,
        proof: [],
        pauses: [],
        trace: [],
      };
      const running = (await storedComplaint(store(), { clocks: [clock] }, who)).complaint;
      const done = (await storedComplaint(store(), { clocks: [{ ...clock, endedAt: after(1) }] }, who)).complaint;
      const older = await store().complaints.reckonedBefore(2, 1000);
      expect(older).toContain(running.id);
      expect(older).not.toContain(done.id);
      expect(await store().complaints.reckonedBefore(1, 1000)).toEqual([]);
    });
  });

  describe("the queue", () => {
    const department = brand<DepartmentKey>(`queue-${uuidv7()}`);

    test("is paged by due date, those without one last, each once", async () => {
      const dues = [5, 3, undefined, 1, 3, undefined, 2];
      for (const due of dues) await storedComplaint(store(), { department, clocks: clockDue(due) });
      const seen = [];
      let next: string | undefined;
      do {
        const page = await store().complaints.queue(
          { department },
          { limit: 3, ...(next === undefined ? {} : { after: next }) },
        );
        expect(page.rows.length).toBeLessThanOrEqual(3);
        seen.push(...page.rows);
        next = page.next;
      } while (next !== undefined);
      expect(seen.map(({ dueAt }) => dueAt)).toEqual(
        [1, 2, 3, 3, 5, undefined, undefined].map((due) => due && after(due)),
      );
      expect(new Set(seen.map(({ id }) => id)).size).toBe(7);
      const garbage = await store().complaints.queue({ department }, { limit: 100, after: "garbage" });
      expect(garbage.rows).toHaveLength(7);
    });

    test("is filtered by everything that staff ask for", async () => {
      const staff = agent();
      await store().staff.save(staff);
      const mine = brand<DepartmentKey>(`filter-${uuidv7()}`);
      const pausing = { questionId: newId.question(), from: NOON };
      const a = await storedComplaint(store(), {
        department: mine,
        status: "under_evaluation",
        rounds: [{ round: 1, startedAt: NOON, evaluator: staff.id }],
        clocks: clockDue(10).map((one) => ({ ...one, pauses: [pausing] })),
        review: {
          at: NOON,
          by: staff.id,
          severity: "high",
          safety: true,
          complexity: "low",
          impact: "low",
          immediateAction: false,
        },
      });
      const b = await storedComplaint(store(), { department: mine, clocks: clockDue(20) });
      const found = async (filter: object) =>
        (await store().complaints.queue({ department: mine, ...filter }, { limit: 100 })).rows.map(({ id }) => id);
      const both = [a.complaint.id, b.complaint.id];
      expect(await found({})).toEqual(both);
      expect(await found({ status: ["under_evaluation", "open"] })).toEqual([a.complaint.id]);
      expect(await found({ status: [] })).toEqual([]);
      expect(await found({ evaluator: staff.id })).toEqual([a.complaint.id]);
      expect(await found({ evaluator: "nobody" })).toEqual([b.complaint.id]);
      expect(await found({ safety: true })).toEqual([a.complaint.id]);
      expect(await found({ safety: false })).toEqual([b.complaint.id]);
      expect(await found({ overdueAt: after(15) })).toEqual([a.complaint.id]);
      expect(await found({ waitingForCustomer: true })).toEqual([a.complaint.id]);
      expect(await found({ waitingForCustomer: false })).toEqual([b.complaint.id]);
      expect(await found({ customerId: b.customer.id })).toEqual([b.complaint.id]);
      expect(await found({ category: b.complaint.matter.category })).toEqual(both);
      const [row] = (await store().complaints.queue({ department: mine }, { limit: 1 })).rows;
      expect(row).toEqual({
        id: a.complaint.id,
        number: a.complaint.number,
        status: "under_evaluation",
        category: a.complaint.matter.category,
        department: mine,
        evaluator: staff.id,
        language: "fa",
        safety: true,
        registeredAt: NOON,
        dueAt: after(10),
        stage: "evaluation",
        waitingForCustomer: true,
        excerpt: a.complaint.matter.description,
      });
    });
  });
});
