/** A type with every optional field present, at every depth: a field that is added to the domain must be added here. */
export type Complete<Thing> = Thing extends Date | string | number | boolean
  ? Thing
  : Thing extends readonly (infer Item)[]
    ? readonly Complete<Item>[]
    : { readonly [Key in keyof Thing]-?: Complete<Exclude<Thing[Key], undefined>> };
