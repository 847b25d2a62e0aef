import type { WorkDraft } from "../casework/work-draft.ts";
import type { Outcome } from "../conversation/conversation-command.ts";
import type { Customer } from "../conversation/conversation.ts";
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
    complaints: complaints.map((complaint) => ({
      number: complaint.number,
      registeredAt: complaint.registeredAt.toISOString(),
      status: complaint.status,
      matter: complaint.matter,
      decisions: complaint.rounds.flatMap(({ round, decision }) =>
        decision === undefined ? [] : [{ round, kind: decision.kind, report: decision.report }],
      ),
      words: complaint.evidence.flatMap(({ at, words, internal }) =>
        internal || words === undefined ? [] : [{ at: at.toISOString(), words }],
      ),
    })),
  };
  return { ok: true, text: JSON.stringify(record, undefined, 2) };
}

/**
 * Erases name, phone and e-mail: GDPR, article 17. Complaints stay as the organisation's record, without them. Refused while a
 * complaint of the customer has not ended, because its answer would reach nobody.
 */
export function eraseDetails(turn: OpenTurn, draft: WorkDraft): Outcome {
  const running = turn.facts.complaints.some(
    ({ customerId, status }) => customerId === turn.customer.id && status !== "closed" && status !== "open",
  );
  if (running) return refused("refusal.erase_while_running");
  const { id, language, createdAt } = turn.customer;
  const erased: Customer = { id, language, createdAt, phoneProven: false, erasedAt: turn.moment.now };
  draft.customer(turn.isNewCustomer ? { after: erased } : { before: turn.customer, after: erased });
  return { ok: true };
}
