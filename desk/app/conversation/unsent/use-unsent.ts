import { useCallback, useEffect, useMemo, useSyncExternalStore } from "react";
import { isActing } from "../../api/acting.ts";
import { send, Unreachable } from "../../api/call.ts";
import { queries } from "../../api/queries.ts";
import { useMe } from "../../shell/use-me.ts";
import { startSending } from "./send-unsent.ts";
import type { Sending } from "./send-unsent.ts";
import { createUnsentStore } from "./unsent-words.ts";
import type { UnsentStore, UnsentWords } from "./unsent-words.ts";

/** How long words can be undone before they are sent. */
export const UNDO_MS = 5_000;

interface Unsent {
  readonly store: UnsentStore;
  readonly sending: Sending;
}

/** One for each agent who used this page: timers go on when the page of conversations is left. */
const opened = new Map<string, Unsent>();

/** The unsent words of `agentId`, whose sending goes on for as long as the desk is open. */
export function unsentOf(agentId: string): Unsent {
  const known = opened.get(agentId);
  if (known !== undefined) return known;
  const store = createUnsentStore(agentId, window.localStorage);
  const sending = startSending({
    store,
    post: async ({ conversationId, text, files, choices, afterSeq, clientId }) => {
      // Somebody else may have signed in since: the words wait for their writer.
      if (!isActing(agentId)) throw new Unreachable("the writer is not signed in");
      await send("POST", `/conversations/${conversationId}/messages`, {
        text,
        attachments: files.map(({ id }) => id),
        choices,
        afterSeq,
        clientId,
      });
    },
    sent: ({ conversationId }) => {
      void queries.invalidateQueries({ queryKey: ["conversation", conversationId] });
      void queries.invalidateQueries({ queryKey: ["conversations"] });
    },
    alone: async (work) => {
      await navigator.locks.request(`redress.unsent.${agentId}`, work);
    },
  });
  window.addEventListener("pagehide", sending.leave);
  const made = { store, sending };
  opened.set(agentId, made);
  sending.wake();
  return made;
}

/** The unsent words of one conversation, and what can be done with them. */
export function useUnsent(conversationId: string) {
  const { id: agentId } = useMe();
  const { store, sending } = unsentOf(agentId);
  const all = useSyncExternalStore(store.subscribe, store.all);
  const words = useMemo(() => all.filter((each) => each.conversationId === conversationId), [all, conversationId]);
  const put = useCallback(
    (each: UnsentWords) => {
      store.put(each);
      sending.wake();
    },
    [store, sending],
  );
  useEffect(() => sending.wake(), [sending]);
  return { words, put, remove: store.remove };
}
