import type { Address } from "../../core/channel/address.ts";
import type { UnitOfWork } from "../../core/store/unit-of-work.ts";
import { draftWork } from "../../core/casework/work-draft.ts";
import { newConversation, newCustomer } from "../../core/conversation/new-conversation.ts";
import type { SystemPorts } from "../../core/system.ts";
import { momentOf } from "../../core/system.ts";

/** The work that begins a conversation at `address` and says `texts` in it, one after another. */
export function workThatSays(ports: SystemPorts, address: Address, texts: readonly string[]): UnitOfWork {
  const moment = momentOf(ports);
  const customer = newCustomer("en", moment);
  const conversation = newConversation(address, customer.id, "en", moment);
  const draft = draftWork(moment);
  draft.customer({ after: customer });
  draft.hold(conversation, true);
  for (const text of texts) draft.say(conversation.id, { prompt: { text, choices: [], accepts: [] }, language: "en" });
  return draft.work();
}
