import type { Store } from "../core/store/store.ts";
import type { StoreNews } from "../core/store/store-news.ts";

/** Hands the store's news to every open stream of this process. */
export interface NewsHub {
  /** Calls `hear` for each news; returns the way to stop. */
  follow(hear: (news: StoreNews) => void): () => void;
  /** Stops listening to the store. */
  stop(): Promise<void>;
}

/** One listener on the store, whatever the number of streams. */
export async function openNewsHub(store: Pick<Store, "listen">): Promise<NewsHub> {
  const followers = new Set<(news: StoreNews) => void>();
  const stop = await store.listen((news) => {
    for (const hear of followers) hear(news);
  });
  return {
    follow: (hear) => {
      followers.add(hear);
      return () => followers.delete(hear);
    },
    stop,
  };
}
