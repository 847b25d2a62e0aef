import type { Actor, Door } from "../../complaint/actor.ts";
import type { ComplaintCommand } from "../../complaint/command.ts";
import { handle } from "../../complaint/handle.ts";
import { commandContext } from "../carry-out.ts";
import type { Stage } from "./stage.ts";

/** Commands that only note in a complaint's history what became of its conversation. */
export type HandsCommand = Extract<
  ComplaintCommand,
  { readonly kind: "take_over" | "give_back" | "hand_on" | "miss_take_over" }
>;

/** Notes the change of hands with the complaint that the conversation is about, if any. */
export function noteOnComplaint(
  { tools, moment, draft, complaint, conversation }: Stage,
  command: HandsCommand extends infer Each ? (Each extends HandsCommand ? Omit<Each, "conversationId"> : never) : never,
  by: { readonly actor: Actor; readonly door: Door },
): void {
  if (complaint === undefined) return;
  const whole = { ...command, conversationId: conversation.id };
  const change = handle(complaint, whole, commandContext(tools, moment, by, complaint.language));
  // That a complaint takes no such note is no reason to keep the customer from an agent.
  if (change.ok) draft.complaint(change.value);
}
