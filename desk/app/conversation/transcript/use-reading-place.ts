import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { ChatMessage } from "../conversation-types.ts";

/** Nearer to the end than this, the reader follows what is new. */
const NEAR_PX = 80;

/** Nearer to the top than this, older messages are read. */
const TOP_PX = 160;

/** What has just appeared is not yet read: a reply that is sent in this very moment was written without it. */
const SEEING_MS = 1_200;

interface Reading {
  readonly rows: readonly ChatMessage[];
  /** Lines that stand in the transcript. */
  readonly count: number;
  readonly messages: {
    readonly hasOlder: boolean;
    readonly isReadingOlder: boolean;
    readonly readOlder: () => void;
  };
  readonly onSeen?: (seq: number) => void;
}

/** Keeps the reader's place: at the end while they are there, where they were while older messages come in above. */
export function useReadingPlace({ rows, count, messages, onSeen }: Reading) {
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const before = useRef({ first: 0, height: 0 });
  const [seenAtEnd, setSeenAtEnd] = useState(0);
  const first = rows[0]?.seq ?? 0;
  const last = rows.at(-1)?.seq ?? 0;

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const grewAbove = before.current.first > 0 && first < before.current.first;
    if (grewAbove) element.scrollTop += element.scrollHeight - before.current.height;
    else if (isAtEnd.current) element.scrollTop = element.scrollHeight;
    before.current = { first, height: element.scrollHeight };
  }, [first, last, count]);

  // Pictures and folded words change the height after they stand there; so does the composer below.
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const follow = new ResizeObserver(() => {
      if (isAtEnd.current) element.scrollTop = element.scrollHeight;
    });
    follow.observe(element);
    for (const child of element.children) follow.observe(child);
    return () => follow.disconnect();
  }, [count]);

  const noteSeen = useSeen(last, isAtEnd, onSeen);
  const scrolled = useCallback(() => {
    const element = box.current;
    if (element === null) return;
    isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX;
    if (isAtEnd.current) {
      setSeenAtEnd(last);
      noteSeen();
    }
    if (element.scrollTop < TOP_PX && messages.hasOlder && !messages.isReadingOlder) messages.readOlder();
  }, [last, messages, noteSeen]);
  const toEnd = useCallback(() => {
    box.current?.scrollTo({ top: box.current.scrollHeight });
  }, []);
  const fresh = rows.filter(({ seq, direction }) => direction === "in" && seq > seenAtEnd).length;
  return { box, scrolled, toEnd, fresh: isAtEnd.current ? 0 : fresh };
}

/** Tells of the newest message once it has stood before the reader's eyes for a moment. */
function useSeen(last: number, isAtEnd: { readonly current: boolean }, onSeen: ((seq: number) => void) | undefined) {
  const note = useCallback(() => {
    if (isAtEnd.current && document.visibilityState === "visible" && last > 0) onSeen?.(last);
  }, [last, isAtEnd, onSeen]);
  useEffect(() => {
    const timer = window.setTimeout(note, SEEING_MS);
    document.addEventListener("visibilitychange", note);
    return () => {
      window.clearTimeout(timer);
      document.removeEventListener("visibilitychange", note);
    };
  }, [note]);
  return note;
}
