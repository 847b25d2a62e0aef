import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import type { z } from "zod";
import type { Permission } from "../../../core/staff/permissions.ts";
import type { meSchema } from "../../schemas/agent-schema.ts";
import { actAs } from "../api/acting.ts";
import { get } from "../api/call.ts";
import type { Wire } from "../api/wire.ts";

/** Whoever is signed in. */
type Me = Wire<z.output<typeof meSchema>>;

/** How who is signed in is asked for. */
export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: async ({ signal }) => {
    const me = await get<Me>("/me", {}, signal);
    actAs(me.id);
    return me;
  },
  staleTime: 5 * 60_000,
});

/** Whoever is signed in, and whether they may do what a permission names; suspends until it is known. */
export function useMe(): Me & { readonly may: (permission: Permission) => boolean } {
  const { data: me } = useSuspenseQuery(meQuery);
  return { ...me, may: (permission) => me.permissions.includes(permission) };
}
