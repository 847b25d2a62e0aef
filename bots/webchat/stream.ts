import type { LiveSocket } from "../../core/http/socket-route.ts";
import type { ChatActivity } from "./activity.ts";
import type { ConversationLog } from "./conversation-log.ts";
import type { StreamPace } from "./limits.ts";
import { createStreamReader } from "./stream-reader.ts";
import type { Listener, StreamReader } from "./stream-reader.ts";
import type { Visitor } from "./tokens.ts";

/** All open streams of this process. */
export interface Streams {
  /** Streams to `socket` everything after `after`, what is there and what will come, in order and each once. */
  readonly open: (visitor: Visitor, after: number, socket: LiveSocket) => void;
  /** Something was committed for this visitor. */
  readonly wakeVisitor: (visitorId: string) => void;
  /** Something was committed in this conversation, by whichever process. */
  readonly wakeConversation: (id: string) => void;
  /** Shows something that is not kept, such as typing, to whoever looks now. */
  readonly show: (visitorId: string, activity: ChatActivity) => void;
  readonly socketsOf: (visitorId: string) => number;
  readonly close: () => void;
}

/** RFC 6455 and IANA's list: 1012 service restart, 1013 try again later. */
const serviceRestart = 1012;
const tryAgainLater = 1013;

/** `report` hears faults of reading; the socket stays open and is served when the store answers again. */
export function createStreams(log: ConversationLog, pace: StreamPace, report: (fault: unknown) => void): Streams {
  const byVisitor = new Map<string, Set<Listener>>();
  const visitorOf = new Map<string, string>();
  const located = ({ id, visitor }: Listener): void => {
    if (id !== undefined) visitorOf.set(id, visitor.visitorId);
  };
  const reader = createStreamReader(log, pace, { located, report });
  const { wake } = reader;
  const sweeper = createSweeper(byVisitor, pace, reader);
  const of = (visitorId: string): Iterable<Listener> => byVisitor.get(visitorId) ?? [];
  const wakeVisitor = (visitorId: string): void => {
    for (const listener of of(visitorId)) wake(listener);
  };

  const drop = (listener: Listener): void => {
    listener.state = "closed";
    const mates = byVisitor.get(listener.visitor.visitorId);
    mates?.delete(listener);
    if (mates?.size !== 0) return;
    byVisitor.delete(listener.visitor.visitorId);
    if (listener.id !== undefined) visitorOf.delete(listener.id);
    if (byVisitor.size === 0) sweeper.stop();
  };

  return {
    open: (visitor, after, socket) => {
      const listener: Listener = { visitor, socket, after, id: undefined, state: "idle" };
      const mates = byVisitor.get(visitor.visitorId) ?? new Set();
      byVisitor.set(visitor.visitorId, mates.add(listener));
      sweeper.start();
      socket.onClose(() => drop(listener));
      wake(listener);
    },
    wakeVisitor,
    wakeConversation: (id) => wakeVisitor(visitorOf.get(id) ?? ""),
    // A frame without a watermark leaves the client's place as it is.
    show: (visitorId, activity) => {
      for (const { socket } of of(visitorId)) socket.send(JSON.stringify({ activities: [activity] }));
    },
    socketsOf: (visitorId) => byVisitor.get(visitorId)?.size ?? 0,
    close: () => {
      sweeper.stop();
      for (const { socket } of [...everyone(byVisitor)]) socket.close(serviceRestart);
    },
  };
}

function* everyone(byVisitor: ReadonlyMap<string, ReadonlySet<Listener>>): Generator<Listener> {
  for (const listeners of byVisitor.values()) yield* listeners;
}

/** One timer for all sockets: serves those that are behind, drops those that do not read, shows the others that we live. */
function createSweeper(
  byVisitor: ReadonlyMap<string, ReadonlySet<Listener>>,
  pace: StreamPace,
  { wake, resume }: StreamReader,
): { readonly start: () => void; readonly stop: () => void } {
  let timer: NodeJS.Timeout | undefined;
  let sincePing = 0;

  const sweep = (): void => {
    resume();
    sincePing = sincePing >= pace.pingMs ? pace.sweepMs : sincePing + pace.sweepMs;
    for (const listener of everyone(byVisitor)) {
      if (listener.socket.waitingBytes() > pace.maxWaitingBytes) listener.socket.close(tryAgainLater);
      else if (sincePing >= pace.pingMs) listener.socket.send("");
      if (listener.state === "behind") wake(listener);
    }
  };

  return {
    start: () => (timer ??= setInterval(sweep, pace.sweepMs).unref()),
    stop: () => {
      clearInterval(timer);
      timer = undefined;
    },
  };
}
