import { accepted, refused } from "../errors.ts";
import type { Result } from "../errors.ts";
import type { CustomerId } from "../ids.ts";
import type { TextKey } from "../language/text-key.ts";
import type { Actor, Role } from "./actor.ts";
import type { CommandKind } from "./command.ts";
import type { Complaint } from "./complaint.ts";
import type { Status } from "./status.ts";

/** Who a command may come from: the complaint's own customer, staff by role, or the software by one of its rules. */
type Party = "customer" | "system" | Role;

/** The statuses that a command may leave the complaint in, `stays`, or the sentence that says why it is refused. */
type Cell = typeof stays | readonly Status[] | { readonly no: TextKey };

interface Row extends Readonly<Record<Status, Cell>> {
  readonly by: readonly Party[];
}

/** Administrators are among those who decide: an organisation begins with that one account. Auditors are nowhere. */
const decide = ["agent", "complaints_manager", "administrator"] as const;
const examine = ["technical_officer", ...decide] as const;
const customer = ["customer"] as const;
const itself = ["system"] as const;
const anyone = [...customer, ...examine] as const;
const customerOrStaff = [...customer, ...decide] as const;
const itselfOrStaff = [...itself, ...decide] as const;
const itselfOrExaminer = [...itself, ...examine] as const;
const everyone = [...customer, ...itself, ...decide] as const;

const stays = "stays";
const starts = ["under_evaluation"] as const;
const concludes = ["concluded"] as const;
const closes = ["closed"] as const;
/** Accepted; rejected in round 1; rejected in round 2; accepted with words of doubt. */
const answers = ["closed", "under_evaluation", "open", "concluded"] as const;

const no = {
  reviewed: { no: "refusal.already_reviewed" },
  unreviewed: { no: "refusal.first_review_missing" },
  undecided: { no: "refusal.not_decided_yet" },
  decided: { no: "refusal.already_decided" },
  closed: { no: "refusal.closed" },
  open: { no: "refusal.left_open" },
  answered: { no: "refusal.nothing_to_answer" },
  unasked: { no: "refusal.no_open_question" },
  unrejected: { no: "refusal.nothing_to_explain" },
  accepted: { no: "refusal.nothing_accepted" },
  lapsed: { no: "refusal.not_lapsed" },
  merge: { no: "refusal.too_late_to_merge" },
  reopen: { no: "refusal.only_open_is_reopened" },
  ruling: { no: "refusal.no_ruling" },
  promise: { no: "refusal.nothing_promised" },
  unended: { no: "refusal.not_ended_yet" },
  over: { no: "refusal.no_longer_due" },
} as const satisfies Record<string, Cell>;

/**
 * The process: for each command, who may give it, and for each status where it leads or why it is refused. Conditions beyond the
 * status (which round, which question) are in the command's own file. Registration alone has no status before it: see `mayRegister`.
 */
