import type { AttachmentId } from "../../core/ids.ts";
import type { AwaitFile } from "./files.ts";
import type { ChatStore } from "./ports.ts";

/** The store's news, heard once for the whole process. */
export interface News {
  readonly awaitFile: AwaitFile;
  close(): Promise<void>;
}

/** Tells `wakeConversation` of each conversation in which something was committed, by any process. */
export async function hearNews(store: ChatStore, wakeConversation: (id: string) => void): Promise<News> {
  const waiting = new Map<string, Set<() => void>>();
  const stop = await store.listen(({ kind, id }) => {
    if (kind === "conversation") wakeConversation(id);
    if (kind === "attachment") for (const go of waiting.get(id) ?? []) go();
  });
  return { awaitFile: (id, ms) => waitFor(waiting, id, ms), close: stop };
}

async function waitFor(waiting: Map<string, Set<() => void>>, id: AttachmentId, ms: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const go = (): void => resolve(undefined);
  const timer = setTimeout(go, ms);
  const mates = waiting.get(id) ?? new Set();
  waiting.set(id, mates.add(go));
  await promise;
  clearTimeout(timer);
  mates.delete(go);
  if (mates.size === 0) waiting.delete(id);
}
