import { useSearchParams } from "wouter";
import type { BoardAsked } from "./board-data.ts";

const names = ["period", "from", "to", "department", "person", "channel", "category", "by"] as const;

/** What the board is asked, kept in the address so that it can be sent to a colleague; changed by what is given, undefined taking away. */
export function useAsked(): readonly [BoardAsked, (change: Readonly<Record<string, string | undefined>>) => void] {
  const [search, setSearch] = useSearchParams();
  const asked = Object.fromEntries(
    names.flatMap((name) => {
      const value = search.get(name);
      return value === null || value === "" ? [] : [[name, value]];
    }),
  ) as BoardAsked;
  const change = (to: Readonly<Record<string, string | undefined>>): void =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        for (const [name, value] of Object.entries(to))
          if (value === undefined || value === "") next.delete(name);
          else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  return [asked, change];
}
