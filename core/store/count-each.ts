/** `counts` of each of `filters`, by name. */
export function countEach<Name extends string, Filter>(
  filters: Readonly<Record<Name, Filter>>,
  count: (filter: Filter, place: number) => number,
): Readonly<Record<Name, number>> {
  const entries = Object.entries<Filter>(filters).map(([name, filter], place) => [name, count(filter, place)] as const);
  // Object.entries forgets the names' type: they are the keys that came in.
  return Object.fromEntries(entries) as Readonly<Record<Name, number>>;
}
