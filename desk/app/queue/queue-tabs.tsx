import { Badge } from "@mantine/core";
import { Link } from "wouter";
import { useLanguage } from "../language/language-provider.tsx";
import { useCounts } from "../shell/use-counts.ts";
import { useMe } from "../shell/use-me.ts";
import { useOrganisation } from "../shell/use-organisation.ts";
import { usePreferences } from "../shell/use-preferences.ts";
import { queueNames } from "../../schemas/queue-names.ts";
import { queryOf } from "./queue-query.ts";
import type { QueueWanted } from "./queue-query.ts";
import styles from "./queue.module.css";

/** The queues that everybody has, those of one's departments, and those that one saved, with how many each has. */
export function QueueTabs({ wanted }: { readonly wanted: QueueWanted }) {
  const { say } = useLanguage();
  const counts = useCounts();
  const { departments } = useMe();
  const { departmentName } = useOrganisation();
  const { preferences } = usePreferences();
  const here = queryOf(wanted);
  const own = departments.map((department) => ({
    query: queryOf({ queue: "open", department }),
    name: departmentName(department),
    count: counts?.departments[department],
  }));
  const everybodys = queueNames.map((queue) => ({
    query: queryOf({ queue }),
    name: say(`queue.name.${queue}`),
    count: counts?.complaints[queue],
  }));
  const saved = (preferences.filters ?? []).map(({ name, query }) => ({ query, name, count: undefined }));
  const [mine, unassigned, ...others] = everybodys;
  const tabs = [mine, unassigned, ...own, ...others, ...saved].filter((tab) => tab !== undefined);
  return (
    <nav className={styles["queues"]} aria-label={say("queue.queues")}>
      {tabs.map(({ query, name, count }) => (
        <Link
          key={`${name}\n${query}`}
          href={`/?${query}`}
          className={styles["queue"]}
          aria-current={here === query ? "page" : undefined}
        >
          <bdi>{name}</bdi>
          {count !== undefined && (
            <Badge size="sm" variant="default" circle={count < 10} className={styles["count"]}>
              {counts !== undefined && count >= counts.cap
                ? say("queue.many", { count: counts.cap - 1 })
                : say("shell.number", { count })}
            </Badge>
          )}
        </Link>
      ))}
    </nav>
  );
}
