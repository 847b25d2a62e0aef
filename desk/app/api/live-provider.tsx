import { useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useMemo, useState } from "react";
import type { ReactNode } from "react";
import type { Presence } from "../../../core/store/store-news.ts";
import { createRefresher } from "./live-news.ts";
import { openLive } from "./live.ts";

type HearPresence = (presence: Presence) => void;

interface Live {
  /** Whether news arrive; undefined until the first try has ended. */
  readonly isConnected: boolean | undefined;
  /** Calls `hear` for each presence; returns the way to stop. */
  readonly followPresence: (hear: HearPresence) => () => void;
}

const LiveContext = createContext<Live | undefined>(undefined);

/** Keeps the live connection while somebody is signed in, and opens it anew whenever `signIns` changes. */
export function LiveProvider({ signIns, children }: { readonly signIns: number; readonly children: ReactNode }) {
  const queries = useQueryClient();
  const [isConnected, setConnected] = useState<boolean>();
  const [listeners] = useState(() => new Set<HearPresence>());
  useEffect(() => {
    const refresh = createRefresher(queries);
    const told = (is: boolean): void => {
      setConnected(is);
      // The stream does not say why it ended; this does, where it was the session.
      if (!is) void queries.invalidateQueries({ queryKey: ["me"] });
    };
    const live = openLive((news) => {
      if (news.kind !== "presence") refresh(news);
      else for (const hear of listeners) hear(news.presence);
    }, told);
    return () => live.close();
  }, [queries, listeners, signIns]);
  const live = useMemo<Live>(
    () => ({
      isConnected,
      followPresence: (hear) => {
        listeners.add(hear);
        return () => listeners.delete(hear);
      },
    }),
    [isConnected, listeners],
  );
  return <LiveContext value={live}>{children}</LiveContext>;
}

/** The live connection. */
export function useLive(): Live {
  const live = useContext(LiveContext);
  if (live === undefined) throw new Error("used outside of LiveProvider");
  return live;
}
