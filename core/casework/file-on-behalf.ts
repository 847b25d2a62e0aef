import type { Complaint } from "../complaint/complaint.ts";
import type { Conversation, Customer } from "../conversation/conversation.ts";
import { newCustomer } from "../conversation/new-conversation.ts";
import { accepted, refused } from "../errors.ts";
import type { Result } from "../errors.ts";
import type { Moment } from "../ports.ts";
import type { Agent } from "../staff/agent.ts";
import type { Revision } from "../store/unit-of-work.ts";
import { momentOf } from "../system.ts";
import { addChange } from "./add-change.ts";
import type { Audience } from "./add-change.ts";
import type { FilingOnBehalf } from "./casework.ts";
import { commitWork } from "./commit-work.ts";
import { loadAtPhone, loadAudienceOf } from "./load-audience.ts";
import { registerComplaint } from "./register.ts";
import { retryOnRace } from "./retry.ts";
import { actorOf } from "./staff-command.ts";
import type { CaseworkTools } from "./tools.ts";
import { draftWork } from "./work-draft.ts";

/** Registers what staff heard: for a customer who is new, or for the one of the conversation in which it was told. */
export async function fileOnBehalf(
  tools: CaseworkTools,
  filing: FilingOnBehalf,
  agent: Agent,
): Promise<Result<Complaint>> {
  return retryOnRace(async () => {
    const moment = momentOf(tools);
    const teller = await tellerOf(tools, filing, moment);
    if (teller === undefined) return refused("refusal.conversation_unknown");
    const { audience, revision, conversation } = teller;
    const { matter, attachments, heardBy } = filing;
    const { change } = await registerComplaint(
      tools,
      moment,
      { customerId: audience.customer.id, language: filing.customer.language, matter, attachments, heardBy },
      { actor: actorOf(agent), door: "desk" },
    );
    const draft = draftWork(moment);
    draft.customer(revision);
    if (conversation !== undefined) {
      draft.hold(conversation);
      draft.change(conversation.id, { state: { ...conversation.state, complaintId: change.after.id } });
    }
    draft.claim(attachments, change.after.id);
    addChange(draft, change, audience, tools, moment);
    await commitWork(tools, draft.work());
    return accepted(change.after);
  });
}

interface Teller {
  readonly audience: Audience;
  readonly revision: Revision<Customer>;
  readonly conversation?: Conversation;
}

async function tellerOf(
  tools: CaseworkTools,
  { conversationId, customer: said }: FilingOnBehalf,
  moment: Moment,
): Promise<Teller | undefined> {
  if (conversationId === undefined) {
    const customer = withDetails(newCustomer(said.language, moment), said);
    const audience = { customer, conversations: [], ...(await loadAtPhone(tools, customer, [])) };
    return { audience, revision: { after: customer } };
  }
  const conversation = await tools.store.conversations.byId(conversationId);
  if (conversation === undefined) return undefined;
  const before = await loadAudienceOf(tools, conversation.customerId);
  const customer = withDetails(before.customer, said);
  const conversations = before.conversations.filter(({ customerId }) => customerId === customer.id);
  const audience = { customer, conversations, ...(await loadAtPhone(tools, customer, conversations)) };
  return { audience, revision: { before: before.customer, after: customer }, conversation };
}

/** What is known of the customer stays; staff fill in what is missing. */
function withDetails(customer: Customer, { name, phone, email }: FilingOnBehalf["customer"]): Customer {
  return {
    ...customer,
    ...(name === undefined || customer.name !== undefined ? {} : { name }),
    ...(phone === undefined || customer.phone !== undefined ? {} : { phone }),
    ...(email === undefined || customer.email !== undefined ? {} : { email }),
  };
}
