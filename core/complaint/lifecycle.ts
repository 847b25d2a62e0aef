import { accepted, refused } from "../errors.ts";
import type { Result } from "../errors.ts";
import type { TextKey } from "../language/text-key.ts";
import type { Actor, Role } from "./actor.ts";
import type { CommandKind } from "./command.ts";
import type { Complaint } from "./complaint.ts";
import type { Status } from "./status.ts";

/** Who a command may come from: the complaint's own customer, staff by role, or the software by one of its rules. */
type Party = "customer" | "system" | Role;

/** The statuses that a command may lead to, or the sentence that says why it is not allowed. */
type Cell = { readonly to: readonly Status[] } | { readonly no: TextKey };

type Row = Readonly<Record<"by", readonly Party[]> & Record<Status, Cell>>;

/** Administrators are among those who decide: an organisation begins with that one account. Auditors are nowhere. */
const deciders = ["agent", "complaints_manager", "administrator"] as const;
const examiners = ["technical_officer", ...deciders] as const;
const customer = ["customer"] as const;
const system = ["system"] as const;

const stays = "stays";
const row = (by: readonly Party[], cells: Readonly<Record<Status, Cell | typeof stays>>): Row => ({
  by,
  received: cellOf("received", cells.received),
  under_evaluation: cellOf("under_evaluation", cells.under_evaluation),
  concluded: cellOf("concluded", cells.concluded),
  closed: cellOf("closed", cells.closed),
  open: cellOf("open", cells.open),
});

function cellOf(status: Status, cell: Cell | typeof stays): Cell {
  return cell === stays ? { to: [status] } : cell;
}

function to(...statuses: readonly Status[]): Cell {
  return { to: statuses };
}

