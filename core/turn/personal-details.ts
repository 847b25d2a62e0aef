import { eraseRecord } from "../casework/erase-record.ts";
import type { WorkDraft } from "../casework/work-draft.ts";
import type { Complaint } from "../complaint/complaint.ts";
import type { Outcome } from "../conversation/conversation-command.ts";
import { refused } from "../errors.ts";
import type { OpenTurn } from "./open-turn.ts";
import type { TurnTools } from "./turn-tools.ts";

/** Everything that is kept of the customer, as text that a person can read: GDPR, article 15. */
export async function exportDetails(tools: TurnTools, turn: OpenTurn): Promise<Outcome> {
  const { customer, conversation } = turn;
  const { joined } = conversation;
  const records = [customer.id, ...(joined === undefined ? [] : [joined.fromCustomerId])];
  const complaints = (await Promise.all(records.map((id) => tools.store.complaints.ofCustomer(id)))).flat();
  // A passcode opens complaints; where else the customer is reached it does not tell.
  const { name, phone, email } = joined?.proof === "passcode" ? {} : customer;
  const record = {
    name,
    phone,
    email,
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
 * its answer would reach nobody, and in a chat that came in by a passcode. What a chat that was linked by a code said and gave before goes with it.
 */
export async function eraseDetails({ store }: TurnTools, turn: OpenTurn, draft: WorkDraft): Promise<Outcome> {
  const { joined } = turn.conversation;
  if (joined?.proof === "passcode") return refused("refusal.linked_by_passcode");
  const former = joined === undefined ? undefined : await store.conversations.customer(joined.fromCustomerId);
  const records = former === undefined ? [turn.customer] : [turn.customer, former];
  // From the store: a turn sees the newest complaints alone, and of a former record those that were filed in this chat.
  const complaints = await Promise.all(records.map(({ id }) => store.complaints.ofCustomer(id)));
  if (complaints.flat().some(({ status }) => status !== "closed" && status !== "open"))
    return refused("refusal.erase_while_running");
  for (const record of records) {
    const isNew = turn.isNewCustomer && record === turn.customer;
    await eraseRecord(store, draft, record, turn.moment.now, isNew);
  }
  return { ok: true };
}
