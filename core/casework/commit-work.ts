import type { UnitOfWork } from "../store/unit-of-work.ts";
import type { CaseworkTools } from "./tools.ts";

/** Commits the work and wakes the lanes that have something to do now. Rejects as the store does, and wakes nobody then. */
export async function commitWork(tools: Pick<CaseworkTools, "store" | "committed">, work: UnitOfWork): Promise<void> {
  await tools.store.commit(work);
  tools.committed(work);
}
