import { isOpen, nextOpening } from "../../calendar/working-days.ts";
import { says } from "../../conversation/prompts.ts";
import type { TextArgs, TextKey } from "../../language/text-key.ts";
import type { Stage } from "./stage.ts";

/**
 * How long after their last words a customer is told of a change of hands by a message of its own. WhatsApp lets nobody speak freely for longer, and whoever has
 * turned to other things sees who speaks by the name on the next message.
 */
const attentionMs = 24 * 60 * 60 * 1_000;

/** Tells the customer that the conversation changes hands, where they can be told and still expect an answer. */
export function announce(stage: Stage, key: TextKey, args: TextArgs): void {
  if (!isAttended(stage)) return;
  const { tools, draft, conversation, complaint } = stage;
  const { id, language } = conversation;
  draft.say(id, {
    prompt: says(tools.sayIn(language)(key, args)),
    language,
    beside: true,
    ...(complaint === undefined ? {} : { complaintId: complaint.id }),
  });
}

/** Whether the customer wrote lately, in a chat where we can answer. */
export function isAttended({ tools, conversation, moment }: Stage): boolean {
  const { address, lastInboundAt, unreachable } = conversation;
  if (unreachable !== undefined || lastInboundAt === undefined || !tools.channels().has(address.channel)) return false;
  return moment.now.getTime() - lastInboundAt.getTime() <= attentionMs;
}

/** When somebody is there again; undefined in office hours. */
export function nextStaffed({ tools, moment: { now } }: Stage): Date | undefined {
  const calendar = tools.calendar();
  return isOpen(calendar, now) ? undefined : nextOpening(calendar, now);
}
