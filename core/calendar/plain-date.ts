import { DateTime } from "luxon";
import type { PlainDate } from "../ids.ts";

/** Whether `text` is a date that exists, as `YYYY-MM-DD`. */
export function isPlainDate(text: string): text is PlainDate {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text, { zone: "utc" }).isValid;
}
