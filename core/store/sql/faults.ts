import { z } from "zod";
import { ConcurrentChange, Fault } from "../../errors.ts";

/** What PostgreSQL and PGlite say of an error. */
const databaseErrorSchema = z.object({ code: z.string(), constraint: z.string().optional() });

/** SQLSTATE of a second row under one unique key. */
const UNIQUE_VIOLATION = "23505";
const FOREIGN_KEY_VIOLATION = "23503";
/** A rival's commit came first (`expect_rows` uses the first too), or two waited for each other. */
const LOST_RACES = ["40001", "40P01"];
/** Connection lost or refused, server shutting down or starting, too many connections, out of disk or memory. */
const UNAVAILABLE_CLASSES = ["08", "53", "57", "58"];

/** The SQLSTATE of a database's error, undefined where it is no such error. */
function sqlStateOf(error: unknown): string | undefined {
  const parsed = databaseErrorSchema.safeParse(error);
  // Codes of Node's own errors (ECONNRESET …) are longer than the five characters of an SQLSTATE.
  return parsed.success && /^[0-9A-Z]{5}$/u.test(parsed.data.code) ? parsed.data.code : undefined;
}

/** The unique key that a row violated, undefined where the error is another. */
export function violatedKeyOf(error: unknown): string | undefined {
  return sqlStateOf(error) === UNIQUE_VIOLATION
    ? (databaseErrorSchema.parse(error).constraint ?? "a unique key")
    : undefined;
}

/** Whether the connection on which this happened is of no more use. */
export function breaksConnection(error: unknown): boolean {
  const state = sqlStateOf(error);
  return state === undefined || UNAVAILABLE_CLASSES.some((kind) => state.startsWith(kind));
}

/** A driver's error in the port's words. Faults pass through. */
export function asFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  const state = sqlStateOf(error);
  if (state === undefined || UNAVAILABLE_CLASSES.some((kind) => state.startsWith(kind)))
    return new Fault("store-unavailable", "the database does not answer", error);
  if (LOST_RACES.includes(state)) return new ConcurrentChange("a row of this work", error);
  if (state === UNIQUE_VIOLATION) return new ConcurrentChange(violatedKeyOf(error) ?? "a unique key", error);
  if (state === FOREIGN_KEY_VIOLATION)
    return new Fault("store-reference", "the work points to a row that is not there", error);
  return new Fault("store-refused", `the database refused a statement (${state})`, error);
}
