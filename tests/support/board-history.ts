import { uuidv7 } from "uuidv7";
import { limitDays } from "../../core/calendar/stage-clock.ts";
import type { Stage, StageClock } from "../../core/calendar/stage-clock.ts";
import type { Door } from "../../core/complaint/actor.ts";
import type { Complaint, Round } from "../../core/complaint/complaint.ts";
import type { Customer } from "../../core/conversation/conversation.ts";
import type { Ownership } from "../../core/conversation/ownership.ts";
import { brand } from "../../core/ids.ts";
import type {
  AgentId,
  CategoryKey,
  ComplaintId,
  ConversationId,
  CustomerId,
  DepartmentKey,
  OwnershipId,
  TrackingNumber,
} from "../../core/ids.ts";
import type { Store } from "../../core/store/store.ts";

/** Complaints of one commit, which has to be done in seconds on a busy machine. */
const AT_ONCE = 250;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const categories = [
  ["product.cured-hard", "quality"],
  ["delivery.damaged", "logistics"],
  ["service.advice", "support"],
  ["invoice.price", "sales"],
  ["other", "service"],
] as const;
const doors = ["webchat", "telegram", "whatsapp", "site", "sms"] as const satisfies readonly Door[];

/** `count` complaints, spread evenly over the `days` before `now`, each with its story so far; and a conversation in line for a person every other day. */
export async function fillHistory(
  store: Store,
  agents: readonly AgentId[],
  { now, days, count }: { readonly now: Date; readonly days: number; readonly count: number },
): Promise<void> {
  const customers = Array.from({ length: count }, (_, index) => customerOf(index, now));
  const filed = customers.map((customer, index) => {
    const registeredAt = new Date(now.getTime() - ((index + 0.5) / count) * days * DAY_MS);
    return complaintOf({ customer, index, registeredAt, now, evaluator: agents[index % agents.length] });
  });
  for (let start = 0; start < count; start += AT_ONCE) {
    const end = start + AT_ONCE;
    await store.commit({
      customers: customers.slice(start, end).map((after) => ({ after })),
      complaints: filed.slice(start, end).map((after) => ({ after })),
    });
  }
  for (let day = 0; day < days; day += 2) await waitOf(store, agents, day, now);
}

function customerOf(index: number, now: Date): Customer {
  return {
    id: brand<CustomerId>(uuidv7()),
    language: index % 3 === 0 ? "tr" : "fa",
    phoneProven: false,
    createdAt: new Date(now.getTime() - 400 * DAY_MS),
  };
}

interface Story {
  readonly customer: Customer;
  readonly index: number;
  readonly registeredAt: Date;
  readonly now: Date;
  readonly evaluator: AgentId | undefined;
}

/** What has happened to the complaint so far, by the days after its registration on which it does. */
interface SoFar {
  readonly index: number;
  readonly at: (day: number) => Date;
  readonly door: Door;
  readonly by: AgentId;
  readonly stageDays: Readonly<Record<Stage, number>>;
  readonly reviewed: number;
  readonly decided: number;
  readonly answered: number;
  readonly isReviewed: boolean;
  readonly isDecided: boolean;
  readonly isAnswered: boolean;
  readonly isAccepted: boolean;
}

function soFarOf({ index, registeredAt, now, evaluator }: Story): SoFar {
  const at = (day: number): Date => new Date(registeredAt.getTime() + day * DAY_MS);
  const isPast = (day: number): boolean => evaluator !== undefined && at(day) < now;
  const stageDays = { first_review: 0.6 + (index % 4) * 0.5, evaluation: 1.5 + (index % 6) * 0.75, conclusion: 0.25 };
  const reviewed = stageDays.first_review + 0.4;
  const decided = reviewed + stageDays.evaluation + 0.5;
  const answered = decided + 1 + ((index * 7) % 3);
  return {
    index,
    at,
    door: doors[index % doors.length] ?? "site",
    by: evaluator ?? brand<AgentId>(""),
    stageDays,
    reviewed,
    decided,
    answered,
    isReviewed: isPast(reviewed),
    isDecided: isPast(decided),
    isAnswered: isPast(answered),
    isAccepted: index % 4 !== 0,
  };
}

function complaintOf(story: Story): Complaint {
  const { customer, index, registeredAt } = story;
  const [category, department] = categories[index % categories.length] ?? categories[0];
  const soFar = soFarOf(story);
  return {
    id: brand<ComplaintId>(uuidv7()),
    number: brand<TrackingNumber>(String(5_000_000_000 + index)),
    passcodeHash: "none",
    version: 1,
    customerId: customer.id,
    filedBy: { kind: "customer", customerId: customer.id },
    door: soFar.door,
    language: customer.language,
    registeredAt,
    status: statusOf(soFar),
    matter: { category: brand<CategoryKey>(category), description: "…" },
    ...(soFar.isReviewed ? { department: brand<DepartmentKey>(department), review: reviewOf(soFar) } : {}),
    ...endOf(soFar),
    rounds: roundsOf(soFar),
    questions: [],
    samples: [],
    evidence: [],
    clocks: clocksOf(soFar),
  };
}

