import { Readable } from "node:stream";
import { problem } from "../../core/http/respond.ts";
import type { HttpResponse } from "../../core/http/route.ts";
import { stillHolds } from "../../core/staff/staff-sessions.ts";
import type { SignedIn } from "../../core/staff/staff-sessions.ts";
import type { StoreNews } from "../../core/store/store-news.ts";
import type { DeskTools } from "../desk-tools.ts";
import { endpoint } from "../endpoint.ts";
import type { Endpoint } from "../endpoint.ts";
import type { NewsHub } from "../news-hub.ts";

/** Proxies close what is silent for a minute; the session is looked at again as often. */
const BEAT_MS = 20_000;

/** A reader that has this much waiting is gone or asleep: it comes back and loads anew. */
const MAX_WAITING_BYTES = 64 * 1024;

/** Windows of one agent that follow at once. */
const MAX_STREAMS = 20;

/** That a window is open is noted to the minute. */
const SEEN_MS = 60_000;

/** The live stream of changes: kinds and ids only, never words. */
export function streamEndpoints(tools: DeskTools, hub: NewsHub, beatMs = BEAT_MS): readonly Endpoint[] {
  const open = new Map<string, number>();
  return [
    endpoint({
      tag: "Live",
      access: "complaint.read",
      method: "GET",
      path: "/api/v1/stream",
      summary:
        "Server-sent events: `event` is what changed (`complaint`, `conversation`, `attachment`, `alert`, `calendar`, `settings`), `data.id` which. `presence`: `data` tells who looks at something, writes or left. `reload` asks to load everything anew",
      success: { status: 200, type: "text/event-stream" },
      refusals: [429],
      handle: async ({ request }, who) => {
        const count = open.get(who.agent.id) ?? 0;
        if (count >= MAX_STREAMS) return problem(429, "problem.too_many", undefined, { "retry-after": "60" });
        open.set(who.agent.id, count + 1);
        const closed = (): void => void open.set(who.agent.id, (open.get(who.agent.id) ?? 1) - 1);
        return stream(request.headers["last-event-id"] !== undefined, closed, { tools, hub, who, beatMs });
      },
    }),
  ];
}

interface Watch {
  readonly tools: DeskTools;
  readonly hub: NewsHub;
  readonly who: SignedIn;
  readonly beatMs: number;
}

function stream(isReturning: boolean, closed: () => void, { tools, hub, who, beatMs }: Watch): HttpResponse {
  const readable = new Readable({ read: () => undefined });
  const say = (text: string): void => {
    if (readable.readableLength > MAX_WAITING_BYTES) readable.destroy();
    else readable.push(text);
  };
  let count = 0;
  const tell = (event: string, data: object): void => {
    count += 1;
    say(`event: ${event}\nid: ${String(count)}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  const unfollow = hub.follow((news: StoreNews) => {
    if (news.kind === "missed") tell("reload", {});
    else if (news.kind === "presence") tell("presence", news.presence);
    else tell(news.kind, { id: news.id });
  });
  const note = createSeen({ tools, who });
  const beat = setInterval(() => {
    note();
    stillHolds(tools, who).then(
      (holds) => (holds ? say(": still here\n\n") : readable.push(null)),
      () => readable.push(null),
    );
  }, beatMs);
  readable.once("close", () => {
    clearInterval(beat);
    unfollow();
    closed();
  });
  // Nothing is kept for those who were away: whoever comes back loads anew, whatever they last heard.
  say("retry: 3000\n\n");
  note();
  if (isReturning) tell("reload", {});
  return {
    status: 200,
    stream: readable,
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    },
  };
}

/** Notes that a window of the agent is open: at once, and then to the minute. Routing asks for it; a note that is lost is made again. */
function createSeen({ tools, who }: Pick<Watch, "tools" | "who">): () => void {
  let last = 0;
  return () => {
    const now = tools.clock.now();
    if (now.getTime() - last < SEEN_MS) return;
    last = now.getTime();
    tools.store.staff.seen(who.agent.id, now).catch(() => (last = 0));
  };
}
