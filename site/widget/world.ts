/** Texts kept under names; what is kept may vanish, and keeping may silently fail. */
export interface Shelf {
  read(name: string): string | undefined;
  keep(name: string, text: string): void;
  forget(name: string): void;
}

/** What the widget needs from the browser, handed in so that a test can stand in for it. */
export interface World {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Between 0 (included) and 1. */
  readonly random: () => number;
  /** 32 hexadecimal digits that no one else will get. */
  readonly newId: () => string;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly openSocket: (url: string) => WebSocket;
  /** A request whose upload can be watched, which `fetch` cannot. */
  readonly newUpload: () => XMLHttpRequest;
  /** Runs once after so many milliseconds, unless the returned function is called before. */
  readonly after: (milliseconds: number, run: () => void) => () => void;
  /** Shared by all pages and tabs of the host's site. */
  readonly lasting: Shelf;
  /** Of this tab alone. */
  readonly passing: Shelf;
}

/** The browser itself. Pages over plain HTTP have no `crypto.randomUUID`, so ids are made of random bytes. */
export function browserWorld(): World {
  return {
    now: () => Date.now(),
    random: () => Math.random(),
    newId: () =>
      Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join(""),
    fetch: (url, init) => fetch(url, init),
    openSocket: (url) => new WebSocket(url),
    newUpload: () => new XMLHttpRequest(),
    after: (milliseconds, run) => {
      const timer = setTimeout(run, milliseconds);
      return () => {
        clearTimeout(timer);
      };
    },
    lasting: shelf(() => localStorage),
    passing: shelf(() => sessionStorage),
  };
}

/** A shelf on the browser's storage, or in memory where the browser blocks it or is full. */
function shelf(open: () => Storage): Shelf {
  const memory = new Map<string, string>();
  const attempt = <Value>(use: (storage: Storage) => Value): Value | undefined => {
    try {
      return use(open());
    } catch {
      return undefined;
    }
  };
  return {
    read: (name) => memory.get(name) ?? attempt((storage) => storage.getItem(name)) ?? undefined,
    keep: (name, text) => {
      const kept = attempt((storage) => {
        storage.setItem(name, text);
        return true;
      });
      if (kept === true) memory.delete(name);
      else memory.set(name, text);
    },
    forget: (name) => {
      memory.delete(name);
      attempt((storage) => {
        storage.removeItem(name);
      });
    },
  };
}
