import { isOpen, nextOpening } from "../../calendar/working-days.ts";
import { says } from "../../conversation/prompts.ts";
import type { TextArgs, TextKey } from "../../language/text-key.ts";
import type { Stage } from "./stage.ts";

/**
 * How long after their last words a customer is told by a message of its own that somebody has joined. WhatsApp lets nobody speak freely for longer, and
 * whoever has turned to other things sees who speaks by the name on the agent's message.
 */
const attentionMs = 24 * 60 * 60 * 1_000;

/** Tells the customer that the conversation changes hands, where they can be told. */
export function announce(stage: Stage, key: TextKey, args: TextArgs): void {
  if (!canBeTold(stage)) return;
  const { tools, draft, conversation, complaint } = stage;
  const { id, language } = conversation;
  draft.say(id, {
    prompt: says(tools.sayIn(language)(key, args)),
    language,
    beside: true,
    ...(complaint === undefined ? {} : { complaintId: complaint.id }),
  });
}

/** Whether the customer has written here, where we can answer. */
export function canBeTold({ tools, conversation }: Stage): boolean {
  const { address, lastInboundAt, unreachable } = conversation;
  return unreachable === undefined && lastInboundAt !== undefined && tools.channels().has(address.channel);
}

/** Whether the customer wrote lately and looks at what happens here. */
export function isAttended({ conversation: { lastInboundAt }, moment: { now } }: Stage): boolean {
  return lastInboundAt !== undefined && now.getTime() - lastInboundAt.getTime() <= attentionMs;
}

/** When somebody is there again; undefined in office hours. */
export function nextStaffed({ tools, moment: { now } }: Stage): Date | undefined {
  const calendar = tools.calendar();
  return isOpen(calendar, now) ? undefined : nextOpening(calendar, now);
}
