import { z } from "zod";
import type { Choice } from "../../channel/prompt.ts";
import type { Complaint } from "../../complaint/complaint.ts";
import type { TextKey } from "../../language/text-key.ts";
import { codesIn } from "../codes.ts";
import { actionsOn, openQuestionsOf, roundToAnswer } from "../open-matters.ts";
import type { CustomerAction } from "../open-matters.ts";
import { asks, chosenIn, ownWords, says } from "../prompts.ts";
import { complaintDetails } from "../views.ts";
import type { Facts } from "../facts.ts";
import type { Finish, Flow, Read } from "../flow.ts";
import { askWhich, complaintIn, readWhich, refusalOf } from "./pick-complaint.ts";

const slots = z.object({
  complaintId: z.string().optional(),
  /** Another one than those of this chat. */
  other: z.boolean().optional(),
  number: z.string().optional(),
  passcode: z.string().optional(),
  /** It was just opened by number and passcode. */
  opened: z.boolean().optional(),
  /** What to do with the complaint shown. */
  action: z.string().optional(),
});

type Follow = z.infer<typeof slots>;
type FollowStep = "which" | "number" | "passcode" | "view";

/** Where a complaint stands, and what can be done with it: one of this chat's own, or any by number and passcode. */
export const follow: Flow<Follow, FollowStep> = {
  name: "follow",
  version: 1,
  slots,
  start: firstOpen,
  steps: {
    which: {
      ask: (_, facts) => askWhich("follow.which", facts),
      read: (answer, _, facts) => readWhich(answer, facts),
      next: firstOpen,
    },
    number: {
      ask: (_, { say }) => asks(say("follow.number"), [{ value: "menu", label: say("common.menu") }], ["text"]),
      read: (answer) => readNumber(chosenIn(answer), ownWords(answer)),
      next: firstOpen,
    },
    passcode: {
      ask: (_, { say }) => asks(say("follow.passcode"), [{ value: "lost", label: say("follow.lost") }], ["text"]),
      read: (answer) => readPasscode(chosenIn(answer), ownWords(answer)),
      next: firstOpen,
    },
    view: {
      ask: ({ complaintId, opened }, facts) => view(complaintIn(complaintId, facts), opened === true, facts),
      read: (answer) => {
        const action = chosenIn(answer);
        return action === undefined ? { ok: false, hint: "engine.choose_one" } : { ok: true, slots: { action } };
      },
      next: () => "done",
    },
  },
  finish: endOf,
  tell: (outcome, _slots, facts) => {
    if (!outcome.ok) return { ...refusalOf(outcome, facts), then: { flow: "follow", slots: { other: true } } };
    return outcome.complaint === undefined
      ? { prompts: [] }
      : { prompts: [], then: { flow: "follow", slots: { complaintId: outcome.complaint.id, opened: true } } };
  },
};

function firstOpen(asked: Partial<Follow>, { complaints }: Facts): FollowStep | "done" {
  const { complaintId, other = false, number, passcode, action } = asked;
  if (action !== undefined) return "done";
  const isKnown = complaintId !== undefined || (!other && complaints.length === 1);
  if (isKnown) return "view";
  if (!other && complaints.length > 0) return "which";
  if (number === undefined) return "number";
  return passcode === undefined ? "passcode" : "done";
}

/** The number, or both, as they stand on the receipt. */
function readNumber(chosen: string | undefined, words = ""): Read<Follow> {
  if (chosen === "menu") return { ok: true, slots: { action: "menu" } };
  const codes = codesIn(words);
  return codes.number === undefined ? { ok: false, hint: "follow.number.hint" } : { ok: true, slots: codes };
}

/** Too few or too many digits are a slip of the hand, which need not count as a try. */
function readPasscode(chosen: string | undefined, words = ""): Read<Follow> {
  if (chosen === "lost") return { ok: true, slots: { passcode: "", action: "lost" } };
  const codes = codesIn(words);
  return codes.passcode === undefined ? { ok: false, hint: "follow.passcode.hint" } : { ok: true, slots: codes };
}

/** One complaint with what can be done next; the only one there is where none was named. */
function view(named: Complaint | undefined, opened: boolean, facts: Facts): ReturnType<typeof asks> {
  const { say } = facts;
  const complaint = named ?? facts.complaints[0];
  if (complaint === undefined) return says(say("follow.none"));
  const choices = actions(complaint, opened && isAnothers(complaint, facts), facts);
  return asks(say("follow.view"), choices, [], complaintDetails(complaint, facts));
}

/** Filed in a chat of another record than this chat's, present or former. */
function isAnothers({ customerId }: Complaint, { customer, formerCustomerId }: Facts): boolean {
  return customerId !== customer.id && customerId !== formerCustomerId;
}

function actions(complaint: Complaint, canJoin: boolean, facts: Facts): readonly Choice[] {
  const { say } = facts;
  const possible = actionsOn(complaint, facts);
  const named = (action: CustomerAction) =>
    possible.includes(action) ? [{ value: action, label: say(actionNames[action]) }] : [];
  return [
    ...(["question", "decision", "undo", "rate", "add"] as const).flatMap(named),
    ...(canJoin ? [{ value: "join", label: say("follow.join") }] : []),
    ...named("withdraw"),
    { value: "passcode", label: say("follow.new_passcode") },
    ...(facts.complaints.length > 1 ? [{ value: "list", label: say("follow.list") }] : []),
    { value: "other", label: say("follow.other") },
    { value: "menu", label: say("common.menu") },
  ];
}

/** Each thing that can be done, by its name. */
export const actionNames = {
  question: "follow.answer_question",
  decision: "follow.answer_decision",
  undo: "follow.undo",
  rate: "follow.rate",
  add: "follow.add",
  withdraw: "follow.withdraw",
} as const satisfies Readonly<Record<CustomerAction, TextKey>>;

function endOf({ complaintId, number = "", passcode = "", action }: Partial<Follow>, facts: Facts): Finish {
  if (action === undefined) return { kind: "command", command: { kind: "identify", number, passcode } };
  const complaint = complaintIn(complaintId, facts) ?? facts.complaints[0];
  const slots = action === "lost" ? { number } : action === "other" ? { other: true } : slotsFor(action, complaint);
  return { kind: "flow", flow: flowsByAction[action] ?? "menu", slots };
}

const flowsByAction: Readonly<Partial<Record<string, string>>> = {
  lost: "new_passcode",
  passcode: "new_passcode",
  question: "answer_question",
  decision: "consent",
  undo: "undo_lapse",
  rate: "rate",
  add: "add",
  withdraw: "withdraw",
  join: "join",
  list: "follow",
  other: "follow",
};

function slotsFor(action: string, complaint: Complaint | undefined): Readonly<Record<string, unknown>> {
  if (complaint === undefined || action === "list") return {};
  const about = { complaintId: complaint.id };
  if (action === "question") return { ...about, questionId: openQuestionsOf(complaint)[0]?.id };
  return action === "decision" ? { ...about, round: roundToAnswer(complaint)?.round } : about;
}