function statusOf({ isReviewed, isDecided, isAnswered, isAccepted }: SoFar): Complaint["status"] {
  if (isAnswered) return isAccepted ? "closed" : "under_evaluation";
  if (isDecided) return "concluded";
  return isReviewed ? "under_evaluation" : "received";
}

function reviewOf({ at, reviewed, by }: SoFar): NonNullable<Complaint["review"]> {
  const low = "low" as const;
  return { at: at(reviewed), by, severity: low, safety: false, complexity: low, impact: low, immediateAction: false };
}

function endOf({ index, at, answered, isAnswered, isAccepted }: SoFar): Partial<Complaint> {
  if (!isAnswered || !isAccepted) return {};
  const rating = { at: at(answered + 0.01), handling: 3 + (index % 3), outcome: 2 + (index % 4), effort: 4 };
  return { closing: "accepted", closedAt: at(answered), ...(index % 2 === 0 ? { rating } : {}) };
}

function roundsOf(soFar: SoFar): readonly Round[] {
  const { at, by, reviewed, decided, answered, isReviewed, isDecided, isAnswered, isAccepted } = soFar;
  const first: Round = { round: 1, startedAt: at(reviewed), evaluator: by };
  const told = {
    decision: {
      at: at(decided),
      by,
      kind: "justified" as const,
      report: "…",
      attachments: [],
      remedies: [],
      alternatives: [],
    },
    toldAt: at(decided + 0.25),
    consent: consentOf(soFar),
  };
  return [
    ...(isReviewed ? [isDecided ? { ...first, ...told } : first] : []),
    ...(isAnswered && !isAccepted ? [{ round: 2 as const, startedAt: at(answered), evaluator: by }] : []),
  ];
}

function consentOf({ at, decided, answered, door, isAnswered, isAccepted }: SoFar): NonNullable<Round["consent"]> {
  const answer = { answer: isAccepted ? ("accept" as const) : ("reject" as const), words: "…", door, at: at(answered) };
  return {
    askedAt: at(decided + 0.25),
    text: "?",
    textHash: "0".repeat(64),
    language: "fa",
    state: isAnswered ? "answered" : "asked",
    answers: isAnswered ? [answer] : [],
    remindedAt: [],
  };
}

function clocksOf(soFar: SoFar): readonly StageClock[] {
  const { at, stageDays, reviewed, decided, answered, isReviewed, isDecided, isAnswered, isAccepted } = soFar;
  const clock = (stage: Stage, from: number, to: number | undefined, round: 1 | 2 = 1): StageClock => ({
    stage,
    round,
    startedAt: at(from),
    limitDays: limitDays[stage],
    dueAt: at(from + limitDays[stage]),
    calendarVersion: 1,
    proof: [],
    pauses: [],
    trace: [],
    ...(to === undefined ? {} : { endedAt: at(to), daysTaken: stageDays[stage] }),
  });
  return [
    clock("first_review", 0, isReviewed ? reviewed : undefined),
    ...(isReviewed ? [clock("evaluation", reviewed, isDecided ? decided : undefined)] : []),
    ...(isDecided ? [clock("conclusion", decided, decided + 0.25)] : []),
    ...(isAnswered && !isAccepted ? [clock("evaluation", answered, undefined, 2)] : []),
  ];
}

async function waitOf(store: Store, agents: readonly AgentId[], day: number, now: Date): Promise<void> {
  const customer = customerOf(day, now);
  const begin = new Date(now.getTime() - (day + 0.3) * DAY_MS);
  const id = brand<ConversationId>(uuidv7());
  const chat = {
    id,
    address: { channel: "webchat" as const, externalId: `history-${id}` },
    customerId: customer.id,
    language: customer.language,
    languageChosen: true,
    version: 1,
    lastSeq: 0,
    owner: { kind: "bot" as const },
    state: { cursors: [], offers: [], misunderstood: 0, granted: [] },
    createdAt: begin,
  };
  await store.commit({ customers: [{ after: customer }], conversations: [{ after: chat }] });
  const agentId = agents[day % agents.length];
  const isTaken = day % 10 !== 0 && agentId !== undefined;
  const stretch = (startedAt: Date, more: Pick<Ownership, "kind" | "why"> & Partial<Ownership>): Ownership => ({
    id: brand<OwnershipId>(uuidv7()),
    conversationId: id,
    startedAt,
    ...more,
  });
  const taken = new Date(begin.getTime() + (4 + (day % 7) * 9) * 60_000);
  await store.commit({
    conversations: [{ before: chat, after: { ...chat, version: 2 } }],
    ownerships: [
      stretch(begin, { kind: "waiting", why: "asked", department: brand<DepartmentKey>("support") }),
      ...(isTaken ? [stretch(taken, { kind: "agent", why: "taken", agentId })] : []),
      stretch(new Date(begin.getTime() + 2 * HOUR_MS), { kind: "bot", why: isTaken ? "given_back" : "asked_for_bot" }),
    ],
  });
}
