import { addChange } from "../casework/add-change.ts";
import { commandContext } from "../casework/carry-out.ts";
import { loadAudience } from "../casework/load-audience.ts";
import type { WorkDraft } from "../casework/work-draft.ts";
import { handle } from "../complaint/handle.ts";
import { planNotice } from "../delivery/plan-notice.ts";
import type { Complaint } from "../complaint/complaint.ts";
import { makePasscode } from "../complaint/passcode.ts";
import { normaliseTrackingNumber } from "../complaint/tracking-number.ts";
import type { Conversation } from "../conversation/conversation.ts";
import type { Outcome } from "../conversation/conversation-command.ts";
import { refused } from "../errors.ts";
import { originOf } from "./open-turn.ts";
import type { OpenTurn } from "./open-turn.ts";
import type { TurnTools } from "./turn-tools.ts";

/**
 * Sends a new passcode to the mobile number or the chat that filed, never to the chat that asks nor to one that came in by a passcode. The answer is the same
 * whether or not the number exists, so it tells a stranger nothing. Where the customer can be reached nowhere, the old one stays in force.
 */
export async function renewElsewhere(
  tools: TurnTools,
  turn: OpenTurn,
  draft: WorkDraft,
  number: string,
): Promise<Outcome> {
  const { moment, conversation } = turn;
  const origin = originOf(turn);
  const known = normaliseTrackingNumber(number);
  const until = await tools.renewals.claim(known ?? `malformed:${origin}`, origin, moment.now);
  if (until !== undefined) return refused("refusal.too_many_tries", { until });

  const passcode = makePasscode(moment.random);
  const passcodeHash = await tools.hasher.hash(passcode);
  const complaint = known === undefined ? undefined : await tools.store.complaints.byNumber(known);
  if (complaint === undefined) return { ok: true };
  const audience = await loadAudience(tools, complaint);
  const others = {
    ...audience,
    conversations: audience.conversations.filter((chat) => mayHear(chat, conversation, complaint)),
  };
  const notice = { kind: "passcode_renewed" as const, passcode };
  if (planNotice(notice, { complaint, ...others, channels: tools.channels() }).length === 0) return { ok: true };
  const by = { actor: { kind: "system" as const, rule: "passcode_lost" }, door: conversation.address.channel };
  const context = commandContext(tools, moment, by, complaint.language);
  const change = handle(complaint, { kind: "renew_passcode", passcode, passcodeHash }, context);
  if (change.ok) addChange(draft, change.value, others, tools, moment);
  return { ok: true };
}

/** Somebody who got hold of a passcode may have linked several chats by it. A chat that filed, and was then linked to another customer's, is none of those. */
function mayHear(
  { id, customerId, joined }: Conversation,
  asking: Conversation,
  complaint: Pick<Complaint, "customerId">,
): boolean {
  return id !== asking.id && (joined?.proof !== "passcode" || customerId !== complaint.customerId);
}
