import type { ChannelName } from "../channel/address.ts";
import type { GlobalWord } from "../language/words.ts";
import type { Cursor } from "./conversation.ts";
import { ask, cursorOf, drop, flowNamed, isPassing, moveTo, resume, startFlow, tell, withState } from "./progress.ts";
import type { Progress } from "./progress.ts";
import { misunderstand } from "./answering.ts";
import { askOrMenu, openMenu } from "./unprompted.ts";

/** Carries out a word that is understood at every step. */
export function takeShortcut(progress: Progress, word: GlobalWord): Progress {
  const known = withState(progress, { misunderstood: 0 });
  switch (word) {
    case "menu":
      return openMenu(known);
    case "help":
      return askOrMenu(tell(known, "engine.help"));
    case "status":
      return startFlow(known, "follow");
    case "language":
      return startFlow(known, "language");
    case "channels":
      return startFlow(known, "channels");
    case "stop":
      return stop(known);
    case "person":
      return startFlow(known, "person", aboutComplaint(known));
    case "back":
      return goBack(known);
    case "cancel":
      return cancel(known);
    case "skip":
    case "done":
      return misunderstand(progress, { key: "engine.cannot_skip" });
  }
}

function aboutComplaint({ state }: Progress): Readonly<Record<string, unknown>> {
  return state.complaintId === undefined ? {} : { complaintId: state.complaintId };
}

/** One step back, with the answers kept; before the first step, back to what the flow interrupted. */
function goBack(progress: Progress): Progress {
  const cursor = cursorOf(progress);
  if (cursor === undefined || cursor.flow === "menu") return openMenu(progress);
  const shorter = flowNamed(progress, cursor.flow).back(cursor.step, cursor.slots, progress.facts);
  if (shorter !== undefined) return ask(moveTo(progress, { slots: { ...shorter } }));
  const trail = cursor.trail ?? [];
  const before = trail.at(-1);
  if (before !== undefined) return ask(moveTo(progress, { step: before, trail: trail.slice(0, -1) }));
  if (cursor.flow === "file_complaint") return openMenu(progress);
  return hasAnswers(cursor) ? cancel(progress) : leave(progress);
}

function leave(progress: Progress): Progress {
  const left = drop(progress);
  return cursorOf(left) === undefined ? openMenu(left) : resume(left);
}

/** Channels on which people know *stop* for the word that ends our messages: there it is never taken for anything else. */
export const knowStop: ReadonlySet<ChannelName> = new Set(["sms", "whatsapp"]);

/** Asks whether our messages shall end. Elsewhere, who is being asked something rather wants to end that. */
function stop(progress: Progress): Progress {
  const cursor = cursorOf(progress);
  const isAsked = cursor !== undefined && !isPassing(cursor) && cursor.flow !== "opt_out";
  return isAsked && !knowStop.has(progress.facts.channel.name) ? cancel(progress) : startFlow(progress, "opt_out");
}

/** Asks before anything that the customer has said is given up. */
function cancel(progress: Progress): Progress {
  const cursor = cursorOf(progress);
  const isAsked = cursor !== undefined && !isPassing(cursor);
  if (!isAsked && knowStop.has(progress.facts.channel.name)) return startFlow(progress, "opt_out");
  if (cursor === undefined || cursor.flow === "menu") return openMenu(tell(progress, "engine.nothing_to_cancel"));
  if (cursor.flow === "cancel") return ask(progress);
  if (hasAnswers(cursor)) return startFlow(progress, "cancel", { flow: cursor.flow });
  return leave(tell(progress, "engine.cancelled"));
}

function hasAnswers({ trail, slots }: Cursor): boolean {
  const { words, description, attachments } = slots;
  const said = [words, description, attachments].some(
    (part) => (typeof part === "string" || Array.isArray(part)) && part.length > 0,
  );
  return said || (trail ?? []).length > 0;
}
