import { Badge, Checkbox, Text } from "@mantine/core";
import { IconAlertTriangle, IconClock, IconClockExclamation, IconClockPlay, IconUser } from "@tabler/icons-react";
import { Link } from "wouter";
import { useLanguage } from "../language/language-provider.tsx";
import { useAgents } from "../shell/use-agents.ts";
import { useOrganisation } from "../shell/use-organisation.ts";
import { dueState, relativeTime } from "./due.ts";
import type { DueState } from "./due.ts";
import type { QueueRowSeen } from "./use-queue.ts";
import styles from "./queue.module.css";

interface RowParts {
  readonly row: QueueRowSeen;
  readonly now: Date;
  /** Query of the address, which stays as it is. */
  readonly query: string;
  readonly isOpen: boolean;
  readonly isPicked: boolean;
  /** Undefined where nothing can be done with several. */
  readonly pick: (() => void) | undefined;
}

/** One complaint in two lines: what it is and when it is due; what it says and who has it. */
export function QueueRow({ row, now, query, isOpen, isPicked, pick }: RowParts) {
  const { say } = useLanguage();
  const { categoryName, departmentName } = useOrganisation();
  const { nameOf } = useAgents();
  const evaluator = nameOf(row.evaluator);
  const place = [categoryName(row.category), row.department === undefined ? "" : departmentName(row.department)];
  return (
    <div className={styles["row"]} data-open={isOpen} data-safety={row.safety}>
      {pick !== undefined && (
        <Checkbox
          size="xs"
          className={styles["pick"]}
          checked={isPicked}
          onChange={pick}
          aria-label={say("queue.pick", { number: { code: row.number } })}
        />
      )}
      <Link
        href={`/${row.id}${query === "" ? "" : `?${query}`}`}
        className={styles["link"]}
        data-queue-row={row.id}
        aria-current={isOpen ? "true" : undefined}
      >
        <span className={styles["line"]}>
          {row.safety && <IconAlertTriangle size={16} className={styles["danger"]} aria-label={say("queue.safety")} />}
          <bdi className={styles["number"]} dir="ltr">
            {row.number}
          </bdi>
          <Badge size="sm" variant="default" tt="none">
            {say("shell.status", { status: row.status })}
          </Badge>
          {row.waitingForCustomer && (
            <Badge size="sm" variant="light" color="grape" tt="none">
              {say("queue.waits_for_customer")}
            </Badge>
          )}
          <Due row={row} now={now} />
        </span>
        <span className={styles["line"]}>
          <Text component="span" size="sm" dir="auto" lang={row.language} className={styles["excerpt"]}>
            {row.excerpt}
          </Text>
        </span>
        <span className={styles["line"]}>
          <Text component="span" size="xs" c="dimmed" truncate className={styles["place"]}>
            {place.filter((part) => part !== "").join(" · ")}
          </Text>
          <Text component="span" size="xs" c="dimmed" className={styles["who"]}>
            <IconUser size={12} aria-hidden /> <bdi>{evaluator ?? say("queue.nobody")}</bdi>
          </Text>
        </span>
      </Link>
    </div>
  );
}

const signs = { overdue: IconClockExclamation, near: IconClockPlay, later: IconClock } as const satisfies Record<
  DueState,
  unknown
>;

/** When the running stage is due: by a sign, a colour and words, for none of them serves everybody. */
function Due({ row: { dueAt }, now }: Pick<RowParts, "row" | "now">) {
  const { say, language } = useLanguage();
  if (dueAt === undefined) return null;
  const at = new Date(dueAt);
  const state = dueState(at, now);
  const Sign = signs[state];
  return (
    <span className={styles["due"]} data-state={state} title={say("queue.due_at", { at })}>
      <Sign size={14} aria-hidden />
      {say(state === "overdue" ? "queue.overdue" : "queue.due", { when: relativeTime(at, now, language) })}
    </span>
  );
}
