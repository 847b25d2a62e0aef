import { requestBytes } from "./connection.ts";
import type { LoadPlan } from "./plan.ts";

/** One visitor's next message, ready for the wire. */
export interface Posting {
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** Writes the messages of one visitor, each with an id of its own that counts upwards. */
export interface VisitorPen {
  next(): Posting;
}

/** A pen for each visitor of `plan`. */
export function visitorPens({ targets, words, round, port }: LoadPlan): readonly VisitorPen[] {
  return targets.map(({ path, token }, visitor) => {
    let count = 0;
    return {
      next: () => {
        count += 1;
        const id = `${round}.${visitor}.${count}`;
        const text = words[(visitor + count) % words.length] ?? "";
        const body = { type: "message", text, locale: "en", channelData: { clientActivityID: id } };
        return { id, bytes: requestBytes(port, path, token, body) };
      },
    };
  });
}
