import type { Category, Organisation } from "../organisation/organisation.ts";
import type { WrongPart } from "../organisation/profile.ts";
import type { Store } from "../store/store.ts";

/**
 * What `after` has no longer although it is still needed: a category or department of any complaint, a department of somebody of staff, and any
 * source, for its links are out in the world. Such a one can be retired, but not removed. Each is named `categories.KEY` and so on.
 */
export async function keysInUse(
  store: Pick<Store, "complaints" | "staff">,
  before: Organisation,
  after: Organisation,
): Promise<readonly WrongPart[]> {
  const sources = gone(before.sources, after.sources).map(({ key }) => `sources.${key}`);
  const departments = gone(before.departments, after.departments);
  const categories = gone(every(before.categories), every(after.categories));
  const agents = departments.length === 0 ? [] : await store.staff.all();
  const used: string[] = [...sources];
  for (const { key } of departments) {
    const hasAgents = agents.some((agent) => agent.disabledAt === undefined && agent.departments.includes(key));
    if (hasAgents || (await isFound(store, { department: key }))) used.push(`departments.${key}`);
  }
  for (const { key } of categories) if (await isFound(store, { category: key })) used.push(`categories.${key}`);
  return used.map((path) => ({ path, code: "in_use" }));
}

type Filter = Parameters<Store["complaints"]["queue"]>[0];

async function isFound({ complaints }: Pick<Store, "complaints">, filter: Filter): Promise<boolean> {
  return (await complaints.queue(filter, { limit: 1 })).rows.length > 0;
}

function gone<Thing extends { readonly key: string }>(
  before: readonly Thing[],
  after: readonly Thing[],
): readonly Thing[] {
  const there = new Set(after.map(({ key }) => key));
  return before.filter(({ key }) => !there.has(key));
}

function every(level: readonly Category[]): readonly Category[] {
  return level.flatMap((category) => [category, ...every(category.children)]);
}
