/** A short memory of this process; what it has forgotten is asked of the store, and costs no more than that. */
export interface Seen {
  has(sid: string): boolean;
  add(sid: string): void;
}

/** Remembers the last `most` sids. */
export function rememberSids(most: number): Seen {
  const sids = new Set<string>();
  return {
    has: (sid) => sids.has(sid),
    add: (sid) => {
      sids.delete(sid);
      sids.add(sid);
      forgetBeyond(sids, most);
    },
  };
}

/** Deletes what was put in first, until `most` are left. */
export function forgetBeyond<Key>(
  memory: { readonly size: number; keys(): Iterable<Key>; delete(key: Key): unknown },
  most: number,
): void {
  for (const oldest of memory.keys()) {
    if (memory.size <= most) return;
    memory.delete(oldest);
  }
}
