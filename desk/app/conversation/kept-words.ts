/** Names of what this device keeps of the agent's words: drafts, also of forms, and what is not yet with the server. */
export function keptWords(agentId: string): readonly string[] {
  const starts = [`redress.draft.${agentId}.`, `redress.form.${agentId}.`];
  return Object.keys(window.localStorage).filter(
    (key) => key === unsentKey(agentId) || starts.some((start) => key.startsWith(start)),
  );
}

/** Where words that are not yet with the server are kept. */
export function unsentKey(agentId: string): string {
  return `redress.unsent.${agentId}`;
}

/** Forgets the agent's drafts and unsent words on this device. */
export function forgetWords(agentId: string): void {
  for (const key of keptWords(agentId)) window.localStorage.removeItem(key);
}
