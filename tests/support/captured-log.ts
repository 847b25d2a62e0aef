import { Writable } from "node:stream";
import { createLog } from "../../server/create-log.ts";
import type { Log } from "../../core/log.ts";

/** The real log, with everything that it writes kept for the test to read. */
export interface CapturedLog {
  readonly log: Log;
  /** All that was written, as one text. */
  readonly written: () => string;
  readonly lines: () => readonly Readonly<Record<string, unknown>>[];
}

export function captureLog(): CapturedLog {
  const chunks: string[] = [];
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk.toString("utf8"));
      done();
    },
  });
  const written = (): string => chunks.join("");
  return {
    log: createLog("debug", destination),
    written,
    lines: () =>
      written()
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}
