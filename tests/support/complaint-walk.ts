import fc from "fast-check";
import type { Calendar } from "../../core/calendar/calendar.ts";
import { seedCalendar } from "../../core/calendar/seed.ts";
import type { Actor } from "../../core/complaint/actor.ts";
import { roles } from "../../core/complaint/actor.ts";
import type { Change } from "../../core/complaint/change.ts";
import type { ComplaintCommand } from "../../core/complaint/command.ts";
import type { Complaint } from "../../core/complaint/complaint.ts";
import { handle } from "../../core/complaint/handle.ts";
import { lifecycle } from "../../core/complaint/lifecycle.ts";
import { register } from "../../core/complaint/register.ts";
import type { Result } from "../../core/errors.ts";
import type { Policy } from "../../core/organisation/organisation.ts";
import {
  contextOf,
  countingIds,
  customer,
  filedAt,
  lapsingPolicy,
  plainCalendar,
  policy,
  registration,
  staff,
  stranger,
  system,
} from "./complaints.ts";
import { commandFor, one } from "./complaint-walk-commands.ts";

/** One random step: which command, by whom, after how long, under which version of the calendar. */
export interface Step {
  readonly command: number;
  /** Whether any command may come, or one that the table allows in the status at hand. */
  readonly wild: boolean;
  /** Picks among the actors: those whom the table allows, or, astray, all. */
  readonly actor: number;
  readonly astray: boolean;
  readonly minutes: number;
  readonly newCalendar: boolean;
  /** Picks among the command's own possibilities. */
  readonly pick: number;
}

/** A command that was tried, and what came of it. */
export interface Walked {
  readonly before: Complaint;
  readonly command: ComplaintCommand;
  readonly actor: Actor;
  readonly now: Date;
  readonly result: Result<Change>;
}

const kinds = Object.keys(lifecycle).filter((kind): kind is ComplaintCommand["kind"] => kind in lifecycle);

/** Commands that carry a complaint along come up more often, or few ways would get far. */
const forward: readonly ComplaintCommand["kind"][] = [
  "first_review",
  "decide",
  "decide",
  "told",
  "answer_consent",
  "answer_consent",
  "give_reason",
  "question_delivered",
  "answer_question",
  "warn_of_lapse",
  "lapse",
  "undo_lapse",
  "doubt",
  "carry_out_remedy",
  "miss_remedy",
  "reopen",
  "warn_of_limit",
  "carry_out_ruling",
];

const steps = fc.array(
  fc.record({
    command: fc.nat(1000),
    wild: fc.nat(4).map((chance) => chance === 0),
    actor: fc.nat(30),
    astray: fc.nat(9).map((chance) => chance === 0),
    minutes: fc.oneof(fc.nat(600), fc.nat(60 * 24 * 5), fc.nat(60 * 24 * 20)),
    newCalendar: fc.nat(9).map((chance) => chance === 0),
    pick: fc.nat(1000),
  }),
  { minLength: 5, maxLength: 40, size: "max" },
);

const calendars: readonly Calendar[] = [
  plainCalendar,
  seedCalendar({ country: "TR", timeZone: "Europe/Istanbul", languages: ["tr"] }, filedAt),
  seedCalendar({ country: "IR", timeZone: "Asia/Tehran", languages: ["fa"] }, filedAt),
];

/** Commands after which nothing more can come are left to the wild steps. */
const ends: readonly ComplaintCommand["kind"][] = ["withdraw", "merge"];

/** Random ways of a complaint, under any calendar, with and without a period after which silence closes. */
export const walks = fc.record({
  steps,
  calendar: fc.constantFrom(...calendars),
  policy: fc.constantFrom<Policy>(policy, lapsingPolicy),
});

/** Walks the way from registration on: every step tried in turn, refused ones leaving no trace. */
export function walk({
  steps,
  calendar,
  policy: rules,
}: {
  readonly steps: readonly Step[];
  readonly calendar: Calendar;
  readonly policy: Policy;
}): {
  readonly registered: Change;
  readonly walked: readonly Walked[];
} {
  const ids = countingIds();
  const registered = register(registration, contextOf(customer, filedAt, { calendar, policy: rules }, ids));
  const walked: Walked[] = [];
  let complaint = registered.after;
  let now = filedAt;
  let version = calendar.version;
  for (const [index, step] of steps.entries()) {
    now = later(now, step, complaint);
    if (step.newCalendar) version += 1;
    const inForce = { ...calendar, version, specialDays: version % 2 === 0 ? [] : calendar.specialDays };
    const kind = kindFor(step, complaint);
    const command = commandFor(kind, step.pick, complaint, index, now);
    const actor = actorFor(kind, step);
    deepFreeze(complaint);
    const result = handle(complaint, command, contextOf(actor, now, { calendar: inForce, policy: rules }, ids));
    walked.push({ before: complaint, command, actor, now, result });
    if (result.ok) complaint = result.value.after;
  }
  return { registered, walked };
}

/** Some minutes on; every eighth step the moment at which a limit is warned of, where that lies ahead. */
function later(now: Date, { minutes }: Step, { clocks }: Complaint): Date {
  const running = clocks.find(({ endedAt }) => endedAt === undefined);
  const warning = running === undefined ? now : new Date(running.dueAt.getTime() - 3 * 3_600_000);
  return minutes % 8 === 0 && warning > now ? warning : new Date(now.getTime() + minutes * 60_000);
}

const everyone: readonly Actor[] = [
  customer,
  system,
  stranger,
  ...roles.map((role) => staff(`a ${role}`, role)),
  staff("agent-1"),
  staff("agent-2"),
  staff("agent-3"),
];

/** Most steps are possible by the table, so that the conditions beyond it are met; the wild ones try anything. */
function kindFor({ command, wild }: Step, { status }: Complaint): ComplaintCommand["kind"] {
  const likely = [...kinds, ...forward, ...forward].filter((kind) => {
    const cell = lifecycle[kind][status];
    return !ends.includes(kind) && (cell === "stays" || !("no" in cell));
  });
  return one(wild ? kinds : likely, command) ?? "note";
}

/** A change to what was handed in would throw. */
function deepFreeze(thing: unknown): void {
  if (typeof thing !== "object" || thing === null || Object.isFrozen(thing)) return;
  Object.freeze(thing);
  for (const part of Object.values(thing)) deepFreeze(part);
}

function actorFor(kind: ComplaintCommand["kind"], { actor, astray }: Step): Actor {
  const { by } = lifecycle[kind];
  const allowed = everyone.filter(
    (each) => each !== stranger && by.includes(each.kind === "agent" ? each.role : each.kind),
  );
  const among = astray ? everyone : allowed;
  return among[actor % among.length] ?? customer;
}

/** Random ways per property, thousands in all. fast-check prints the seed and the shortest way of a failure. */
const numRuns = 150;

/** What came of the steps that were allowed. */
export function changesOf(walked: readonly Walked[]): readonly (Change & { readonly before: Complaint })[] {
  return walked.flatMap(({ before, result }) => (result.ok ? [{ ...result.value, before }] : []));
}

/** Holds `check` against many random ways. */
export function always(check: (way: ReturnType<typeof walk>) => void): void {
  fc.assert(
    fc.property(walks, (way) => check(walk(way))),
    { numRuns },
  );
}
