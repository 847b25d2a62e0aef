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
export function startSending(tools: SendingTools): Sending {
  const { store, post, alone } = tools;
  let timer: number | undefined;
  let pause = FIRST_PAUSE_MS;
  let isBusy = false;
  let isStopped = false;

  const look = async (): Promise<void> => {
    if (isBusy || isStopped) return;
    isBusy = true;
    try {
      await alone(async () => {
        pause = (await sendDue(tools)) ? FIRST_PAUSE_MS : Math.min(pause * 2, LONGEST_PAUSE_MS);
      });
    } finally {
      isBusy = false;
      plan();
    }
  };
  const plan = (): void => {
    window.clearTimeout(timer);
    const open = store.all().filter(({ state }) => state !== "refused");
    if (isStopped || open.length === 0) return;
    const soonest = Math.min(...open.map(({ dueAt, state }) => (state === "held" ? dueAt : Date.now() + pause)));
    timer = window.setTimeout(() => void look(), Math.max(0, soonest - Date.now()));
  };
  const wake = (): void => {
    if (store.all().some(isDue)) void look();
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

function isDue({ state, dueAt }: UnsentWords): boolean {
  return state !== "refused" && dueAt <= Date.now();
}

/** Sends what is due; false where the server could not be reached. */
async function sendDue(tools: SendingTools): Promise<boolean> {
  const held = new Set<string>();
  for (const { clientId } of tools.store.all()) {
    // It may have been undone while another was on its way.
    const words = tools.store.all().find((each) => each.clientId === clientId);
    if (words === undefined || words.state === "refused") continue;
    if (!isDue(words)) held.add(words.conversationId);
    // What was written later must not overtake.
    else if (!held.has(words.conversationId) && !(await sendOne(tools, words))) return false;
  }
  return true;
}

/** Whether the server answered, be it with a no. */
async function sendOne({ store, post, sent }: SendingTools, words: UnsentWords): Promise<boolean> {
  store.put({ ...words, state: "sending" });
  try {
    await post(words);
    store.remove(words.clientId);
    sent(words);
    return true;
  } catch (problem) {
    store.put(isNo(problem) ? refused(words, problem) : { ...words, state: "waiting" });
    return isNo(problem);
  }
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
