import { uuidv7 } from "uuidv7";
import type { StageClock } from "../../core/calendar/stage-clock.ts";
import type { Complaint, ConsentAnswer, Round } from "../../core/complaint/complaint.ts";
import { brand } from "../../core/ids.ts";
import type { CategoryKey, DepartmentKey, OwnershipId } from "../../core/ids.ts";
import type { Ownership } from "../../core/conversation/ownership.ts";
import type { Agent } from "../../core/staff/agent.ts";
import type { Store } from "../../core/store/store.ts";
import { after, agent, continued, conversation, customer, complaint, event, NOON } from "./store.fixtures.ts";

const HOUR = 60;
const DAY = 24 * HOUR;

export const service = brand<DepartmentKey>("service");
export const lab = brand<DepartmentKey>("lab");
export const hard = brand<CategoryKey>("product.hard");
export const late = brand<CategoryKey>("delivery.late");

/** A stage from `from` to `to` (minutes after noon), due at `due`. */
function clock(
  stage: StageClock["stage"],
  round: 1 | 2,
  [from, due, to]: readonly [number, number, number?],
  daysTaken?: number,
): StageClock {
  return {
    stage,
    round,
    startedAt: after(from),
    limitDays: 2,
    dueAt: after(due),
    calendarVersion: 1,
    proof: [],
    pauses: [],
    trace: [],
    ...(to === undefined ? {} : { endedAt: after(to) }),
    ...(daysTaken === undefined ? {} : { daysTaken }),
  };
}

function round(
  number: 1 | 2,
  by: Agent,
  decided: number,
  answers: readonly (readonly [ConsentAnswer["answer"], number])[],
  state: "asked" | "answered" | "doubted" | "lapsed" = "answered",
): Round {
  return {
    round: number,
    startedAt: after(decided - DAY),
    evaluator: by.id,
    decision: {
      at: after(decided),
      by: by.id,
      kind: "justified",
      report: "r",
      attachments: [],
      remedies: [],
      alternatives: [],
    },
    toldAt: after(decided + HOUR),
    consent: {
      askedAt: after(decided + HOUR),
      text: "?",
      textHash: "0".repeat(64),
      language: "fa",
      state,
      answers: answers.map(([answer, minute]) => ({ answer, words: "w", door: "telegram", at: after(minute) })),
      remindedAt: [],
    },
  };
}

function review(by: Agent, at: number): NonNullable<Complaint["review"]> {
  return {
    at: after(at),
    by: by.id,
    severity: "low",
    safety: false,
    complexity: "low",
    impact: "low",
    immediateAction: false,
  };
}

