import { brand } from "../ids.ts";
import type { ComplaintId, EventId } from "../ids.ts";
import type { CommandContext } from "./context.ts";
import type { EventDraft } from "./effect.ts";
import type { ComplaintEvent } from "./event.ts";

/** Lines of history with id, moment, actor and door: who did it, when, and by which way. */
export function signed(
  complaintId: ComplaintId,
  drafts: readonly EventDraft[],
  context: CommandContext,
): readonly ComplaintEvent[] {
  const { moment, actor, door } = context;
  return drafts.map(({ kind, facts = {} }) => ({
    id: brand<EventId>(moment.ids.uuid()),
    complaintId,
    at: moment.now,
    kind,
    actor,
    door,
    facts,
  }));
}
