import type { Address } from "../../channel/address.ts";
import type { Store } from "../../store/store.ts";

/** Shows to staff that the customer at `from` is writing, where a person has the conversation or is wanted in it. The bot's own is nobody's business. */
export async function noteTyping(
  { conversations, tell }: Pick<Store, "conversations" | "tell">,
  from: Address,
): Promise<void> {
  const conversation = await conversations.byAddress(from);
  if (conversation === undefined || conversation.owner.kind === "bot") return;
  tell({ about: { kind: "conversation", id: conversation.id }, who: { kind: "customer" }, doing: "writing" });
}
