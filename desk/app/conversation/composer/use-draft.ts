import { useCallback, useState } from "react";
import { keepDraft, readDraft } from "./drafts.ts";
import type { Draft } from "./drafts.ts";

/** What the agent has begun to write here, kept on this device with every change. A conversation's composer is mounted anew for each conversation. */
export function useDraft(agentId: string, conversationId: string) {
  const [draft, setDraft] = useState<Draft>(() => readDraft(agentId, conversationId));
  const change = useCallback(
    (part: Partial<Draft> | ((draft: Draft) => Partial<Draft>)) =>
      setDraft((before) => {
        const next = { ...before, ...(typeof part === "function" ? part(before) : part) };
        keepDraft(agentId, conversationId, next);
        return next;
      }),
    [agentId, conversationId],
  );
  return { draft, change };
}
