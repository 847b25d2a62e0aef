import { addChange } from "../casework/add-change.ts";
import { commandContext } from "../casework/carry-out.ts";
import { loadAudience } from "../casework/load-audience.ts";
import type { WorkDraft } from "../casework/work-draft.ts";
import { handle } from "../complaint/handle.ts";
import { makePasscode } from "../complaint/passcode.ts";
import { normaliseTrackingNumber } from "../complaint/tracking-number.ts";
import type { Outcome } from "../conversation/conversation-command.ts";
import { refused } from "../errors.ts";
import { claimTry } from "../throttle/claim-try.ts";
import type { OpenTurn } from "./open-turn.ts";
import type { TurnTools } from "./turn-tools.ts";

/** New passcodes that may be asked for from outside before the number waits: enough for honest losses, too few for pumping messages. */
const renewalBlocking = { free: 3, firstMs: 60 * 60_000, longestMs: 24 * 60 * 60_000 } as const;

/**
 * Sends a new passcode to the mobile number or the chat that filed, never to the chat that asks. The answer is the same
 * whether or not the number exists, so it tells a stranger nothing.
 */
export async function renewElsewhere(
  tools: TurnTools,
  turn: OpenTurn,
  draft: WorkDraft,
  number: string,
): Promise<Outcome> {
  const { moment, conversation } = turn;
  const known = normaliseTrackingNumber(number);
  const key = `renewal:${known ?? `${conversation.address.channel}:${conversation.address.externalId}`}`;
  const until = await claimTry(tools.store.throttles, key, renewalBlocking, moment.now);
  if (until !== undefined) return refused("refusal.too_many_tries", { until });

  const passcode = makePasscode(moment.random);
  const passcodeHash = await tools.hasher.hash(passcode);
  const complaint = known === undefined ? undefined : await tools.store.complaints.byNumber(known);
  if (complaint === undefined) return { ok: true };
  const by = { actor: { kind: "system" as const, rule: "passcode_lost" }, door: conversation.address.channel };
  const change = handle(
    complaint,
    { kind: "renew_passcode", passcode, passcodeHash },
    commandContext(tools, moment, by, complaint.language),
  );
  if (!change.ok) return { ok: true };
  const audience = await loadAudience(tools.store, complaint);
  const others = { ...audience, conversations: audience.conversations.filter(({ id }) => id !== conversation.id) };
  addChange(draft, change.value, others, tools, moment);
  return { ok: true };
}
