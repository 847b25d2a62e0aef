import { queryOptions, useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { z } from "zod";
import type { alertSchema } from "../../schemas/alert-schema.ts";
import { get } from "../api/call.ts";
import type { Wire } from "../api/wire.ts";
import { useLanguage } from "../language/language-provider.tsx";
import { playChime } from "./chime.ts";
import { usePreferences } from "./use-preferences.ts";

/** Something that staff must see now. */
export type AlertSeen = Wire<z.output<typeof alertSchema>>;

/** How open alerts are asked for, the oldest first. */
export const alertsQuery = queryOptions({
  queryKey: ["alerts"],
  queryFn: async ({ signal }) =>
    (await get<{ readonly rows: readonly AlertSeen[] }>("/alerts", { limit: 200 }, signal)).rows,
});

/** Those of `alerts` that were not among the ones known before; none at the first look. */
function newAmong(alerts: readonly AlertSeen[], known: ReadonlySet<string> | undefined): readonly AlertSeen[] {
  return known === undefined ? [] : alerts.filter(({ id }) => !known.has(id));
}

/** Makes new alerts heard, or shown by the system, for those who asked for it. */
export function useNewAlerts(): void {
  const { say } = useLanguage();
  const { data: alerts } = useQuery(alertsQuery);
  const { preferences } = usePreferences();
  const known = useRef<ReadonlySet<string>>(undefined);
  useEffect(() => {
    if (alerts === undefined) return;
    const fresh = newAmong(alerts, known.current);
    known.current = new Set(alerts.map(({ id }) => id));
    const [first] = fresh;
    if (first === undefined) return;
    if (preferences.alerts?.sound === true) playChime();
    if (preferences.alerts?.desktop === true && "Notification" in window && Notification.permission === "granted")
      // Never with words of customers: it may be shown on a locked screen.
      new Notification(say("shell.title"), { body: say(`shell.alert.${first.kind}`), tag: first.id });
  }, [alerts, preferences.alerts, say]);
}
