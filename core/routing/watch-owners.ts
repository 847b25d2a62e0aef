import { afterOpenTime } from "../calendar/opening-time.ts";
import { isOpen, nextOpening } from "../calendar/working-days.ts";
import { announce, nextStaffed } from "../casework/hands/announce.ts";
import { noteOnComplaint } from "../casework/hands/on-complaint.ts";
import { changeHands } from "../casework/hands/stage.ts";
import type { Stage } from "../casework/hands/stage.ts";
import type { CaseworkTools } from "../casework/tools.ts";
import type { Owner, WaitingOwner } from "../conversation/ownership.ts";
import { accepted } from "../errors.ts";
import type { ConversationId } from "../ids.ts";
import { startLane } from "../lane/lane.ts";
import type { Lane } from "../lane/lane.ts";
import type { Agent } from "../staff/agent.ts";
import { without } from "../without.ts";
import { departmentFor } from "./department-for.ts";
import { isGone } from "./is-there.ts";
import { createOffers } from "./offers.ts";
import type { Offers } from "./offers.ts";

/** Conversations of one round. */
const atOnce = 50;

/** Offers and limits are in minutes; nobody notices five seconds. */
const everyMs = 5_000;

/** The promised time is this many limits of office time away: nobody was free within one, and a promise that is kept is worth more than an early one. */
const promisedLimits = 4;

const minuteMs = 60_000;

/** Somebody with working hours of their own may come while the organisation is closed: looked for as often. */
const outOfHoursMs = 60 * minuteMs;

/** Watches over conversations in line and agents whose customers wait. */
interface OwnerWatch {
  /** Looks after those that are due; how many they were. Several processes may do so at once: the version check lets one of them win. */
  readonly round: () => Promise<number>;
}

/** A watch that remembers who let what pass. That is for fairness alone; nothing goes wrong where another process does not know it. */
function watchOwners(tools: CaseworkTools, report: (error: unknown) => void): OwnerWatch {
  const offers = createOffers(tools);
  return {
    round: async () => {
      const due = await tools.store.conversations.ownersDue(tools.clock.now(), atOnce);
      let done = 0;
      for (const { id } of due) {
        try {
          await lookAfter(tools, offers, id);
          done += 1;
        } catch (error) {
          // One that cannot be looked after must not keep the others waiting.
          report(error);
        }
      }
      return done;
    },
  };
}

/** Starts the lane that makes offers, keeps the limits and notices who has gone; it looks again after `idleMs` when nobody wakes it. */
export function startWatching(tools: CaseworkTools, report: (error: unknown) => void, idleMs = everyMs): Lane {
  return startLane(watchOwners(tools, report).round, idleMs, report);
}

async function lookAfter(tools: CaseworkTools, offers: Offers, id: ConversationId): Promise<void> {
  await changeHands(tools, id, async (stage) => {
    const { owner } = stage.conversation;
    const isDue = owner.kind !== "bot" && owner.dueAt !== undefined && owner.dueAt <= stage.moment.now;
    if (isDue && owner.kind === "waiting") await goOnWaiting(stage, owner, offers);
    if (isDue && owner.kind === "agent") await lookForAgent(stage, owner);
    return accepted(undefined);
  });
}

/** Nobody has taken it yet: it is offered to the next, and the customer told where the limit has passed. */
async function goOnWaiting(stage: Stage, owner: WaitingOwner, offers: Offers): Promise<void> {
  const { tools, moment, draft, conversation } = stage;
  const { now } = moment;
  const calendar = tools.calendar();
  const { offerMinutes, takeWithinMinutes } = tools.organisation.policy.takeOver;
  const limitAt = afterOpenTime(calendar, owner.since, takeWithinMinutes * minuteMs);
  const isLate = owner.promisedAt === undefined && limitAt <= now;
  const promised = isLate ? { promisedAt: promise(stage, takeWithinMinutes) } : {};
  const staff = await tools.store.staff.all();
  const next = await offers.next(conversation.id, owner, staff, now);
  const recheckMs = now.getTime() + offerMinutes * minuteMs;
  const againMs = next === undefined && !isOpen(calendar, now) ? reopens(stage, staff) : recheckMs;
  const dueMs = owner.promisedAt === undefined && !isLate ? Math.min(againMs, limitAt.getTime()) : againMs;
  const offered = next === undefined ? {} : { offeredTo: next };
  const line = { ...without(owner, "offeredTo"), ...promised, ...offered, dueAt: new Date(dueMs) };
  draft.change(conversation.id, { owner: line });
}

function reopens({ tools, moment: { now } }: Stage, staff: readonly Agent[]): number {
  const opens = nextOpening(tools.calendar(), now).getTime();
  const ownHours = staff.some(({ hours, disabledAt }) => hours !== undefined && disabledAt === undefined);
  return ownHours ? Math.min(opens, now.getTime() + outOfHoursMs) : opens;
}

/** Tells the customer, once, that nobody came and when somebody will; complaint and staff are told as well. */
function promise(stage: Stage, takeWithinMinutes: number): Date {
  const { tools, moment, draft, conversation, complaint } = stage;
  const promisedAt = afterOpenTime(tools.calendar(), moment.now, promisedLimits * takeWithinMinutes * minuteMs);
  noteOnComplaint(stage, { kind: "miss_take_over", promisedAt }, { actor: bySystem("nobody_came"), door: "system" });
  draft.alert(
    { kind: "person_asked_for" },
    { conversationId: conversation.id, ...(complaint === undefined ? {} : { complaintId: complaint.id }) },
  );
  announce(stage, "hands.nobody_came", { at: promisedAt });
  return promisedAt;
}

/** The customer of an agent waits for an answer: whoever has gone returns the conversation to the line. */
async function lookForAgent(stage: Stage, owner: Extract<Owner, { readonly kind: "agent" }>): Promise<void> {
  const { tools, moment, draft, conversation } = stage;
  const { now } = moment;
  const { awayAfterMinutes } = tools.organisation.policy.takeOver;
  const agent = await tools.store.staff.byId(owner.agentId);
  if (!isGone(agent, now, awayAfterMinutes)) {
    const goneMs = (agent?.seenAt ?? now).getTime() + awayAfterMinutes * minuteMs;
    const dueAt = new Date(Math.max(goneMs, now.getTime() + minuteMs));
    draft.change(conversation.id, { owner: { ...owner, dueAt } });
    return;
  }
  returnToLine(stage, agent?.name ?? "—");
}

function returnToLine(stage: Stage, name: string): void {
  const { tools, moment, draft, conversation, complaint } = stage;
  const department = departmentFor(tools.organisation, conversation.state, complaint);
  const line = department === undefined ? {} : { department };
  const waiting = { kind: "waiting", since: moment.now, why: "away", ...line, dueAt: moment.now } as const;
  draft.hand(conversation.id, { owner: waiting, why: "away" });
  noteOnComplaint(stage, { kind: "hand_on", reason: "away" }, { actor: bySystem("away"), door: "system" });
  draft.alert({ kind: "person_asked_for" }, { conversationId: conversation.id });
  const at = nextStaffed(stage);
  if (at === undefined) announce(stage, "hands.away", { name });
  else announce(stage, "hands.away_later", { name, at });
}

function bySystem(rule: string): { readonly kind: "system"; readonly rule: string } {
  return { kind: "system", rule };
}
