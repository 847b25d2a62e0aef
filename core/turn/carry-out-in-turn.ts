import { addChange } from "../casework/add-change.ts";
import { loadAtPhone } from "../casework/load-audience.ts";
import { registerComplaint } from "../casework/register.ts";
import type { WorkDraft } from "../casework/work-draft.ts";
import type { ComplaintCommand } from "../complaint/command.ts";
import { makePasscode } from "../complaint/passcode.ts";
import { normaliseTrackingNumber } from "../complaint/tracking-number.ts";
import type { CommandOnComplaint, ConversationCommand, Outcome } from "../conversation/conversation-command.ts";
import { withGrant } from "../conversation/grants.ts";
import { refused } from "../errors.ts";
import type { ComplaintId } from "../ids.ts";
import { askForPerson } from "./ask-for-person.ts";
import { countryOfPhone } from "./country-of-phone.ts";
import { goBackToBot } from "./go-back-to-bot.ts";
import { byCustomer, handleInTurn, ownComplaint, withPresent } from "./handle-in-turn.ts";
import { onChannels } from "./on-channels.ts";
import { isOwn, mayDecide, originOf } from "./open-turn.ts";
import type { OpenTurn } from "./open-turn.ts";
import { eraseDetails, exportDetails } from "./personal-details.ts";
import { withOwnNumber } from "./prove-number.ts";
import { renewElsewhere } from "./renew-elsewhere.ts";
import type { TurnTools } from "./turn-tools.ts";

/** Carries out what a finished flow asks for, into the turn's own draft. Refusals come back as outcomes for the flow to tell. */
export async function carryOutInTurn(
  tools: TurnTools,
  turn: OpenTurn,
  draft: WorkDraft,
  command: ConversationCommand,
): Promise<Outcome> {
  switch (command.kind) {
    case "file_complaint":
      return file(tools, turn, draft, command);
    case "identify":
      return identifyInTurn(tools, turn, draft, command);
    case "renew_passcode":
      return renew(tools, turn, draft, command.complaintId);
    case "renew_passcode_elsewhere":
      return renewByNumber(tools, turn, draft, command.number);
    case "ask_for_person":
      return askForPerson(tools, turn, draft, command);
    case "go_back_to_bot":
      return goBackToBot(tools, turn, draft);
    case "choose_language":
      draft.customer({ before: turn.customer, after: { ...turn.customer, language: command.language } });
      draft.change(turn.conversation.id, { language: command.language, languageChosen: true });
      return { ok: true };
    case "export_personal_details":
      return exportDetails(tools, turn);
    case "erase_personal_details":
      return eraseDetails(tools, turn, draft);
    case "add_evidence":
    case "answer_question":
    case "answer_consent":
    case "give_reason":
    case "doubt":
    case "undo_lapse":
    case "withdraw":
    case "rate":
      return onComplaint(tools, turn, draft, command);
    case "join_by_passcode":
    case "send_code":
    case "enter_code":
    case "prove_number":
    case "list_channels":
    case "part_channel":
    case "opt_out":
    case "opt_in":
      return onChannels(tools, turn, draft, command);
  }
}

async function file(
  tools: TurnTools,
  turn: OpenTurn,
  draft: WorkDraft,
  command: Extract<ConversationCommand, { readonly kind: "file_complaint" }>,
): Promise<Outcome> {
  const { moment, conversation } = turn;
  const detailed = withDetails(turn, command);
  const customer = command.isOwnPhone === true ? await withOwnNumber(tools, turn, draft, detailed) : detailed;
  if (turn.isNewCustomer) draft.customer({ after: customer });
  else if (customer !== turn.customer) draft.customer({ before: turn.customer, after: customer });
  const { change, passcode } = await registerComplaint(
    tools,
    moment,
    {
      customerId: customer.id,
      language: conversation.language,
      matter: command.matter,
      attachments: command.attachments,
      ...(command.source === undefined ? {} : { source: command.source }),
    },
    byCustomer(turn, customer.id),
  );
  draft.claim(command.attachments, change.after.id);
  const stored = turn.isNewCustomer ? [] : await tools.store.conversations.ofCustomer(customer.id);
  const theirs = stored.filter((chat) => chat.customerId === customer.id);
  const conversations = withPresent(theirs, turn, customer.id);
  const atPhone = await loadAtPhone(tools, customer, conversations);
  addChange(draft, change, { customer, conversations, ...atPhone, origin: conversation.id }, tools, moment);
  return { ok: true, complaint: change.after, passcode };
}

