import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import type { Presence, StoreNews } from "../store-news.ts";
import { id as idField } from "./fields.ts";
import type { Database } from "./sql.ts";

/** The channel of LISTEN and NOTIFY. */
const CHANNEL = "redress_news";
/** Pause between two notifications: at hundreds of turns a second, one each would cost as much as the turns. */
const PAUSE_MS = 20;
/** A notification carries at most 7999 bytes; an item has at most 120. */
const ITEMS_PER_NOTIFICATION = 60;

const newsSchema = z.object({
  kind: z.enum(["complaint", "conversation", "attachment", "alert", "calendar", "settings", "missed"]),
  id: z.string(),
});

const presenceSchema: z.ZodType<Presence> = z.object({
  about: z.object({ kind: z.enum(["complaint", "conversation"]), id: z.uuid() }),
  who: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("agent"), agentId: idField.agent }),
    z.object({ kind: z.literal("customer") }),
  ]),
  doing: z.enum(["looking", "writing", "left"]),
});

export interface NewsDesk {
  /** Publishes `news` of what is committed. Returns at once. */
  publish(news: readonly StoreNews[]): void;
  listen(hear: (news: StoreNews) => void): Promise<() => Promise<void>>;
  /** Resolves when nothing waits to be published. */
  flush(): Promise<void>;
}

/**
 * Tells every process what has changed, after the commit and in a transaction of its own: PostgreSQL lets only one
 * transaction with a NOTIFY commit at a time, and turns would queue behind one another's disk writes. What is published
 * while another notification is under way, or within 20 ms of it, goes together in the next.
 */
export function newsDesk(database: Database): NewsDesk {
  let waiting = new Map<string, StoreNews>();
  let publishing: Promise<void> | undefined;
  const publishAll = async (): Promise<void> => {
    while (waiting.size > 0) {
      const items = Array.from(waiting.values(), writeNews);
      waiting = new Map();
      await database.query({ name: "news", text: NOTIFY, values: [payloadsOf(items)] }).catch(() => {
        // Whoever listens has lost the connection too, and looks again at everything when it is back.
      });
      await wait(PAUSE_MS);
    }
    publishing = undefined;
  };
  return {
    publish: (news) => {
      for (const one of news) waiting.set(keyOf(one), one);
      if (waiting.size > 0) publishing ??= publishAll();
    },
    listen: (hear) =>
      database.listen(
        CHANNEL,
        (text) => {
          for (const item of text.split(" ")) {
            const news = readNews(item);
            if (news) hear(news);
          }
        },
        () => {
          hear({ kind: "missed", id: "" });
        },
      ),
    flush: async () => {
      await publishing;
    },
  };
}

const NOTIFY = `SELECT pg_notify('${CHANNEL}', payload) FROM unnest($1::text[]) payload`;

function payloadsOf(items: readonly string[]): readonly string[] {
  const payloads: string[] = [];
  for (let start = 0; start < items.length; start += ITEMS_PER_NOTIFICATION)
    payloads.push(items.slice(start, start + ITEMS_PER_NOTIFICATION).join(" "));
  return payloads;
}

/** Of what somebody does with one thing, only the newest is worth telling. */
function keyOf(news: StoreNews): string {
  return news.kind === "presence" ? `presence:${news.id}:${whoOf(news.presence)}` : writeNews(news);
}

function writeNews(news: StoreNews): string {
  if (news.kind !== "presence") return `${news.kind}:${news.id}`;
  const { about, doing } = news.presence;
  return ["presence", about.id, about.kind, whoOf(news.presence), doing].join(":");
}

function whoOf({ who }: Presence): string {
  return who.kind === "agent" ? who.agentId : "customer";
}

/** Undefined for what a newer version of the program may say. */
function readNews(item: string): StoreNews | undefined {
  const [kind, id, ...rest] = item.split(":");
  return kind === "presence" ? readPresence(id, rest) : newsSchema.safeParse({ kind, id }).data;
}

function readPresence(id: string | undefined, [kind, by, doing]: readonly string[]): StoreNews | undefined {
  const who = by === "customer" ? { kind: "customer" } : { kind: "agent", agentId: by };
  const presence = presenceSchema.safeParse({ about: { kind, id }, who, doing }).data;
  return presence && { kind: "presence", id: presence.about.id, presence };
}
