import type { Ids } from "../../ports.ts";
import { Fault } from "../../errors.ts";
import { pendingMigrations } from "../migrate.ts";
import type { Store } from "../store.ts";
import { isUuid } from "../uuid.ts";
import { alerts } from "./alerts.ts";
import { attachments } from "./attachments.ts";
import { audit } from "./audit.ts";
import { board } from "./board.ts";
import { bookmarks } from "./bookmarks.ts";
import { buckets } from "./buckets.ts";
import { calendars } from "./calendars.ts";
import { commitWork } from "./commit.ts";
import { complaints } from "./complaints.ts";
import { conversations } from "./conversations.ts";
import { asFault } from "./faults.ts";
import { fillWords } from "./fill-words.ts";
import { newsDesk } from "./news.ts";
import { outbox } from "./outbox.ts";
import type { StorePrisma } from "./prisma.ts";
import { readTurn } from "./read-statements.ts";
import { retention } from "./retention.ts";
import { settings } from "./settings.ts";
import type { Database } from "./sql.ts";
import { staff } from "./staff.ts";
import { sweep } from "./sweep.ts";
import { throttles } from "./throttles.ts";
import { sqlTimers } from "./timers.ts";

/** What a store in a database is made of. */
export interface SqlStoreParts {
  readonly database: Database;
  readonly prisma: StorePrisma;
  readonly backend: "postgres" | "pglite";
  readonly ids: Ids;
  /** Told of trouble that no caller waits for, such as a timer's. */
  readonly report: (error: Error) => void;
  /** What is done last when the store is closed. */
  readonly afterClose?: () => Promise<void>;
}

/** The store on PostgreSQL or PGlite: the statements of a turn go straight to the database, ordinary ones through Prisma. */
export function sqlStore({ database, prisma, backend, ids, report, afterClose }: SqlStoreParts): Store {
  const news = newsDesk(database);
  const timers = sqlTimers(database, backend, report);
  let isClosing = false;
  const filling = fillWords(database, () => isClosing).catch((error: unknown) => {
    if (!isClosing) report(asFault(error));
  });
  return {
    readTurn: (address, externalId) => readTurn(database, address, externalId),
    commit: (work) => commitWork({ database, ids, news, timers }, work),
    complaints: complaints(database, prisma),
    conversations: conversations(database),
    board: board(database),
    outbox: outbox(database, news),
    buckets: buckets(database),
    bookmarks: bookmarks(database),
    attachments: attachments(database, prisma, news),
    staff: staff(prisma),
    audit: audit(database, prisma),
    calendars: calendars(prisma, news),
    settings: settings(database, news),
    retention: retention(database),
    throttles: throttles(database, prisma),
    alerts: alerts(database, prisma, news),
    timers: timers.port,
    sweep: sweep(database),
    tell: (presence) => {
      if (isUuid(presence.about.id)) news.publish([{ kind: "presence", id: presence.about.id, presence }]);
    },
    listen: (hear) => news.listen(hear),
    check: () => checkMigrations(database),
    close: async () => {
      isClosing = true;
      await filling;
      await timers.close();
      await news.flush();
      await prisma.$disconnect();
      await database.close();
      await afterClose?.();
    },
  };
}

async function checkMigrations(database: Database): Promise<void> {
  const pending = await pendingMigrations((text) => database.query({ text, values: [] }));
  if (pending.length > 0) throw new Fault("store-not-migrated", `not yet applied: ${pending.join(", ")}`);
}
