import type { Timer } from "../complaint/change.ts";
import type { ComplaintCommand } from "../complaint/command.ts";
import { stages } from "../calendar/stage-clock.ts";
import type { Stage } from "../calendar/stage-clock.ts";
import { Fault } from "../errors.ts";
import { brand } from "../ids.ts";
import type { ComplaintId, RemedyId } from "../ids.ts";
import { carryOut } from "./carry-out.ts";
import type { CaseworkTools } from "./tools.ts";

/**
 * Carries out what a timer asks for. The process refuses it where it no longer holds (answered meanwhile, already told), and that is
 * the ordinary end of most timers.
 */
export async function onTimer(
  tools: CaseworkTools,
  timer: Timer & { readonly complaintId: ComplaintId },
): Promise<void> {
  const by = { actor: { kind: "system" as const, rule: timer.purpose }, door: "system" as const };
  await carryOut(tools, timer.complaintId, commandOf(timer), by);
}

function commandOf(timer: Timer): ComplaintCommand {
  const round = timer.round ?? 1;
  switch (timer.purpose) {
    case "limit_warning":
      return { kind: "warn_of_limit", stage: stageOf(timer), round };
    case "limit":
      return { kind: "miss_limit", stage: stageOf(timer), round };
    case "reminder":
      return { kind: "remind", round, count: Number(timer.detail ?? "1") };
    case "lapse_warning":
      return { kind: "warn_of_lapse", round };
    case "lapse":
      return { kind: "lapse", round };
    case "remedy_due":
      return { kind: "miss_remedy", remedyId: remedyOf(timer) };
    case "rate":
      return { kind: "ask_for_rating" };
  }
}

function stageOf(timer: Timer): Stage {
  const stage = stages.find((name) => name === timer.detail);
  if (stage === undefined) throw new Fault("timer-stage", `timer ${timer.key} names no stage`);
  return stage;
}

function remedyOf(timer: Timer): RemedyId {
  if (timer.detail === undefined) throw new Fault("timer-detail", `timer ${timer.key} names no remedy`);
  return brand<RemedyId>(timer.detail);
}
