/** When wrong tries begin to block, and for how long. */
export interface Blocking {
  /** Wrong tries that are free; the last of them brings the first wait. */
  readonly free: number;
  readonly firstMs: number;
  /** The longest wait, so that nobody is locked out for ever. */
  readonly longestMs: number;
}

/** Until when no further try is taken after `failures` wrong ones: the first wait, then twice as long each, at most the longest. */
export function blockAfter(blocking: Blocking, failures: number, now: Date): Date | undefined {
  if (failures < blocking.free) return undefined;
  const doublings = Math.min(failures - blocking.free, 30);
  return new Date(now.getTime() + Math.min(blocking.firstMs * 2 ** doublings, blocking.longestMs));
}
