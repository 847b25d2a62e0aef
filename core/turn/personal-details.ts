import type { WorkDraft } from "../casework/work-draft.ts";
import type { Complaint } from "../complaint/complaint.ts";
import type { Outcome } from "../conversation/conversation-command.ts";
import type { ConversationState, Customer } from "../conversation/conversation.ts";
import { refused } from "../errors.ts";
import type { OpenTurn } from "./open-turn.ts";
import type { TurnTools } from "./turn-tools.ts";

/** Everything that is kept of the customer, as text that a person can read: GDPR, article 15. */
export async function exportDetails(tools: TurnTools, turn: OpenTurn): Promise<Outcome> {
  const { customer } = turn;
  const complaints = await tools.store.complaints.ofCustomer(customer.id);
  const record = {
    name: customer.name,
    phone: customer.phone,
    email: customer.email,
    language: customer.language,
    since: customer.createdAt.toISOString(),
    complaints: complaints.map(recordOf),
  };
  return { ok: true, text: JSON.stringify(record, undefined, 2) };
}

/** One complaint with everything that the customer said in it and was told; notes of staff are the organisation's own. */
function recordOf(complaint: Complaint) {
  return {
    number: complaint.number,
    registeredAt: complaint.registeredAt.toISOString(),
    status: complaint.status,
    matter: complaint.matter,
    words: complaint.evidence.flatMap(({ at, words, internal }) =>
      internal || words === undefined ? [] : [{ at: at.toISOString(), words }],
    ),
    questions: complaint.questions.map(({ text, answer }) => ({ question: text, answer: answer?.words })),
    rounds: complaint.rounds.map(({ round, decision, consent }) => ({
      round,
      decision: decision === undefined ? undefined : { kind: decision.kind, report: decision.report },
      answers: consent?.answers.map(({ at, answer, words, reason }) => ({
        at: at.toISOString(),
        answer,
        words,
        reason,
      })),
    })),
    rating: complaint.rating,
  };
}

/**
 * Erases name, phone and e-mail, and the words of all conversations with what was begun in them: GDPR, article 17. Complaints stay as the
 * organisation's record of what was claimed and answered (article 17, 3 b and e). Refused while a complaint of the customer has not ended, because
 * its answer would reach nobody.
 */
export async function eraseDetails({ store }: TurnTools, turn: OpenTurn, draft: WorkDraft): Promise<Outcome> {
  const running = turn.facts.complaints.some(
    ({ customerId, status }) => customerId === turn.customer.id && status !== "closed" && status !== "open",
  );
  if (running) return refused("refusal.erase_while_running");
  const { id, language, createdAt } = turn.customer;
  const erased: Customer = { id, language, createdAt, phoneProven: false, erasedAt: turn.moment.now };
  draft.customer(turn.isNewCustomer ? { after: erased } : { before: turn.customer, after: erased });
  draft.erase(id);
  for (const conversation of await store.conversations.ofCustomer(id)) {
    draft.hold(conversation);
    draft.change(conversation.id, { state: withoutDrafts(conversation.state) });
  }
  return { ok: true };
}

/** A conversation's state without anything that the customer has said or was asked; the flow at hand alone goes on. */
export function withoutDrafts({ granted, grantMarks, cursors }: ConversationState, atHand = false): ConversationState {
  return {
    cursors: atHand ? cursors.slice(-1) : [],
    offers: [],
    misunderstood: 0,
    granted,
    ...(grantMarks === undefined ? {} : { grantMarks }),
  };
}