function withDetails(
  { customer, conversation }: OpenTurn,
  { phone, name }: { readonly phone?: string; readonly name?: string },
): OpenTurn["customer"] {
  // Where we reach the customer is not changed by whoever came in by a passcode.
  const isBarred = conversation.joined?.proof === "passcode" && customer.phone !== undefined;
  const named = name === undefined ? customer : { ...customer, name };
  return phone === undefined || isBarred ? named : withPhone(named, phone);
}

function withPhone(customer: OpenTurn["customer"], phone: string): OpenTurn["customer"] {
  const country = countryOfPhone(phone) ?? customer.country;
  const phoneProven = phone === customer.phone && customer.phoneProven;
  return { ...customer, phone, phoneProven, ...(country === undefined ? {} : { country }) };
}

async function identifyInTurn(
  tools: TurnTools,
  turn: OpenTurn,
  draft: WorkDraft,
  command: Extract<ConversationCommand, { readonly kind: "identify" }>,
): Promise<Outcome> {
  const { conversation } = turn;
  const found = await tools.identify(command.number, command.passcode, originOf(turn));
  if (!found.ok) return found;
  const complaint = found.value;
  if (!isOwn(turn, complaint)) {
    draft.change(conversation.id, { state: withGrant(draft.conversation(conversation.id).state, complaint) });
  }
  return { ok: true, complaint };
}

/** What is the customer's alone to say, and not that of whoever holds a number that was typed. */
const decides: ReadonlySet<CommandOnComplaint["kind"]> = new Set([
  "answer_consent",
  "give_reason",
  "doubt",
  "undo_lapse",
  "withdraw",
  "rate",
]);

async function onComplaint(
  tools: TurnTools,
  turn: OpenTurn,
  draft: WorkDraft,
  command: CommandOnComplaint,
): Promise<Outcome> {
  const complaint = ownComplaint(turn, command.complaintId);
  if (complaint === undefined) return refused("refusal.complaint_unknown");
  if (decides.has(command.kind) && !mayDecide(turn, complaint))
    return refused("refusal.prove_first", { number: { code: complaint.number } });
  const handled = await handleInTurn(tools, turn, draft, complaint, processCommand(command, turn));
  if (!handled.ok) return handled;
  if ("attachments" in command) draft.claim(command.attachments, complaint.id);
  const consent = handled.complaint.rounds.find(
    (round) => command.kind === "answer_consent" && round.round === command.round,
  )?.consent;
  return { ...handled, doubted: consent?.state === "doubted" };
}

function processCommand(command: CommandOnComplaint, turn: OpenTurn): ComplaintCommand {
  const { externalId } = turn.inbound;
  switch (command.kind) {
    case "answer_consent":
    case "give_reason":
    case "doubt":
      return { ...command, externalId };
    case "add_evidence":
    case "answer_question":
    case "withdraw":
    case "undo_lapse":
    case "rate":
      return command;
  }
}

/** A number that turns out to be the chat's own complaint is renewed here: elsewhere there may be nowhere to send it. */
async function renewByNumber(tools: TurnTools, turn: OpenTurn, draft: WorkDraft, number: string): Promise<Outcome> {
  const known = normaliseTrackingNumber(number);
  const own = turn.facts.complaints.find((complaint) => complaint.number === known && isOwn(turn, complaint));
  return own === undefined ? renewElsewhere(tools, turn, draft, number) : renew(tools, turn, draft, own.id);
}

async function renew(tools: TurnTools, turn: OpenTurn, draft: WorkDraft, id: ComplaintId): Promise<Outcome> {
  const complaint = ownComplaint(turn, id);
  if (complaint === undefined) return refused("refusal.complaint_unknown");
  const knowsByPasscode = turn.conversation.joined?.proof === "passcode" && complaint.customerId === turn.customer.id;
  if (!isOwn(turn, complaint) || knowsByPasscode) return renewElsewhere(tools, turn, draft, complaint.number);
  const passcode = makePasscode(turn.moment.random);
  const passcodeHash = await tools.hasher.hash(passcode);
  const handled = await handleInTurn(tools, turn, draft, complaint, { kind: "renew_passcode", passcode, passcodeHash });
  if (!handled.ok) return handled;
  return { ...handled, passcode };
}
