/** `counts` of each of `filters`, by name. */
export function countEach<Name extends string, Filter>(
  filters: Readonly<Record<Name, Filter>>,
  count: (filter: Filter, place: number) => number,
): Readonly<Record<Name, number>> {
  const entries = Object.entries<Filter>(filters).map(([name, filter], place) => [name, count(filter, place)] as const);
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- the keys of the very object
  return Object.fromEntries(entries) as Readonly<Record<Name, number>>;
}