const no = {
  reviewed: { no: "refusal.already_reviewed" },
  unreviewed: { no: "refusal.first_review_missing" },
  undecided: { no: "refusal.not_decided_yet" },
  decided: { no: "refusal.already_decided" },
  closed: { no: "refusal.closed" },
  open: { no: "refusal.left_open" },
  answered: { no: "refusal.nothing_to_answer" },
  unasked: { no: "refusal.no_open_question" },
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
 * status (which round, which question) are in the command's own file. The one exception is registration, which has no status before it.
 */
// prettier-ignore
export const lifecycle: Readonly<Record<Exclude<CommandKind, "register">, Row>> = {
  first_review:       row(deciders,  { received: to("under_evaluation"), under_evaluation: no.reviewed,  concluded: no.reviewed,  closed: no.closed,   open: no.open }),
  route:              row(deciders,  { received: no.unreviewed, under_evaluation: stays,                 concluded: no.decided,   closed: no.closed,   open: no.open }),
  assign:             row(deciders,  { received: no.unreviewed, under_evaluation: stays,                 concluded: no.decided,   closed: no.closed,   open: no.open }),
  escalate:           row(examiners, { received: stays,         under_evaluation: stays,                 concluded: stays,        closed: no.closed,   open: stays }),
  ask:                row(examiners, { received: stays,         under_evaluation: stays,                 concluded: no.decided,   closed: no.closed,   open: no.open }),
  question_delivered: row(system,    { received: stays,         under_evaluation: stays,                 concluded: no.over,      closed: no.over,     open: no.over }),
  withdraw_question:  row(examiners, { received: stays,         under_evaluation: stays,                 concluded: no.unasked,   closed: no.closed,   open: no.unasked }),
  answer_question:    row(customer,  { received: stays,         under_evaluation: stays,                 concluded: no.unasked,   closed: no.closed,   open: no.unasked }),
  add_evidence:       row([...customer, ...examiners], { received: stays, under_evaluation: stays,       concluded: stays,        closed: stays,       open: stays }),
  note:               row(examiners, { received: stays,         under_evaluation: stays,                 concluded: stays,        closed: stays,       open: stays }),
  ask_for_sample:     row(examiners, { received: stays,         under_evaluation: stays,                 concluded: no.decided,   closed: no.closed,   open: no.open }),
  move_sample:        row([...customer, ...examiners], { received: stays, under_evaluation: stays,       concluded: stays,        closed: no.closed,   open: stays }),
  decide:             row(deciders,  { received: no.unreviewed, under_evaluation: to("concluded"),       concluded: no.decided,   closed: no.closed,   open: no.open }),
  told:               row([...system, ...deciders], { received: no.undecided, under_evaluation: no.undecided, concluded: stays,   closed: no.closed,   open: no.open }),
  told_in_vain:       row(system,    { received: no.over,       under_evaluation: no.over,               concluded: stays,        closed: no.over,     open: no.over }),
  answer_consent:     row(customer,  { received: no.undecided,  under_evaluation: no.answered, concluded: to("closed", "under_evaluation", "open", "concluded"), closed: no.answered, open: no.answered }),
  doubt:              row(customer,  { received: no.accepted,   under_evaluation: no.accepted,           concluded: stays,        closed: to("concluded"), open: no.accepted }),
  remind:             row(system,    { received: no.over,       under_evaluation: no.over,               concluded: stays,        closed: no.over,     open: no.over }),
  warn_of_lapse:      row(system,    { received: no.over,       under_evaluation: no.over,               concluded: stays,        closed: no.over,     open: no.over }),
  lapse:              row(system,    { received: no.over,       under_evaluation: no.over,               concluded: to("closed"), closed: no.over,     open: no.over }),
  undo_lapse:         row(customer,  { received: no.lapsed,     under_evaluation: no.lapsed,             concluded: no.lapsed,    closed: to("concluded"), open: no.lapsed }),
  withdraw:           row([...customer, ...deciders], { received: to("closed"), under_evaluation: to("closed"), concluded: to("closed"), closed: no.closed, open: to("closed") }),
  merge:              row(deciders,  { received: to("closed"),  under_evaluation: to("closed"),          concluded: no.merge,     closed: no.closed,   open: no.merge }),
  absorb:             row(deciders,  { received: stays,         under_evaluation: stays,                 concluded: stays,        closed: no.closed,   open: stays }),
  reopen:             row(deciders,  { received: no.reopen,     under_evaluation: no.reopen,             concluded: no.reopen,    closed: no.reopen,   open: to("under_evaluation") }),
  carry_out_ruling:   row(deciders,  { received: no.ruling,     under_evaluation: to("closed"),          concluded: no.ruling,    closed: no.closed,   open: no.ruling }),
  carry_out_remedy:   row(examiners, { received: no.promise,    under_evaluation: no.promise,            concluded: no.promise,   closed: stays,       open: no.promise }),
  miss_remedy:        row(system,    { received: no.over,       under_evaluation: no.over,               concluded: no.over,      closed: stays,       open: no.over }),
  ask_for_rating:     row(system,    { received: no.over,       under_evaluation: no.over,               concluded: no.over,      closed: stays,       open: no.over }),
  rate:               row(customer,  { received: no.unended,    under_evaluation: no.unended,            concluded: no.unended,   closed: stays,       open: stays }),
  renew_passcode:     row([...customer, ...system, ...deciders], { received: stays, under_evaluation: stays, concluded: stays,    closed: stays,       open: stays }),
  warn_of_limit:      row(system,    { received: stays,         under_evaluation: stays,                 concluded: stays,        closed: no.over,     open: no.over }),
  miss_limit:         row(system,    { received: stays,         under_evaluation: stays,                 concluded: stays,        closed: no.over,     open: no.over }),
  recompute_clocks:   row(system,    { received: stays,         under_evaluation: stays,                 concluded: stays,        closed: no.over,     open: no.over }),
  ask_for_person:     row(customer,  { received: stays,         under_evaluation: stays,                 concluded: stays,        closed: stays,       open: stays }),
};

/** Who may register a complaint: the customer, or staff on the customer's behalf. */
const registrars: readonly Party[] = [...customer, ...examiners];

/** Whether `actor` may register a complaint; else the reason. */
export function mayRegister(actor: Actor): Result<"received"> {
  return registrars.includes(partyOf(actor)) ? accepted("received") : refused("refusal.not_your_role");
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
  if (!by.includes(partyOf(actor))) return refused("refusal.not_your_role");
  return "no" in cell ? refused(cell.no) : accepted(cell.to);
}

function partyOf(actor: Actor): Party {
  return actor.kind === "agent" ? actor.role : actor.kind;
}
