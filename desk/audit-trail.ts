import type { AuditEntry } from "../core/staff/agent.ts";
import type { SignedIn } from "../core/staff/staff-sessions.ts";
import type { DeskTools } from "./desk-tools.ts";

/**
 * Notes in the audit trail who did or saw what, before the answer leaves: what cannot be noted is not shown. `subject` is a kind and
 * an id, for example `complaint 0192…`.
 */
export async function audit(
  tools: DeskTools,
  { agent }: SignedIn,
  action: string,
  subject: string,
  facts: AuditEntry["facts"] = {},
): Promise<void> {
  await tools.store.audit.append({ at: tools.clock.now(), actor: agent.id, action, subject, facts });
}
