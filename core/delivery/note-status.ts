import type { StatusReport } from "../channel/status-report.ts";
import type { CaseworkTools } from "../casework/tools.ts";

/** Records what a platform says of a message that it took; states only rise, and a report that says nothing new has no effect. */
export async function noteStatus(
  { store, clock }: Pick<CaseworkTools, "store" | "clock">,
  { messageId, state, providerId, code }: StatusReport,
): Promise<void> {
  await store.outbox.note(
    messageId,
    { state, ...(providerId === undefined ? {} : { providerId }), ...(code === undefined ? {} : { failure: code }) },
    clock.now(),
  );
}
