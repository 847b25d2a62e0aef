import { uuidv7 } from "uuidv7";
import type { Complaint } from "../../core/complaint/complaint.ts";
import type { Customer } from "../../core/conversation/conversation.ts";
import { brand, type CategoryKey, type DepartmentKey } from "../../core/ids.ts";
import type { Agent } from "../../core/staff/agent.ts";
import type { Complete } from "./store.complete.ts";
import { after, complaint, newId, newNumber, NOON, plainDate } from "./store.fixtures.ts";

/** A complaint with every field of every part filled, by `staff`, about `of`'s matter, merged into `first`. */
export function fullComplaint(of: Customer, staff: Agent, first: Complaint): Complete<Complaint> {
  const by = { kind: "agent", agentId: staff.id, role: staff.role } as const;
  const remedy = (round: number): Complete<Complaint["rounds"][number]>["decision"]["remedies"][number] => ({
    id: newId.remedy(),
    kind: "refund",
    what: `بازپرداخت ${round}`,
    who: "service",
    by: plainDate("2026-12-20"),
    promisedAt: after(50),
    carriedOut: { at: after(60), by: staff.id, note: "done" },
    missedAt: after(55),
  });
  const round = (number: 1 | 2): Complete<Complaint["rounds"][number]> => ({
    round: number,
    startedAt: after(10 * number),
    evaluator: staff.id,
    decision: {
      at: after(20),
      by: staff.id,
      kind: "partly_justified",
      report: "گزارش",
      attachments: [newId.attachment(), newId.attachment()],
      remedies: [remedy(1), remedy(2)],
      alternatives: [
        { key: "a", title: "تعویض", remedies: [remedy(3), remedy(4)] },
        { key: "b", title: "تخفیف", remedies: [] },
      ],
    },
    toldAt: after(30),
    consent: {
      askedAt: after(30),
      text: "می‌پذیرید؟",
      textHash: "c".repeat(64),
      language: "fa",
      state: "answered",
      answers: [
        {
          answer: "partly",
          words: "تا حدی",
          reason: "هنوز نشتی دارد",
          alternative: "a",
          door: "webchat",
          externalId: "m-1",
          at: after(40),
          reasonGiven: { at: after(41), door: "telegram", externalId: "m-2" },
        },
      ],
      remindedAt: [after(35), after(38)],
      lapsesAt: after(10_000),
    },
  });
  return {
    ...complaint(of),
    id: newId.complaint(),
    number: newNumber(),
    passcodeHash: "$argon2id$full",
    version: 1,
    customerId: of.id,
    filedBy: by,
    door: "desk",
    heardBy: "phone",
    language: "tr",
    registeredAt: NOON,
    status: "closed",
    closing: "merged",
    closedAt: after(70),
    mergedInto: first.id,
    matter: {
      category: brand<CategoryKey>("product.hard"),
      description: "دو خط\nو 'نقل' \"قول\" \\ 😀",
      product: "رزین",
      lot: "L-1",
      orderNumber: "O-1",
      expectation: "تعویض",
    },
    department: brand<DepartmentKey>("service"),
    review: {
      at: after(5),
      by: staff.id,
      severity: "high",
      safety: true,
      complexity: "low",
      impact: "medium",
      immediateAction: true,
      note: "note",
    },
    escalatedAt: after(6),
    rounds: [round(1), round(2)],
    questions: [
      {
        id: newId.question(),
        askedAt: after(7),
        askedBy: staff.id,
        text: "کدام بشکه؟",
        deliveredAt: after(8),
        withdrawnAt: after(9),
        answer: { at: after(9), words: "بشکهٔ دوم", attachments: [newId.attachment()], door: "sms" },
      },
    ],
    samples: [
      { id: uuidv7(), what: "یک لیتر", steps: [{ state: "asked_for", at: after(11), by, note: "by courier" }] },
      {
        id: uuidv7(),
        what: "two",
        steps: [
          { state: "shipped", at: after(12), by: { kind: "customer", customerId: of.id }, note: "n" },
          { state: "arrived", at: after(13), by: { kind: "system", rule: "courier" }, note: "n" },
        ],
      },
    ],
    evidence: [
      {
        id: uuidv7(),
        at: after(14),
        by: { kind: "customer", customerId: of.id },
        door: "webchat",
        words: "و این",
        attachments: [newId.attachment()],
        internal: false,
      },
      { id: uuidv7(), at: after(15), by, door: "desk", words: "note", attachments: [], internal: true },
      {
        id: uuidv7(),
        at: after(16),
        by: { kind: "system", rule: "merge" },
        door: "system",
        words: "w",
        attachments: [],
        internal: true,
      },
    ],
    clocks: [
      {
        stage: "evaluation",
        round: 2,
        startedAt: after(10),
        limitDays: 4,
        dueAt: after(5_000),
        calendarVersion: 1,
        proof: [{ date: plainDate("2026-12-02"), counted: 0.5, why: "half_day", name: "نیم‌روز" }],
        pauses: [{ questionId: newId.question(), from: after(8), to: after(9) }],
        endedAt: after(20),
        daysTaken: 1.25,
        warnedAt: after(18),
        missedAt: after(19),
        trace: [{ at: after(9), from: after(4_000), to: after(5_000), why: "resumed", calendarVersion: 1 }],
      },
    ],
    ruling: {
      at: after(61),
      by: staff.id,
      body: "court",
      reference: "R-1",
      orders: "pay",
      carriedOut: { at: after(62), by: staff.id, note: "paid" },
    },
    ratingAskedAt: after(71),
    rating: { at: after(72), handling: 5, outcome: 4, effort: 3, words: "خوب" },
  };
}
