import { Fault, accepted } from "../errors.ts";
import type { Result } from "../errors.ts";
import type { Change } from "./change.ts";
import type { ComplaintCommand } from "./command.ts";
import type { Complaint } from "./complaint.ts";
import type { CommandContext } from "./context.ts";
import type { Carrier, Commands, Effect } from "./effect.ts";
import { permit } from "./lifecycle.ts";
import { signed } from "./signed.ts";
import { carriers } from "./carriers.ts";

/**
 * Carries out one command: the complaint one version further, its history, and what must follow in the same commit. A command that is
 * not allowed is refused with the reason, and nothing has happened. Throws `Fault` when a carrier leaves the lifecycle: our own bug.
 */
export function handle(complaint: Complaint, command: ComplaintCommand, context: CommandContext): Result<Change> {
  const permitted = permit(complaint, command.kind, context.actor);
  if (!permitted.ok) return permitted;
  const effect = carryOut(command.kind, complaint, command, context);
  if (!effect.ok) return effect;
  const { after, events, follows = [] } = effect.value;
  if (!permitted.value.includes(after.status)) {
    throw new Fault("lifecycle-left", `${command.kind} led from ${complaint.status} to ${after.status}`);
  }
  return accepted({
    before: complaint,
    after: { ...after, version: complaint.version + 1 },
    events: signed(complaint.id, events, context),
    follows,
  });
}

function carryOut<Kind extends keyof Commands>(
  kind: Kind,
  complaint: Complaint,
  command: Commands[Kind],
  context: CommandContext,
): Result<Effect> {
  const carrier: Carrier<Kind> = carriers[kind];
  return carrier(complaint, command, context);
}
