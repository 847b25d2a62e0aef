/** The newest message that was before the agent's eyes, by conversation, on this device. */
const KEPT = 300;

function keyOf(agentId: string): string {
  return `redress.read.${agentId}`;
}

/** How far the agent has read each conversation; those never opened here are not in it. */
export function readMarks(agentId: string): ReadonlyMap<string, number> {
  try {
    const stored: unknown = JSON.parse(window.localStorage.getItem(keyOf(agentId)) ?? "[]");
    if (!Array.isArray(stored)) return new Map();
    return new Map(stored.filter(isMark));
  } catch {
    return new Map();
  }
}

function isMark(value: unknown): value is [string, number] {
  return Array.isArray(value) && typeof value[0] === "string" && typeof value[1] === "number";
}

const listeners = new Set<() => void>();

/** Notes that the conversation has been read up to `seq`. */
export function markRead(agentId: string, conversationId: string, seq: number): void {
  const marks = readMarks(agentId);
  if ((marks.get(conversationId) ?? 0) >= seq) return;
  const others = [...marks].filter(([id]) => id !== conversationId);
  const next = [...others, [conversationId, seq] as const].slice(-KEPT);
  window.localStorage.setItem(keyOf(agentId), JSON.stringify(next));
  for (const hear of listeners) hear();
}

/** Calls `hear` after each mark; returns the way to stop. */
export function onRead(hear: () => void): () => void {
  listeners.add(hear);
  return () => listeners.delete(hear);
}
