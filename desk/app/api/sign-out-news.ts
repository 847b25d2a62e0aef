const listeners = new Set<() => void>();

/** Calls `hear` whenever the server no longer knows who sits at this browser; returns the way to stop. */
export function onSignedOut(hear: () => void): () => void {
  listeners.add(hear);
  return () => listeners.delete(hear);
}

/** Tells everybody who asked to hear it. */
export function tellSignedOut(): void {
  for (const hear of listeners) hear();
}
