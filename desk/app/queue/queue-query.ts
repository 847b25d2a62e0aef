import type { Status } from "../../../core/complaint/status.ts";
import { queueNames } from "../../schemas/queue-names.ts";
import type { QueueName } from "../../schemas/queue-names.ts";

export const statusesShown: readonly Status[] = ["received", "under_evaluation", "concluded", "open", "closed"];

/** What the page is asked to list; all of it stands in its address. */
export interface QueueWanted {
  readonly queue: QueueName;
  readonly status?: Status;
  readonly department?: string;
  /** An agent's id, or `nobody`. */
  readonly evaluator?: string;
  readonly category?: string;
  readonly safety?: boolean;
  readonly overdue?: boolean;
  /** Words to search for; the rest is not asked then. */
  readonly q?: string;
}

/** What an address asks for; what it does not know is left out. */
export function wantedOf(query: URLSearchParams): QueueWanted {
  const one = <Value extends string>(name: string, known: readonly Value[]): Value | undefined =>
    known.find((value) => value === query.get(name));
  const text = (name: string): string | undefined => query.get(name)?.trim() || undefined;
  const flag = (name: string): true | undefined => (query.get(name) === "true" ? true : undefined);
  return present({
    queue: one("queue", queueNames) ?? "mine",
    status: one("status", statusesShown),
    department: text("department"),
    evaluator: text("evaluator"),
    category: text("category"),
    safety: flag("safety"),
    overdue: flag("overdue"),
    q: text("q"),
  });
}

/** The address's query for `wanted`, always in one order, so that two that ask the same are the same. */
export function queryOf({ queue, status, department, evaluator, category, safety, overdue, q }: QueueWanted): string {
  const pairs = Object.entries({ queue, status, department, evaluator, category, safety, overdue, q });
  const written = pairs.flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return new URLSearchParams(written).toString();
}

/** Whether anything narrows the queue. */
export function isNarrowed({ queue: _queue, q: _words, ...rest }: QueueWanted): boolean {
  return Object.keys(rest).length > 0;
}

/** Without what is undefined. */
export function present<Fields extends { readonly queue: QueueName }>(fields: {
  readonly [Name in keyof Fields]: Fields[Name] | undefined;
}): QueueWanted {
  const kept = Object.entries(fields).filter(([, value]) => value !== undefined);
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- the entries are those of `fields`; types cannot follow a filter
  return Object.fromEntries(kept) as unknown as QueueWanted;
}
