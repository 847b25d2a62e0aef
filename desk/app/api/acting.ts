let acting: string | undefined;

/** Notes for whom this window is: every request says so, and none is carried out for a colleague who signed in meanwhile in another window. */
export function actAs(agentId: string): void {
  acting = agentId;
}

/** Whether this window is `agentId`'s. */
export function isActing(agentId: string): boolean {
  return acting === agentId;
}

/** The header that says for whom this window is; none before somebody is known. */
export function actingHeader(): Readonly<Record<string, string>> {
  return acting === undefined ? {} : { "x-agent": acting };
}
