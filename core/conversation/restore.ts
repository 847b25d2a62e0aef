import type { ConversationState, Cursor } from "./conversation.ts";
import type { Facts } from "./facts.ts";
import { withFlowOver } from "./offer.ts";
import type { Flows } from "./runnable.ts";

/** A state that the present flows can go on from. */
export interface Restored {
  readonly state: ConversationState;
  /** The question at hand is no longer the one that was last put: a reply in words cannot be its answer. */
  readonly moved: boolean;
}

/**
 * Fits a stored state to the flows as they are now. A cursor of an older version, or whose slots no longer hold, goes to the first
 * step that its remaining slots do not answer; one of a flow that is gone, or whose answer is no longer wanted, is left out.
 */
export function restore(flows: Flows, state: ConversationState, facts: Facts): Restored {
  const fitted = state.cursors.map((cursor) => fit(flows, cursor, facts));
  const cursors = fitted.flatMap((cursor) => cursor ?? []);
  const gone = state.cursors.filter((_, index) => fitted[index] === undefined);
  const before = state.cursors.at(-1);
  const after = cursors.at(-1);
  const moved = before !== undefined && (after?.flow !== before.flow || after.step !== before.step);
  return { state: gone.reduce((kept, cursor) => withFlowOver(kept, cursor), { ...state, cursors }), moved };
}

function fit(flows: Flows, cursor: Cursor, facts: Facts): Cursor | undefined {
  const flow = flows[cursor.flow];
  if (flow === undefined) return undefined;
  const slots = flow.check(cursor.slots);
  if (flow.isOver(slots, facts)) return undefined;
  const whole = Object.keys(slots).length === Object.keys(cursor.slots).length;
  if (whole && cursor.version === flow.version && flow.has(cursor.step)) return { ...cursor, slots: { ...slots } };
  const step = flow.start(slots, facts);
  if (step === "done") return undefined;
  const trail = (cursor.trail ?? []).filter((passed) => flow.has(passed));
  return { ...cursor, version: flow.version, step, slots: { ...slots }, trail };
}
