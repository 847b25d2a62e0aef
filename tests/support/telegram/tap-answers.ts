import { badRequest } from "./wire.ts";
import type { Json } from "./wire.ts";

/** Which taps the bot has answered: until then the button shows that it works. */
export interface TapAnswers {
  readonly tapped: () => string;
  /** `answerCallbackQuery`. */
  readonly answer: (payload: Json) => true;
  /** Ids of taps, in order. */
  readonly all: readonly string[];
  readonly answered: ReadonlySet<string>;
}

/** Telegram takes an answer within about half a minute to a quarter of an hour; `scale` shortens it. */
const answerableMs = 60_000;

export function createTapAnswers(scale: number): TapAnswers {
  const taps = new Map<string, number>();
  const answered = new Set<string>();
  let count = 0;
  return {
    tapped: () => {
      count += 1;
      const id = `${4_382_000_000_000_000_000n + BigInt(count)}`;
      taps.set(id, Date.now());
      return id;
    },
    answer: (payload) => {
      const id = String(payload["callback_query_id"]);
      const at = taps.get(id);
      if (at === undefined || Date.now() - at > Math.max(answerableMs * scale, 5_000))
        throw badRequest("query is too old and response timeout expired or query ID is invalid");
      answered.add(id);
      return true;
    },
    get all() {
      return [...taps.keys()];
    },
    answered,
  };
}