/** What the board's tests count, filled into `store`; days are counted from noon of 1 December 2026. */
export async function fillBoard(store: Store): Promise<{ readonly ann: Agent; readonly ben: Agent }> {
  const [ann, ben] = [agent(), agent()];
  await store.staff.save(ann);
  await store.staff.save(ben);
  const who = customer();
  const matter = (category: CategoryKey) => ({ matter: { category, description: "d" } });
  const filed = [
    // Received only; its first review is due in an hour.
    complaint(who, { ...matter(hard), clocks: [clock("first_review", 1, [0, HOUR])] }),
    // Cured: reviewed in time, decided late, accepted at once, rated.
    complaint(who, {
      ...matter(hard),
      door: "sms",
      department: service,
      status: "closed",
      closing: "accepted",
      closedAt: after(3 * DAY),
      review: review(ben, DAY),
      rounds: [round(1, ann, 2 * DAY, [["accept", 3 * DAY]])],
      clocks: [
        clock("first_review", 1, [0, 2 * DAY, DAY], 1),
        clock("evaluation", 1, [DAY, DAY + HOUR, 2 * DAY], 5),
        clock("conclusion", 1, [2 * DAY, 3 * DAY, 2 * DAY + HOUR], 0.25),
      ],
      rating: { at: after(4 * DAY), handling: 5, outcome: 4, effort: 2 },
    }),
    // Rejected, decided again, rejected in part and left open, taken up again after a ruling, and closed by it.
    complaint(who, {
      ...matter(late),
      department: lab,
      status: "closed",
      closing: "ruling",
      closedAt: after(9 * DAY),
      ruling: { at: after(8 * DAY), by: ann.id, body: "b", reference: "r", orders: "o" },
      review: review(ann, DAY),
      rounds: [round(1, ann, 2 * DAY, [["reject", 3 * DAY]]), round(2, ben, 5 * DAY, [["partly", 6 * DAY]])],
      clocks: [
        clock("first_review", 1, [0, HOUR, DAY], 3),
        clock("evaluation", 1, [DAY, 3 * DAY, 2 * DAY], 1.5),
        clock("conclusion", 1, [2 * DAY, 3 * DAY, 2 * DAY + HOUR], 0.5),
        clock("evaluation", 2, [3 * DAY, 6 * DAY, 5 * DAY], 2),
        clock("conclusion", 2, [5 * DAY, 6 * DAY, 5 * DAY + HOUR], 0.5),
      ],
      rating: { at: after(4 * DAY), handling: 2, outcome: 1, effort: 4 },
    }),
    // Accepted, then doubted: the question is open again.
    complaint(who, {
      ...matter(late),
      department: service,
      status: "concluded",
      review: review(ann, HOUR),
      rounds: [
        round(
          1,
          ann,
          DAY,
          [
            ["accept", 2 * DAY],
            ["doubt", 3 * DAY],
          ],
          "doubted",
        ),
      ],
    }),
    // Under evaluation, overdue since an hour before noon.
    complaint(who, {
      ...matter(late),
      department: service,
      status: "under_evaluation",
      review: review(ann, -DAY),
      registeredAt: after(-2 * DAY),
      rounds: [{ round: 1, startedAt: after(-DAY), evaluator: ben.id }],
      clocks: [clock("first_review", 1, [-2 * DAY, 0, -DAY], 1), clock("evaluation", 1, [-DAY, -HOUR])],
    }),
    // Withdrawn before its first review.
    complaint(who, {
      ...matter(hard),
      status: "closed",
      closing: "withdrawn",
      closedAt: after(2 * DAY),
      clocks: [clock("first_review", 1, [0, HOUR, 2 * DAY], 1)],
    }),
    // Accepted in the second round.
    complaint(who, {
      ...matter(late),
      department: lab,
      status: "closed",
      closing: "accepted",
      closedAt: after(6 * DAY),
      review: review(ben, HOUR),
      rounds: [round(1, ann, 2 * DAY, [["reject", 3 * DAY]]), round(2, ben, 5 * DAY, [["accept", 6 * DAY]])],
    }),
  ] satisfies Complaint[];
  await store.commit({ customers: [{ after: who }], complaints: filed.map((one) => ({ after: one })) });
  const failed = filed.slice(1, 3).map((one) => event(one, { kind: "notice_failed", at: after(DAY) }));
  await store.commit({ events: failed });
  await fillOwnerships(store, ann, ben);
  return { ann, ben };
}

type Stretch = readonly [minute: number, kind: Ownership["kind"], more?: Partial<Ownership>];

/** Taken after ten minutes, then handed on and taken after thirty; taken after two hours; given up; still waiting. */
async function fillOwnerships(store: Store, ann: Agent, ben: Agent): Promise<void> {
  const chats: readonly (readonly Stretch[])[] = [
    [
      [0, "waiting", { why: "asked", department: service }],
      [10, "agent", { why: "taken", agentId: ann.id }],
      [60, "waiting", { why: "transferred", department: lab }],
      [70, "waiting", { why: "away", department: lab }],
      [90, "agent", { why: "taken", agentId: ben.id }],
      [100, "bot", { why: "given_back" }],
    ],
    [
      [0, "waiting", { why: "not_understood" }],
      [120, "agent", { why: "taken", agentId: ben.id }],
    ],
    [
      [5, "waiting", { why: "safety", department: service }],
      [50, "bot", { why: "asked_for_bot" }],
    ],
    [[30, "waiting", { why: "asked", department: lab }]],
  ];
  for (const stretches of chats) {
    const who = customer();
    let chat = conversation(who, { address: { channel: "telegram", externalId: uuidv7() } });
    await store.commit({ customers: [{ after: who }], conversations: [{ after: chat }] });
    for (const [minute, kind, more] of stretches) {
      const next = continued(chat, 0);
      const stretch = {
        id: brand<OwnershipId>(uuidv7()),
        conversationId: chat.id,
        kind,
        startedAt: after(minute),
        why: "asked" as const,
        ...more,
      };
      await store.commit({ conversations: [{ before: chat, after: next }], ownerships: [stretch] });
      chat = next;
    }
  }
}

/** December 2026, asked at noon of its first day, with a working day from then to noon of the next. */
export const december = {
  period: { from: new Date("2026-12-01T00:00:00Z"), to: new Date("2027-01-01T00:00:00Z") },
  now: NOON,
  soon: after(DAY),
  scope: {},
};
