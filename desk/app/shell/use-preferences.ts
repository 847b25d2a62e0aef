import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import type { preferencesSchema } from "../../schemas/preferences-schema.ts";
import { get, send } from "../api/call.ts";
import type { Wire } from "../api/wire.ts";

/** What an agent keeps for themselves on the server. */
export type Preferences = Wire<z.output<typeof preferencesSchema>>;

const KEY = ["preferences"];

/** One's own preferences, and the way to change some of them: shown at once, and put back where the server refuses. */
export function usePreferences(): {
  readonly preferences: Preferences;
  readonly change: (part: Preferences) => Promise<void>;
} {
  const cache = useQueryClient();
  const { data } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => get<Preferences>("/me/preferences", {}, signal),
    staleTime: 5 * 60_000,
  });
  const change = async (part: Preferences): Promise<void> => {
    const before = cache.getQueryData<Preferences>(KEY);
    cache.setQueryData<Preferences>(KEY, { ...before, ...part });
    try {
      cache.setQueryData(KEY, await send<Preferences>("PATCH", "/me/preferences", part));
    } catch (problem) {
      cache.setQueryData(KEY, before);
      throw problem;
    }
  };
  return { preferences: data ?? {}, change };
}
