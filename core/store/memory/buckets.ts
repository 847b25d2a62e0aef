import { drawn, fullBucket, returned } from "../token-bucket.ts";
import type { Store } from "../store.ts";
import type { Tables } from "./tables.ts";

/** What may be sent, by rate. */
export function buckets(tables: Tables): Store["buckets"] {
  return {
    take: async (key, rate, want, now) => {
      const { bucket, granted, free } = drawn(tables.buckets.get(key) ?? fullBucket, rate, want, now);
      tables.buckets.set(key, bucket);
      return { granted, free };
    },
    giveBack: async (key, rate, count) => {
      const bucket = tables.buckets.get(key);
      if (bucket) tables.buckets.set(key, returned(bucket, rate, count));
    },
    block: async (key, until) => {
      const bucket = tables.buckets.get(key) ?? fullBucket;
      tables.buckets.set(key, { ...bucket, blockedUntil: Math.max(bucket.blockedUntil, until.getTime()) });
    },
  };
}
