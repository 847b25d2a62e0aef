import { Group, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { usePageTitle } from "./unread-title.ts";
import styles from "./page.module.css";

interface PageParts {
  readonly title: string;
  /** Buttons beside the title. */
  readonly actions?: ReactNode;
  /** The content scrolls within itself and fills what the window has. */
  readonly isFull?: boolean;
  readonly children: ReactNode;
}

/** A page of the desk: its name as heading and in the window's title, its actions, its content. */
export function Page({ title, actions, isFull = false, children }: PageParts) {
  usePageTitle(title);
  return (
    <div className={isFull ? styles["full"] : styles["page"]}>
      <Group justify="space-between" className={styles["top"]}>
        <Title order={1}>{title}</Title>
        {actions}
      </Group>
      {children}
    </div>
  );
}
