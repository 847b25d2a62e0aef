import type { ReachReport } from "../channel/status-report.ts";
import { draftWork } from "../casework/work-draft.ts";
import { commitWork } from "../casework/commit-work.ts";
import { retryOnRace } from "../casework/retry.ts";
import type { CaseworkTools } from "../casework/tools.ts";
import { momentOf } from "../system.ts";

/**
 * Records that the person at an address blocked us, or lets us write again. An address without a conversation is nobody's yet; who asked for no more
 * messages takes that back in words of their own.
 */
export async function noteReach(tools: CaseworkTools, { address, reachable }: ReachReport): Promise<void> {
  await retryOnRace(async () => {
    const conversation = await tools.store.conversations.byAddress(address);
    if (conversation === undefined || (conversation.unreachable === undefined) === reachable) return;
    if (conversation.unreachable?.reason === "opted_out") return;
    const moment = momentOf(tools);
    const draft = draftWork(moment);
    draft.hold(conversation);
    draft.unreachable(conversation.id, reachable ? undefined : { reason: "blocked", since: moment.now });
    await commitWork(tools, draft.work());
  });
}