// prettier-ignore
export const lifecycle: Readonly<Record<Exclude<CommandKind, "register">, Row>> = {
  //                      by               received       under_evaluation  concluded    closed       open
  first_review:       row(decide,          starts,        no.reviewed,      no.reviewed, no.closed,   no.open),
  route:              row(decide,          no.unreviewed, stays,            no.decided,  no.closed,   no.open),
  assign:             row(decide,          no.unreviewed, stays,            no.decided,  no.closed,   no.open),
  escalate:           row(examine,         stays,         stays,            stays,       no.closed,   stays),
  ask:                row(examine,         stays,         stays,            no.decided,  no.closed,   no.open),
  question_delivered: row(itself,          stays,         stays,            no.over,     no.over,     no.over),
  withdraw_question:  row(examine,         stays,         stays,            no.unasked,  no.closed,   no.unasked),
  answer_question:    row(customer,        stays,         stays,            no.unasked,  no.closed,   no.unasked),
  add_evidence:       row(anyone,          stays,         stays,            stays,       stays,       stays),
  note:               row(examine,         stays,         stays,            stays,       stays,       stays),
  ask_for_sample:     row(examine,         stays,         stays,            no.decided,  no.closed,   no.open),
  move_sample:        row(anyone,          stays,         stays,            stays,       no.closed,   stays),
  decide:             row(decide,          no.unreviewed, concludes,        no.decided,  no.closed,   no.open),
  told:               row(itselfOrStaff,   no.undecided,  no.undecided,     stays,       no.closed,   no.open),
  notice_failed:      row(itself,          stays,         stays,            stays,       stays,       stays),
  answer_consent:     row(customer,        no.undecided,  no.answered,      answers,     no.answered, no.answered),
  give_reason:        row(customer,        no.unrejected,  stays,            stays,       no.closed,   stays),
  doubt:              row(customer,        no.accepted,   no.accepted,      stays,       concludes,   no.accepted),
  remind:             row(itself,          no.over,       no.over,          stays,       no.over,     no.over),
  warn_of_lapse:      row(itself,          no.over,       no.over,          stays,       no.over,     no.over),
  lapse:              row(itself,          no.over,       no.over,          closes,      no.over,     no.over),
  undo_lapse:         row(customer,        no.lapsed,     no.lapsed,        no.lapsed,   concludes,   no.lapsed),
  withdraw:           row(customerOrStaff, closes,        closes,           closes,      no.closed,   closes),
  merge:              row(decide,          closes,        closes,           no.merge,    no.closed,   no.merge),
  absorb:             row(decide,          stays,         stays,            stays,       no.closed,   stays),
  reopen:             row(decide,          no.reopen,     no.reopen,        no.reopen,   no.reopen,   starts),
  carry_out_ruling:   row(decide,          no.ruling,     closes,           no.ruling,   no.closed,   no.ruling),
  carry_out_remedy:   row(examine,         no.promise,    no.promise,       no.promise,  stays,       no.promise),
  miss_remedy:        row(itself,          no.over,       no.over,          no.over,     stays,       no.over),
  ask_for_rating:     row(itself,          no.over,       no.over,          no.over,     stays,       no.over),
  rate:               row(customer,        no.unended,    no.unended,       no.unended,  stays,       stays),
  renew_passcode:     row(everyone,        stays,         stays,            stays,       stays,       stays),
  warn_of_limit:      row(itself,          stays,         stays,            stays,       no.over,     no.over),
  miss_limit:         row(itself,          stays,         stays,            stays,       no.over,     no.over),
  recompute_clocks:   row(itself,          stays,         stays,            stays,       no.over,     no.over),
  ask_for_person:     row(customer,        stays,         stays,            stays,       stays,       stays),
  take_over:          row(examine,         stays,         stays,            stays,       stays,       stays),
  give_back:          row(anyone,          stays,         stays,            stays,       stays,       stays),
  hand_on:            row(itselfOrExaminer, stays,        stays,            stays,       stays,       stays),
  miss_take_over:     row(itself,          stays,         stays,            stays,       stays,       stays),
  join_channel:       row(customer,        stays,         stays,            stays,       stays,       stays),
  part_channel:       row(customer,        stays,         stays,            stays,       stays,       stays),
};

function row(
  by: readonly Party[],
  received: Cell,
  under_evaluation: Cell,
  concluded: Cell,
  closed: Cell,
  open: Cell,
): Row {
  return { by, received, under_evaluation, concluded, closed, open };
}

/** Whether `actor` may register a complaint of `customerId`, as that customer or on their behalf; else the reason. */
export function mayRegister(actor: Actor, customerId: CustomerId): Result<"received"> {
  if (actor.kind === "customer" && actor.customerId !== customerId) return refused("refusal.not_your_complaint");
  return holds(anyone, actor) ? accepted("received") : refused("refusal.not_your_role");
}

/**
 * Consults the table: the statuses that the command may leave the complaint in, or why it is refused. A customer acts on their own
 * complaint alone.
 */
export function permit(
  complaint: Pick<Complaint, "status" | "customerId">,
  command: Exclude<CommandKind, "register">,
  actor: Actor,
): Result<readonly Status[]> {
  if (actor.kind === "customer" && actor.customerId !== complaint.customerId)
    return refused("refusal.not_your_complaint");
  const { by, [complaint.status]: cell } = lifecycle[command];
  if (!holds(by, actor)) return refused("refusal.not_your_role");
  if (cell === stays) return accepted([complaint.status]);
  return "no" in cell ? refused(cell.no) : accepted(cell);
}

function holds(parties: readonly Party[], actor: Actor): boolean {
  return parties.includes(actor.kind === "agent" ? actor.role : actor.kind);
}
