import type { Calendar } from "../../core/calendar/calendar.ts";
import type { Actor, Door, Role } from "../../core/complaint/actor.ts";
import type { Change } from "../../core/complaint/change.ts";
import type { ComplaintCommand, Register, RemedyDraft } from "../../core/complaint/command.ts";
import type { Complaint } from "../../core/complaint/complaint.ts";
import type { CommandContext } from "../../core/complaint/context.ts";
import type { Commands } from "../../core/complaint/effect.ts";
import { handle } from "../../core/complaint/handle.ts";
import { register } from "../../core/complaint/register.ts";
import type { Result } from "../../core/errors.ts";
import { brand } from "../../core/ids.ts";
import type {
  AgentId,
  CategoryKey,
  ComplaintId,
  CustomerId,
  DepartmentKey,
  PlainDate,
  TrackingNumber,
} from "../../core/ids.ts";
import type { Language } from "../../core/language/language.ts";
import { sayIn } from "../../core/language/say.ts";
import type { Policy } from "../../core/organisation/organisation.ts";
import type { Ids, Moment, Random } from "../../core/ports.ts";

/** Monday to Friday, nine to five, in UTC; no holidays. 1 December 2026 is a Tuesday. */
export const plainCalendar: Calendar = {
  version: 1,
  timeZone: "UTC",
  week: {
    1: { from: "09:00", to: "17:00" },
    2: { from: "09:00", to: "17:00" },
    3: { from: "09:00", to: "17:00" },
    4: { from: "09:00", to: "17:00" },
    5: { from: "09:00", to: "17:00" },
  },
  specialDays: [],
  knownUntil: brand<PlainDate>("2029-12-31"),
};

export const policy: Policy = {
  reminderDays: [3, 7],
  undoDays: 30,
  doubtDays: 14,
  maxFiles: 5,
  quietHours: { from: "21:00", to: "08:00" },
  takeOver: { offerMinutes: 2, takeWithinMinutes: 10, awayAfterMinutes: 30 },
  retention: {},
  contactHours: { from: "09:00", to: "18:00" },
};

/** An organisation that closes after ten days of silence. */
export const lapsingPolicy: Policy = { ...policy, unansweredAfterDays: 10 };

/** Ids that count up, and digits and bytes that repeat: the same in every run. */
export function countingIds(): Ids {
  let count = 0;
  return {
    uuid: () => {
      count += 1;
      return `00000000-0000-7000-8000-${String(count).padStart(12, "0")}`;
    },
  };
}

const repeatingRandom: Random = {
  digits: (count) => "0123456789".repeat(Math.ceil(count / 10)).slice(0, count),
  bytes: (count) => new Uint8Array(count).fill(7),
};

export const customerId = brand<CustomerId>("customer-1");
export const customer: Actor = { kind: "customer", customerId };
export const stranger: Actor = { kind: "customer", customerId: brand<CustomerId>("customer-2") };
export const system: Actor = { kind: "system", rule: "test" };

/** A member of staff. */
export function staff(name: string, role: Role = "agent"): Actor & { readonly kind: "agent" } {
  return { kind: "agent", agentId: brand<AgentId>(name), role };
}

/** Morning of Tuesday 1 December 2026, in opening hours. */
export const filedAt = new Date("2026-12-01T10:00:00Z");

export const registration: Register = {
  kind: "register",
  id: brand<ComplaintId>("complaint-1"),
  number: brand<TrackingNumber>("1234567897"),
  passcode: "012345678901",
  passcodeHash: "hash",
  customerId,
  language: "en",
  matter: { category: brand<CategoryKey>("product"), description: "The resin arrived hardened." },
  attachments: [],
};

export const review: Commands["first_review"] = {
  kind: "first_review",
  category: brand<CategoryKey>("product.hardened"),
  department: brand<DepartmentKey>("service"),
  severity: "medium",
  safety: false,
  complexity: "low",
  impact: "low",
  immediateAction: false,
};

/** A refund until 18 December 2026. */
const refund: RemedyDraft = {
  kind: "refund",
  what: "The price of two cans",
  who: "Accounts",
  by: brand<PlainDate>("2026-12-18"),
};

