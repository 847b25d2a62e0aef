import { isDeepStrictEqual } from "node:util";

/** One place in which two versions differ. */
export interface Difference {
  /** Names joined by dots; members of a list are named by their `key` or `id` where they have one. */
  readonly path: string;
  /** Undefined where it was not there. */
  readonly before?: string;
  /** Undefined where it is there no longer. */
  readonly after?: string;
}

/** Every place in which `after` is other than `before`, in the order of `before`, then what is new. */
export function differenceOf(before: unknown, after: unknown): readonly Difference[] {
  return between(before, after, "");
}

function between(before: unknown, after: unknown, path: string): readonly Difference[] {
  if (isDeepStrictEqual(before, after)) return [];
  const [own, other] = [membersOf(before), membersOf(after)];
  if (own === undefined && other === undefined) return [leaf(before, after, path)];
  const [olds, news] = [own ?? new Map<string, unknown>(), other ?? new Map<string, unknown>()];
  const names = [...new Set([...olds.keys(), ...news.keys()])];
  const inner = names.flatMap((name) =>
    between(olds.get(name), news.get(name), path === "" ? name : `${path}.${name}`),
  );
  // The same members in another order.
  return inner.length > 0 ? inner : [{ path, before: [...olds.keys()].join(", "), after: [...news.keys()].join(", ") }];
}

function leaf(before: unknown, after: unknown, path: string): Difference {
  return {
    path,
    ...(before === undefined ? {} : { before: wordsOf(before) }),
    ...(after === undefined ? {} : { after: wordsOf(after) }),
  };
}

function wordsOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The members of an object or a list by name; undefined for anything else. */
function membersOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (!Array.isArray(value)) return new Map(Object.entries(value));
  return new Map(value.map((member: unknown, index) => [nameOf(member) ?? String(index), member]));
}

function nameOf(member: unknown): string | undefined {
  if (typeof member !== "object" || member === null) return undefined;
  const name: unknown = "key" in member ? member.key : "id" in member ? member.id : undefined;
  return typeof name === "string" ? name : undefined;
}
