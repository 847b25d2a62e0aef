import { Problem } from "../../api/call.ts";
import type { UnsentStore, UnsentWords } from "./unsent-words.ts";

/** First pause after the server could not be reached, doubled each time up to the longest. */
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 30_000;

/** What the sending of unsent words stands on. */
export interface SendingTools {
  readonly store: UnsentStore;
  /** Hands words to the server; rejects with `Problem` where it says no. */
  readonly post: (words: UnsentWords) => Promise<unknown>;
  /** Called with what the server has. */
  readonly sent: (words: UnsentWords) => void;
  /** Runs `work` while no other window does the same. */
  readonly alone: (work: () => Promise<void>) => Promise<void>;
}

/** The sending of one agent's words. */
export interface Sending {
  /** Looks for what is due, now and whenever something becomes due. */
  readonly wake: () => void;
  /** Hands everything over that is still held, without waiting: the page is being left. */
  readonly leave: () => void;
  readonly stop: () => void;
}

/** Sends words when their undo is over, one after another in each conversation, again and again until the server has answered. */
export function startSending({ store, post, sent, alone }: SendingTools): Sending {
  let timer: number | undefined;
  let pause = FIRST_PAUSE_MS;
  let isBusy = false;
  let isStopped = false;

  const sendOne = async (words: UnsentWords): Promise<boolean> => {
    store.put({ ...words, state: "sending" });
    try {
      await post(words);
      store.remove(words.clientId);
      sent(words);
      pause = FIRST_PAUSE_MS;
      return true;
    } catch (problem) {
      store.put(isNo(problem) ? refused(words, problem) : { ...words, state: "waiting" });
      return isNo(problem);
    }
  };
  const sendDue = async (): Promise<void> => {
    const blocked = new Set<string>();
    for (const words of store.all()) {
      const isDue = words.state !== "refused" && words.dueAt <= Date.now();
      if (isDue && !blocked.has(words.conversationId) && !(await sendOne(words))) {
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
        return;
      }
      // What was written later must not overtake.
      if (!isDue) blocked.add(words.conversationId);
    }
  };
  const look = async (): Promise<void> => {
    if (isBusy || isStopped) return;
    isBusy = true;
    try {
      await alone(sendDue);
    } finally {
      isBusy = false;
      plan();
    }
  };
  const plan = (): void => {
    window.clearTimeout(timer);
    const due = store.all().filter(({ state }) => state !== "refused");
    if (isStopped || due.length === 0) return;
    const soonest = Math.min(...due.map(({ dueAt, state }) => (state === "held" ? dueAt : Date.now() + pause)));
    timer = window.setTimeout(() => void look(), Math.max(0, soonest - Date.now()));
  };
  const wake = (): void => {
    if (store.all().some(({ dueAt, state }) => state !== "refused" && dueAt <= Date.now())) void look();
    else plan();
  };
  const atOnce = (): void => {
    pause = FIRST_PAUSE_MS;
    wake();
  };
  window.addEventListener("online", atOnce);
  return {
    wake,
    leave: () => {
      for (const words of store.all()) {
        if (words.state !== "held") continue;
        store.put({ ...words, dueAt: Date.now(), state: "waiting" });
        post(words).catch(() => undefined);
      }
    },
    stop: () => {
      isStopped = true;
      window.clearTimeout(timer);
      window.removeEventListener("online", atOnce);
    },
  };
}

/** An answer that will not be another one by itself: everything but a lost session, haste, and faults of the server. */
function isNo(problem: unknown): problem is Problem {
  return (
    problem instanceof Problem && problem.status >= 400 && problem.status < 500 && ![401, 429].includes(problem.status)
  );
}

function refused(words: UnsentWords, { key, message }: Problem): UnsentWords {
  return { ...words, state: "refused", problem: { key, text: message } };
}