export const decision: Commands["decide"] = {
  kind: "decide",
  decision: "justified",
  report: "The batch was stored too warm.",
  attachments: [],
  remedies: [refund],
  alternatives: [],
};

export const secondDecision: Commands["decide"] = {
  ...decision,
  report: "Samples of the batch were tested again.",
  remedies: [{ ...refund, kind: "replacement", what: "Two new cans" }],
};

/** The customer's answer to a decision. */
export function answer(round: 1 | 2, given: "accept" | "reject" | "partly", words = "Yes"): Commands["answer_consent"] {
  const reason = given === "accept" ? {} : { reason: words };
  return { kind: "answer_consent", round, answer: given, words, ...reason };
}

/** One complaint as a test carries it on: each step at its own moment, by its own actor, with everything that followed. */
export interface Story {
  readonly complaint: Complaint;
  readonly changes: readonly Change[];
  readonly last: Change;
  /** Carries out one command; throws when it is refused. */
  readonly then: (command: ComplaintCommand, by: Actor, at?: Date | string) => Story;
  /** The key of the refusal; throws when the command is allowed. */
  readonly refuses: (command: ComplaintCommand, by: Actor, at?: Date | string) => string;
  /** The same complaint, from now on under another calendar. */
  readonly under: (calendar: Calendar) => Story;
  readonly attempt: (command: ComplaintCommand, by: Actor, at?: Date | string) => Result<Change>;
}

export interface Setting {
  readonly calendar?: Calendar;
  readonly policy?: Policy;
  readonly language?: Language;
  readonly door?: Door;
  readonly at?: Date;
  readonly filedBy?: Actor;
  readonly registration?: Register;
}

/** A command's surroundings at `now`. */
export function contextOf(actor: Actor, now: Date, setting: Setting = {}, ids: Ids = countingIds()): CommandContext {
  const calendar = setting.calendar ?? plainCalendar;
  const moment: Moment = { now, ids, random: repeatingRandom };
  return {
    moment,
    actor,
    door: setting.door ?? (actor.kind === "customer" ? "webchat" : actor.kind === "agent" ? "desk" : "system"),
    calendar,
    policy: setting.policy ?? policy,
    say: sayIn(setting.language ?? "en", calendar.timeZone),
  };
}

/** A registered complaint, ready to be carried on. Each step without a moment of its own happens a minute after the one before. */
export function filed(setting: Setting = {}): Story {
  const at = setting.at ?? filedAt;
  const ids = countingIds();
  const command = setting.registration ?? registration;
  const change = register(command, contextOf(setting.filedBy ?? customer, at, setting, ids));
  return story([change], change, at, setting, ids);
}

function story(changes: readonly Change[], last: Change, now: Date, setting: Setting, ids: Ids): Story {
  const complaint = last.after;
  const moment = (at: Date | string | undefined) =>
    at === undefined ? new Date(now.getTime() + 60_000) : new Date(at);
  const attempt: Story["attempt"] = (command, by, at) =>
    handle(complaint, command, contextOf(by, moment(at), setting, ids));
  return {
    complaint,
    changes,
    last,
    attempt,
    under: (calendar) => story(changes, last, now, { ...setting, calendar }, ids),
    then: (command, by, at) => {
      const result = attempt(command, by, at);
      if (!result.ok) throw new Error(`${command.kind} was refused: ${result.refusal.key}`);
      return story([...changes, result.value], result.value, moment(at), setting, ids);
    },
    refuses: (command, by, at) => {
      const result = attempt(command, by, at);
      if (result.ok) throw new Error(`${command.kind} was allowed`);
      return result.refusal.key;
    },
  };
}

/** Names of what follows from the change, in order: `notice registered`, `timer limit:…`, `void limit:…`, `alert safety`. */
export function followsOf(change: Change): readonly string[] {
  return change.follows.map((each) => {
    switch (each.kind) {
      case "notice":
        return `notice ${each.notice.kind}`;
      case "alert":
        return `alert ${each.alert.kind}`;
      case "timer":
        return `timer ${each.timer.key}`;
      case "timer_void":
        return `void ${each.key}`;
    }
  });
}

/** Kinds of the change's events, in order. */
export function eventsOf(change: Change): readonly string[] {
  return change.events.map(({ kind }) => kind);
}
