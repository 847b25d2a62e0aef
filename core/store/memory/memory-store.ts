import type { Clock, Ids } from "../../ports.ts";
import type { Store } from "../store.ts";
import { isUuid } from "../uuid.ts";
import { commitWork } from "./commit.ts";
import { attachments } from "./attachments.ts";
import { board } from "./board.ts";
import { bookmarks } from "./bookmarks.ts";
import { buckets } from "./buckets.ts";
import { outbox } from "./outbox.ts";
import { conversationReads } from "./conversations.ts";
import { complaintReads, turnFacts } from "./read.ts";
import { retention } from "./retention.ts";
import { settings } from "./settings.ts";
import { alerts, audit, calendars, staff, throttles } from "./staff.ts";
import { sweep } from "./sweep.ts";
import { emptyTables, publish } from "./tables.ts";
import { memoryTimers } from "./timers.ts";

export interface MemoryStore extends Store {
  /** Runs every timer that is due by the clock, and waits for the work; for tests that move the clock. */
  runDueTimers(): Promise<void>;
}

/**
 * A store that forgets when the program ends, for tests and the terminal. It keeps every promise of the port, foreign keys
 * included, so that what works on it works on a database.
 */
export function createMemoryStore({ clock, ids }: { readonly clock: Clock; readonly ids: Ids }): MemoryStore {
  const tables = emptyTables();
  const timers = memoryTimers(tables, clock);
  return {
    readTurn: async (address, externalId) => turnFacts(tables, address, externalId),
    commit: async (work) => commitWork(tables, ids, work),
    complaints: complaintReads(tables),
    conversations: conversationReads(tables),
    board: board(tables),
    outbox: outbox(tables),
    buckets: buckets(tables),
    bookmarks: bookmarks(tables),
    attachments: attachments(tables),
    staff: staff(tables),
    audit: audit(tables),
    calendars: calendars(tables),
    settings: settings(tables),
    retention: retention(tables),
    throttles: throttles(tables),
    alerts: alerts(tables),
    timers: timers.port,
    sweep: sweep(tables),
    runDueTimers: () => timers.runDue(),
    tell: (presence) => {
      if (isUuid(presence.about.id)) publish(tables, [{ kind: "presence", id: presence.about.id, presence }]);
    },
    listen: async (hear) => {
      tables.listeners.add(hear);
      return async () => void tables.listeners.delete(hear);
    },
    check: async () => undefined,
    close: async () => {
      await timers.port.stop();
      tables.listeners.clear();
    },
  };
}
