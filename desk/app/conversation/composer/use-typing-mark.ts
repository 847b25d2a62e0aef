import { useCallback, useRef } from "react";
import { send } from "../../api/call.ts";

/** A mark lasts some five seconds on every channel that has one. */
const EVERY_MS = 4_000;

/** Shows that one is writing, to the customer and to colleagues, at most once in four seconds. */
export function useTypingMark(conversationId: string): () => void {
  const last = useRef(0);
  return useCallback(() => {
    const now = Date.now();
    if (now - last.current < EVERY_MS) return;
    last.current = now;
    // That it could not be shown is nobody's trouble.
    send("POST", `/conversations/${conversationId}/typing`).catch(() => undefined);
  }, [conversationId]);
}
