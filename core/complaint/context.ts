import type { Calendar } from "../calendar/calendar.ts";
import type { Say } from "../language/text-key.ts";
import type { Policy } from "../organisation/organisation.ts";
import type { Moment } from "../ports.ts";
import type { Actor, Door } from "./actor.ts";

/** What a command needs to know besides the complaint: when, who, through which door, and by whose rules. */
export interface CommandContext {
  readonly moment: Moment;
  readonly actor: Actor;
  readonly door: Door;
  /** The version in force. */
  readonly calendar: Calendar;
  readonly policy: Policy;
  /** Speaks the complaint's language. */
  readonly say: Say;
}
