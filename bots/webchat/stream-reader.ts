import type { LiveSocket } from "../../core/http/socket-route.ts";
import type { ConversationId } from "../../core/ids.ts";
import type { ActivitySet } from "./activity.ts";
import type { ConversationLog, LogPage } from "./conversation-log.ts";
import type { StreamPace } from "./limits.ts";
import type { Visitor } from "./tokens.ts";

/** One open stream. Kept small: thousands of them sit idle. */
export interface Listener {
  readonly visitor: Visitor;
  readonly socket: LiveSocket;
  /** Sequence number up to which the client has everything. */
  after: number;
  /** Known from the first page on. */
  id: ConversationId | undefined;
  /** `behind`: could not be served now, the sweep tries again. */
  state: "idle" | "queued" | "reading" | "rewoken" | "behind" | "closed";
}

export interface StreamReader {
  /** There may be something new for `listener`. */
  readonly wake: (listener: Listener) => void;
  /** Tries again after a fault. */
  readonly resume: () => void;
}

type Outcome = "served" | "next" | "behind";

/**
 * Serves listeners from the log, a page at a time and a few at once, however many wake together. One listener is never read for twice
 * at the same time, so its client gets everything once and in order. `located` is told when a listener's conversation is found. After a
 * fault nobody is read for until `resume`: thousands of listeners need not all find out that the store is down.
 */
export function createStreamReader(
  log: ConversationLog,
  pace: StreamPace,
  hears: { readonly located: (listener: Listener) => void; readonly report: (fault: unknown) => void },
): StreamReader {
  const queue: Listener[] = [];
  let reading = 0;
  let isFailing = false;

  const wake = (listener: Listener): void => {
    if (listener.state === "reading") listener.state = "rewoken";
    if (listener.state !== "idle" && listener.state !== "behind") return;
    listener.state = isFailing ? "behind" : "queued";
    if (isFailing) return;
    queue.push(listener);
    startReaders();
  };

  const startReaders = (): void => {
    while (reading < pace.readers && queue.length > 0) {
      const listener = queue.shift();
      if (listener?.state !== "queued") continue;
      if (isFailing) {
        listener.state = "behind";
        continue;
      }
      reading += 1;
      void serve(listener).finally(() => {
        reading -= 1;
        startReaders();
      });
    }
  };

  const serve = async (listener: Listener): Promise<void> => {
    listener.state = "reading";
    const outcome = await deliver(listener).catch((fault: unknown): Outcome => {
      if (!isFailing) hears.report(fault);
      isFailing = true;
      return "behind";
    });
    if (isClosed(listener)) return;
    const again = outcome === "next" || isRewoken(listener);
    listener.state = outcome === "behind" ? "behind" : "idle";
    if (again) wake(listener);
  };

  const deliver = async (listener: Listener): Promise<Outcome> => {
    if (listener.socket.waitingBytes() > pace.maxWaitingBytes) return "behind";
    const page = await log.read(listener.visitor, listener.after, pace.page, listener.id);
    if (page === undefined) return "behind";
    if (isClosed(listener)) return "served";
    if (listener.id === undefined) {
      listener.id = page.id;
      hears.located(listener);
    }
    sendPage(listener, page);
    return page.more ? "next" : "served";
  };

  return { wake, resume: () => void (isFailing = false) };
}

function sendPage(listener: Listener, { activities, upTo }: LogPage): void {
  listener.after = upTo;
  const frame: ActivitySet = { activities, watermark: String(upTo) };
  if (activities.length > 0) listener.socket.send(JSON.stringify(frame));
}

/** Asked through functions, because the state may change while we wait. */
function isClosed(listener: Listener): boolean {
  return listener.state === "closed";
}

function isRewoken(listener: Listener): boolean {
  return listener.state === "rewoken";
}
