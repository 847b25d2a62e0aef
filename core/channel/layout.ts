import { sayIn } from "../language/say.ts";
import { layOut } from "./plan-layout.ts";
import type { LaidOut, Layout, Room } from "./plan-layout.ts";

/** Lays a message out for a channel: details as lines, choices as the ladder has it, the text in parts that the channel can carry. */
export function layoutOf(message: LaidOut, can: Room): Layout {
  // The text has no dates, so any time zone says it.
  return layOut(message, can, (language) => sayIn(language, "UTC")("layout.answer_by_number"));
}
