import { lazy } from "react";
import type { ComponentType } from "react";
import type { DeskTextKey } from "../language/texts.ts";

/** A part of the desk, loaded when it is first shown. */
interface Area {
  readonly path: string;
  readonly name: DeskTextKey;
  readonly Page: ComponentType;
}

/** Below `/desk`; each area reads what follows in its own paths. */
export const areas: readonly Area[] = [
  {
    path: "/complaints",
    name: "shell.area.queue",
    Page: lazy(async () => ({ default: (await import("../queue/queue-page.tsx")).QueuePage })),
  },
  {
    path: "/conversations",
    name: "shell.area.conversations",
    Page: lazy(async () => ({ default: (await import("../conversation/conversations-page.tsx")).ConversationsPage })),
  },
  {
    path: "/board",
    name: "shell.area.board",
    Page: lazy(async () => ({ default: (await import("../board/board-page.tsx")).BoardPage })),
  },
  {
    path: "/settings",
    name: "shell.area.settings",
    Page: lazy(async () => ({ default: (await import("../settings/settings-page.tsx")).SettingsPage })),
  },
];
