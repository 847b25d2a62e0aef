import type { Door } from "../complaint/actor.ts";
import { handle } from "../complaint/handle.ts";
import { makePasscode } from "../complaint/passcode.ts";
import { normaliseTrackingNumber } from "../complaint/tracking-number.ts";
import type { Complaint } from "../complaint/complaint.ts";
import type { Conversation } from "../conversation/conversation.ts";
import { planNotice } from "../delivery/plan-notice.ts";
import { accepted, refused } from "../errors.ts";
import type { Result } from "../errors.ts";
import type { Moment } from "../ports.ts";
import type { Store } from "../store/store.ts";
import { createSecretThrottle } from "../throttle/secret-throttle.ts";
import type { SecretThrottle } from "../throttle/secret-throttle.ts";
import { addChange } from "./add-change.ts";
import { commandContext } from "./carry-out.ts";
import { loadAudience } from "./load-audience.ts";
import type { CaseworkTools } from "./tools.ts";
import type { WorkDraft } from "./work-draft.ts";

/** New passcodes that may be asked for from outside before the number waits: enough for honest losses, too few for pumping messages. */
const renewalBlocking = { free: 3, firstMs: 60 * 60_000, longestMs: 24 * 60 * 60_000 } as const;

/** Counts who asks for new passcodes by number, in the store, so that every door counts alike. */
export function createRenewalThrottle(throttles: Store["throttles"]): SecretThrottle {
  return createSecretThrottle(throttles, "renewal", renewalBlocking);
}

/** Who asks for a new passcode, and where the answer must not go. */
export interface LostPasscode {
  readonly number: string;
  /** What tries are counted by: a chat, an IP address. */
  readonly origin: string;
  readonly door: Door;
  /** Whether the customer's own chat may hear the new passcode. */
  readonly mayHear: (chat: Conversation, complaint: Complaint) => boolean;
}

/**
 * Sends a new passcode to the mobile number or the chat that filed, never to whoever asks. The answer is the same whether or not the number exists,
 * so it tells a stranger nothing. Where the customer can be reached nowhere, the old one stays in force.
 */
export async function renewLost(
  tools: CaseworkTools,
  renewals: SecretThrottle,
  draft: WorkDraft,
  moment: Moment,
  { number, origin, door, mayHear }: LostPasscode,
): Promise<Result<void>> {
  const known = normaliseTrackingNumber(number);
  const until = await renewals.claim(known ?? `malformed:${origin}`, origin, moment.now);
  if (until !== undefined) return refused("refusal.too_many_tries", { until });

  const passcode = makePasscode(moment.random);
  const passcodeHash = await tools.hasher.hash(passcode);
  const complaint = known === undefined ? undefined : await tools.store.complaints.byNumber(known);
  if (complaint === undefined) return accepted(undefined);
  const audience = await loadAudience(tools, complaint);
  const others = { ...audience, conversations: audience.conversations.filter((chat) => mayHear(chat, complaint)) };
  const notice = { kind: "passcode_renewed" as const, passcode };
  if (planNotice(notice, { complaint, ...others, channels: tools.channels() }).length === 0) return accepted(undefined);
  const by = { actor: { kind: "system" as const, rule: "passcode_lost" }, door };
  const context = commandContext(tools, moment, by, complaint.language);
  const change = handle(complaint, { kind: "renew_passcode", passcode, passcodeHash }, context);
  if (change.ok) addChange(draft, change.value, others, tools, moment);
  return accepted(undefined);
}

/** Somebody who got hold of a passcode may have linked chats by it. A chat that filed, and was then linked to another customer's, is none of those. */
export function isLinkedByPasscode(
  { joined, customerId }: Conversation,
  complaint: Pick<Complaint, "customerId">,
): boolean {
  return joined?.proof === "passcode" && customerId === complaint.customerId;
}
