import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { fileInEnglish, heardSince } from "./chat-visitor.ts";
import type { Filed } from "./chat-visitor.ts";
import { chatAs, openChat } from "./webchat-bench.ts";
import type { ChatClient } from "./webchat-bench.ts";

/** What the visitors were told, to be held against what is stored. */
export interface Told {
  /** Ids of the activities that were acknowledged, as the store knows them. */
  readonly acknowledged: Set<string>;
  readonly filed: Filed[];
  /** Statuses of the posts that were answered at all, with how often. */
  readonly statuses: Map<number, number>;
  /** Reads that came to nothing: when a fault begins, every visitor may be reading, and none of them posts until it ends. */
  readonly vainReads: { count: number };
}

export interface Visitors extends Told {
  /** Resolves once `count` more complaints are filed; rejects with what went wrong for one of them. */
  untilFiled(count: number): Promise<void>;
  /** Each ends the filing that it is at; rejects with what went wrong for one of them. */
  stop(): Promise<void>;
}

/** Between tries: a client that is turned away comes back soon. */
const AGAIN_MS = 50;

/**
 * Visitors who file complaints one after another, each in a chat of its own, at the `urls` in turn, and at the next where one does not
 * answer, as behind a load balancer; or, with `toAll`, each message to all of them at once. Like the widget, they send again under the
 * same id whatever was not acknowledged.
 */
export function startVisitors(
  urls: readonly string[],
  count: number,
  options: { readonly toAll?: boolean } = {},
): Visitors {
  const told: Told = { acknowledged: new Set(), filed: [], statuses: new Map(), vainReads: { count: 0 } };
  let isStopping = false;
  const visit = async (first: number): Promise<void> => {
    for (let turn = first; !isStopping; turn += 1) {
      const mine = [...urls.slice(turn % urls.length), ...urls.slice(0, turn % urls.length)];
      told.filed.push(await fileSteadily(mine, options.toAll === true, told));
    }
  };
  const running = Promise.all(Array.from({ length: count }, (_, first) => visit(first)));
  // Heard by whoever waits for a filing, or at `stop`.
  running.catch(() => (isStopping = true));
  return {
    ...told,
    untilFiled: async (count) => {
      const wanted = told.filed.length + count;
      while (told.filed.length < wanted) {
        if (isStopping) await running;
        await pause(20);
      }
    },
    stop: async () => {
      isStopping = true;
      await running;
    },
  };
}

async function fileSteadily(urls: readonly string[], toAll: boolean, told: Told): Promise<Filed> {
  const widget = await steadily((attempt) => openChat(addressOf(pick(urls, attempt))).then(withToken));
  const chats = urls.map((url) => chatAs(addressOf(url), widget));
  const ways = toAll ? chats.map((chat) => [chat]) : [chats];
  const post = async (activity: object): Promise<void> => {
    const id = randomUUID();
    const marked = { ...activity, channelData: { clientActivityID: id } };
    await Promise.all(ways.map((way) => postSteadily(way, marked, told)));
    told.acknowledged.add(`${widget.conversationId}|c.${id}`);
  };
  const words = { texts: ["The resin arrived hardened.", "All three cans.", "New cans, please"], skippable: [] };
  const read = (attempt: number) =>
    heardSince(pick(chats, attempt), "").catch((error: unknown) => {
      told.vainReads.count += 1;
      throw error;
    });
  const heard = () => steadily(read);
  return fileInEnglish(pick(chats, 0), words, post, heard);
}

async function postSteadily(chats: readonly ChatClient[], activity: object, { statuses }: Told): Promise<void> {
  await steadily(async (attempt) => {
    const { status } = await pick(chats, attempt).post(activity);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (status >= 400 && status !== 503) return;
    if (status !== 200) throw new Error(`the web chat answered ${status}`);
  });
}

/** The first at the first attempt, then the others in turn. */
function pick<Item>(items: readonly Item[], attempt: number): Item {
  const item = items[attempt % items.length];
  if (item === undefined) throw new Error("there is nowhere to go");
  return item;
}

/** Does it until it succeeds; `work` is told how often it was tried before. */
async function steadily<Value>(work: (attempt: number) => Promise<Value>): Promise<Value> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work(attempt);
    } catch {
      await pause(AGAIN_MS);
    }
  }
}

function withToken(chat: ChatClient): ChatClient {
  if (typeof chat.token !== "string") throw new Error("there was no token");
  return chat;
}

function addressOf(url: string) {
  return { url, directLine: `${url}/v3/directline` };
}
