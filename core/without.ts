/** A copy of `thing` that lacks `keys` altogether, where setting them to undefined would not do. */
export function without<Thing extends object, Key extends keyof Thing>(
  thing: Thing,
  ...keys: readonly Key[]
): Omit<Thing, Key> {
  const copy = { ...thing };
  for (const key of keys) Reflect.deleteProperty(copy, key);
  return copy;
}
