import type { Presence } from "../../../core/store/store-news.ts";

/** Something changed: what kind of thing, and which. `reload`: anything may have. */
export type LiveNews =
  | {
      readonly kind: "complaint" | "conversation" | "attachment" | "alert" | "calendar" | "settings";
      readonly id: string;
    }
  | { readonly kind: "presence"; readonly presence: Presence }
  | { readonly kind: "reload" };

const kinds = [
  "complaint",
  "conversation",
  "attachment",
  "alert",
  "calendar",
  "settings",
  "presence",
  "reload",
] as const;

/** Where the server sends what changed. */
const STREAM = "/api/v1/stream";

/** One window of a browser listens for all of them: a browser opens six connections to a server at most (HTTP/1.1). */
const SHARED = "redress.desk.live";

/** Waits before the next try, the last one again and again. */
const BACK_OFF_MS = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000] as const;

interface LiveConnection {
  readonly close: () => void;
}

/** What is said of the connection among the windows of one browser. */
type Said = { readonly news: LiveNews } | { readonly connected: boolean } | { readonly asks: true };

/**
 * Hears what changed, for as long as it is not closed. Whenever the connection was lost, `reload` follows on its return. `connected` is told each change of
 * whether there is one. Of several windows one holds the connection and tells the others; when it closes, the next takes over.
 */
export function openLive(hear: (news: LiveNews) => void, connected: (is: boolean) => void): LiveConnection {
  const others = new BroadcastChannel(SHARED);
  const ending = new AbortController();
  let isLeading = false;
  let isConnected = false;
  const tell = (said: Said): void => others.postMessage(said);
  others.onmessage = ({ data }: MessageEvent<Said>) => {
    if ("news" in data) hear(data.news);
    else if ("connected" in data) connected(data.connected);
    else if (isLeading) tell({ connected: isConnected });
  };
  const lead = (): Promise<void> => {
    isLeading = true;
    return followStream(
      (news) => {
        hear(news);
        tell({ news });
      },
      (is) => {
        isConnected = is;
        connected(is);
        tell({ connected: is });
      },
      ending.signal,
    );
  };
  tell({ asks: true });
  // Locks exist in secure contexts alone; elsewhere each window has a connection of its own.
  const locks = (navigator as { readonly locks?: LockManager }).locks;
  const led = locks === undefined ? lead() : locks.request(SHARED, { signal: ending.signal }, lead);
  led.catch((fault: unknown) => {
    if (!ending.signal.aborted) throw fault;
  });
  return {
    close: () => {
      ending.abort();
      others.close();
    },
  };
}

/** Resolves when `signal` says so, and not before. */
async function followStream(
  hear: (news: LiveNews) => void,
  connected: (is: boolean) => void,
  signal: AbortSignal,
): Promise<void> {
  let wasLost = false;
  let failures = 0;
  const isOver = (): boolean => signal.aborted;
  while (!isOver()) {
    await untilLost(hear, signal, () => {
      failures = 0;
      connected(true);
      if (wasLost) hear({ kind: "reload" });
    });
    if (isOver()) return;
    wasLost = true;
    connected(false);
    await pause(BACK_OFF_MS[Math.min(failures, BACK_OFF_MS.length - 1)] ?? 0, signal);
    failures += 1;
  }
}

/** One connection, from its opening to its loss. */
function untilLost(hear: (news: LiveNews) => void, signal: AbortSignal, opened: () => void): Promise<void> {
  return new Promise((resolve) => {
    const source = new EventSource(STREAM);
    const end = (): void => {
      source.close();
      resolve();
    };
    source.onopen = opened;
    source.onerror = end;
    signal.addEventListener("abort", end, { once: true });
    for (const kind of kinds)
      source.addEventListener(kind, ({ data }: MessageEvent<string>) => {
        hear(newsOf(kind, data));
      });
  });
}

/** News as our own server writes them: desk/endpoints/stream.ts. */
function newsOf(kind: LiveNews["kind"], data: string): LiveNews {
  const told: unknown = JSON.parse(data);
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- its shape is the stream's own
  return (kind === "presence" ? { kind, presence: told } : { ...(told as object), kind }) as LiveNews;
}

/** Some of it by chance, so that a whole office does not come back in one moment; at once when the network is back. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      window.clearTimeout(timer);
      window.removeEventListener("online", end);
      resolve();
    };
    const timer = window.setTimeout(end, ms * (0.75 + Math.random() / 2));
    window.addEventListener("online", end);
    signal.addEventListener("abort", end, { once: true });
  });
}
