import { addChange } from "../casework/add-change.ts";
import type { Audience } from "../casework/add-change.ts";
import { commandContext } from "../casework/carry-out.ts";
import { loadAudience } from "../casework/load-audience.ts";
import type { WorkDraft } from "../casework/work-draft.ts";
import type { Complaint } from "../complaint/complaint.ts";
import { handle } from "../complaint/handle.ts";
import { makePasscode } from "../complaint/passcode.ts";
import type { Conversation } from "../conversation/conversation.ts";
import { without } from "../without.ts";
import { byCustomer, withPresent } from "./handle-in-turn.ts";
import type { OpenTurn } from "./open-turn.ts";
import type { TurnTools } from "./turn-tools.ts";

/** A complaint with the passcode that it has from now on, for this one message. */
export interface Renewed {
  readonly complaint: Complaint;
  readonly passcode: string;
}

/**
 * Gives each of the complaints a new passcode, told here and by SMS and nowhere in the chat `shutOut`: whoever was there may know every passcode that
 * there was.
 */
export async function renewAll(
  tools: TurnTools,
  turn: OpenTurn,
  draft: WorkDraft,
  complaints: readonly Complaint[],
  shutOut: Conversation,
): Promise<readonly Renewed[]> {
  const renewed: Renewed[] = [];
  for (const complaint of complaints) {
    const passcode = makePasscode(turn.moment.random);
    const passcodeHash = await tools.hasher.hash(passcode);
    const by = byCustomer(turn, complaint.customerId);
    const context = commandContext(tools, turn.moment, by, complaint.language);
    const change = handle(complaint, { kind: "renew_passcode", passcode, passcodeHash }, context);
    if (!change.ok) continue;
    addChange(draft, change.value, await audienceWithout(tools, turn, complaint, shutOut), tools, turn.moment);
    renewed.push({ complaint: change.value.after, passcode });
  }
  return renewed;
}

async function audienceWithout(
  tools: TurnTools,
  turn: OpenTurn,
  complaint: Complaint,
  { id: shutOut, address }: Conversation,
): Promise<Audience> {
  const { customer, conversations, atPhone } = await loadAudience(tools, complaint);
  const isTheirNumber = address.channel === "sms" && address.externalId === customer.phone;
  return {
    customer: isTheirNumber ? without(customer, "phone") : customer,
    conversations: withPresent(conversations, turn, complaint.customerId).filter(({ id }) => id !== shutOut),
    ...(atPhone === undefined || isTheirNumber ? {} : { atPhone }),
    origin: turn.conversation.id,
  };
}
