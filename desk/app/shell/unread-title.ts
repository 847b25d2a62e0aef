import { useEffect, useSyncExternalStore } from "react";
import { useLanguage } from "../language/language-provider.tsx";
import unreadIcon from "./icon-unread.svg";
import { unreadOf } from "./unread.ts";
import type { Counts } from "./use-counts.ts";

/** The site's own. */
const calmIcon = "/icon.svg";

let page = "";
const listeners = new Set<() => void>();

function setPage(title: string): void {
  page = title;
  for (const hear of listeners) hear();
}

/** Names the page that is shown in the window's title. */
export function usePageTitle(title: string): void {
  useEffect(() => setPage(title), [title]);
}

/** Keeps the window's title and icon: the page, and how much waits. */
export function useUnreadTitle(counts: Counts | undefined): void {
  const { say } = useLanguage();
  const title = useSyncExternalStore(
    (hear) => {
      listeners.add(hear);
      return () => listeners.delete(hear);
    },
    () => page,
  );
  const unread = unreadOf(counts);
  useEffect(() => {
    const name = [title, say("shell.title")].filter((part) => part !== "").join(" · ");
    document.title = unread === 0 ? name : say("shell.title.unread", { count: unread, name });
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    if (icon !== null) icon.href = unread === 0 ? calmIcon : unreadIcon;
  }, [title, unread, say]);
}
