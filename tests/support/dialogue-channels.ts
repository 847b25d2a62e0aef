import type { Capabilities } from "../../core/channel/channel.ts";
import type { ConversationCommand, Outcome } from "../../core/conversation/conversation-command.ts";
import type { LinkedChat } from "../../core/conversation/linked-chat.ts";
import { codeHoldsMs } from "../../core/conversation/sent-code.ts";

/** A chat with buttons, lists and files. */
export const chat: Capabilities = {
  maxButtons: 8,
  maxButtonLabel: 60,
  maxListItems: 10,
  maxListLabel: 24,
  maxText: 4_096,
  maxFile: 20_000_000,
};

const kinds = [
  "join_by_passcode",
  "send_code",
  "enter_code",
  "prove_number",
  "list_channels",
  "part_channel",
  "opt_out",
  "opt_in",
] as const;

type OnChannels = Extract<ConversationCommand, { readonly kind: (typeof kinds)[number] }>;

/** Whether it is about the customer's chats themselves. */
export function isOnChannels(command: ConversationCommand): command is OnChannels {
  return kinds.some((kind) => kind === command.kind);
}

/** What comes of it, in a dialogue without a store: everything succeeds. */
export function onChannels({ kind }: OnChannels, channels: readonly LinkedChat[], now: Date): Outcome {
  if (kind === "list_channels") return { ok: true, channels };
  if (kind !== "send_code") return { ok: true };
  return { ok: true, sent: { hash: "hash", until: new Date(now.getTime() + codeHoldsMs).toISOString() } };
}
