import { readFileSync } from "node:fs";
import { z } from "zod";

/** The fields of a form that Twilio posts, from `tests/fixtures/twilio`. */
export function recorded(name: string): Record<string, string> {
  const text = readFileSync(`tests/fixtures/twilio/${name}.json`, "utf8");
  return z.record(z.string(), z.string()).parse(JSON.parse(text));
}
