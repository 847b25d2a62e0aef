import type { ConversationState, Customer } from "../conversation/conversation.ts";
import type { Store } from "../store/store.ts";
import type { WorkDraft } from "./work-draft.ts";

/**
 * Erases name, phone and e-mail of a customer, and the words of their conversations with what was begun in them: GDPR, article 17. Complaints
 * stay, as the record of what was claimed and answered. `isNew`: the record is not stored yet.
 */
export async function eraseRecord(
  { conversations }: Pick<Store, "conversations">,
  draft: WorkDraft,
  customer: Customer,
  at: Date,
  isNew = false,
): Promise<void> {
  const { id, language, createdAt } = customer;
  const erased: Customer = { id, language, createdAt, phoneProven: false, erasedAt: at };
  draft.customer(isNew ? { after: erased } : { before: customer, after: erased });
  draft.erase(id);
  for (const conversation of await conversations.ofCustomer(id)) {
    // One that was linked to another's chats since is that one's now.
    if (conversation.customerId !== id) continue;
    draft.hold(conversation);
    draft.change(conversation.id, { state: withoutDrafts(conversation.state) });
  }
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
