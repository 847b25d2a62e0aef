import type { Plan } from "./plan.ts";
import { visitorsOf, writerOf } from "./writers.ts";
import type { Posting } from "./writers.ts";

/** Writes the messages of one visitor, each with an id of its own that counts upwards. */
export interface VisitorPen {
  next(): Posting;
}

/** A pen for each visitor of the plan. */
export function visitorPens({ senders, words, copies, round, port, path }: Plan): readonly VisitorPen[] {
  const write = writerOf(senders, port, path);
  return Array.from({ length: visitorsOf(senders) }, (_, visitor) => {
    let sent = 0;
    let last: Posting | undefined;
    return {
      next: () => {
        const isCopy = sent % copies > 0;
        const count = Math.floor(sent / copies) + 1;
        sent += 1;
        if (!isCopy || last === undefined) {
          last = write({ visitor, round, count, words: words[(visitor + count) % words.length] ?? "" });
        }
        return last;
      },
    };
  });
}
