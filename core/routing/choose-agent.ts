import type { AgentId } from "../ids.ts";

/** Somebody to whom a conversation can be offered. */
export interface Candidate {
  readonly id: AgentId;
  /** Conversations that they have or are offered. */
  readonly load: number;
  /** When they were last offered one, in milliseconds since 1970; 0: not as far as is known. */
  readonly lastOffered: number;
  /** They let this conversation pass before. */
  readonly hasPassed: boolean;
}

/**
 * The least busy of those who did not let it pass; of equals, the one who has gone longest without. Where everybody let it pass, it goes round again, to
 * somebody other than `present`, who has it on offer, if there is anybody else. Undefined where there is nobody.
 */
export function chooseAgent(candidates: readonly Candidate[], present: AgentId | undefined): AgentId | undefined {
  const others = candidates.filter(({ id }) => id !== present);
  const fresh = others.filter(({ hasPassed }) => !hasPassed);
  const among = [fresh, others, candidates].find(({ length }) => length > 0) ?? [];
  return among.toSorted(byTurn)[0]?.id;
}

function byTurn(one: Candidate, other: Candidate): number {
  return one.load - other.load || one.lastOffered - other.lastOffered || (one.id < other.id ? -1 : 1);
}
