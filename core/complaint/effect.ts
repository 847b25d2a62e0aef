import { Fault, refused } from "../errors.ts";
import type { Result } from "../errors.ts";
import type { TextArgs, TextKey } from "../language/text-key.ts";
import type { AgentId } from "../ids.ts";
import type { Consequence } from "./change.ts";
import type { ComplaintCommand } from "./command.ts";
import type { Complaint } from "./complaint.ts";
import type { CommandContext } from "./context.ts";
import type { ComplaintEvent, EventKind } from "./event.ts";

/** A line of history before it has its id, moment, actor and door. */
export interface EventDraft {
  readonly kind: EventKind;
  readonly facts?: ComplaintEvent["facts"];
}

/** What one command does to the complaint, before `handle` gives it a version and signs its events. */
export interface Effect {
  readonly after: Complaint;
  readonly events: readonly [EventDraft, ...EventDraft[]];
  readonly follows?: readonly Consequence[];
}

/** Each command by its kind. */
export type Commands = { readonly [Each in ComplaintCommand as Each["kind"]]: Each };

/** Carries out one kind of command on a complaint whose status and actor the lifecycle allows. */
export type Carrier<Kind extends keyof Commands> = (
  complaint: Complaint,
  command: Commands[Kind],
  context: CommandContext,
) => Result<Effect>;

/** The member of staff who acts. Throws `Fault` for anyone else: the lifecycle lets only staff give such a command. */
export function staffOf({ actor }: CommandContext): AgentId {
  if (actor.kind === "agent") return actor.agentId;
  throw new Fault("actor-not-staff", `a ${actor.kind} gave a command of staff`);
}

/** The first refusal whose condition holds; undefined where none does. */
export function firstRefusal(
  ...checks: readonly (readonly [holds: boolean, key: TextKey, args?: TextArgs])[]
): ReturnType<typeof refused> | undefined {
  const found = checks.find(([holds]) => holds);
  return found === undefined ? undefined : refused(found[1], found[2]);
}

/** Whether `words` say nothing. */
export function isBlank(words: string | undefined): boolean {
  return words === undefined || words.trim() === "";
}
