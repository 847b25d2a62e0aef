import { IconChartBar, IconFileText, IconMessages, IconSettings } from "@tabler/icons-react";
import { lazy } from "react";
import type { ComponentType } from "react";
import type { Permission } from "../../../core/staff/permissions.ts";
import type { DeskTextKey } from "../language/texts.ts";
import type { Counts } from "./use-counts.ts";

/** A part of the desk, loaded when it is first shown. */
export interface Area {
  readonly path: string;
  readonly name: DeskTextKey;
  readonly Icon: typeof IconFileText;
  /** Keys that lead to it, and the name that they are kept by. */
  readonly keys: string;
  readonly key: string;
  /** What its badge says; 0 for none. */
  readonly count: (counts: Counts) => number;
  /** Shown to those who have it; to everybody where none is named. */
  readonly permission?: Permission;
  readonly Page: ComponentType;
}

/** Below `/desk`; each area reads what follows in its own paths. */
export const areas: readonly Area[] = [
  {
    path: "/complaints",
    name: "shell.area.queue",
    Icon: IconFileText,
    keys: "KeyG KeyC",
    key: "complaints",
    count: ({ complaints }) => complaints.mine,
    Page: lazy(async () => ({ default: (await import("../queue/queue-page.tsx")).QueuePage })),
  },
  {
    path: "/conversations",
    name: "shell.area.conversations",
    Icon: IconMessages,
    keys: "KeyG KeyV",
    key: "conversations",
    count: ({ conversations }) => conversations.mine + conversations.department,
    Page: lazy(async () => ({ default: (await import("../conversation/conversations-page.tsx")).ConversationsPage })),
  },
  {
    path: "/board",
    name: "shell.area.board",
    Icon: IconChartBar,
    keys: "KeyG KeyB",
    key: "board",
    count: () => 0,
    permission: "board.read",
    Page: lazy(async () => ({ default: (await import("../board/board-page.tsx")).BoardPage })),
  },
  {
    path: "/settings",
    name: "shell.area.settings",
    Icon: IconSettings,
    keys: "KeyG KeyS",
    key: "settings",
    count: () => 0,
    Page: lazy(async () => ({ default: (await import("../settings/settings-page.tsx")).SettingsPage })),
  },
];
