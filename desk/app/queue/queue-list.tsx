import { Alert, Button, Skeleton, Text } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState } from "react";
import { useKeys } from "../keys/use-keys.ts";
import { useLanguage } from "../language/language-provider.tsx";
import { problemText } from "../shell/notices.tsx";
import { useMe } from "../shell/use-me.ts";
import { BulkBar } from "./bulk-bar.tsx";
import { QueueRow } from "./queue-row.tsx";
import { queryOf } from "./queue-query.ts";
import type { QueueWanted } from "./queue-query.ts";
import { useNow } from "../complaint/use-now.ts";
import { useQueue } from "./use-queue.ts";
import type { QueueRowSeen } from "./use-queue.ts";
import styles from "./queue.module.css";

/** Three lines and their rims, in pixels. */
const ROW = 76;

/** Rows from the end at which the next page is asked for. */
const AHEAD = 15;

/** The complaints that are asked for; only those in view are built. */
export function QueueList({ wanted, openId }: { readonly wanted: QueueWanted; readonly openId: string | undefined }) {
  const { say } = useLanguage();
  const { data: rows = [], error, isPending, refetch, ...pages } = useQueue(wanted);
  if (isPending) return <Skeleton h={ROW * 4} m="sm" aria-label={say("shell.loading")} />;
  if (error !== null && rows.length === 0)
    return (
      <Alert color="red" m="sm">
        <Text mb="xs">{problemText(error, say)}</Text>
        <Button size="xs" onClick={() => void refetch()}>
          {say("shell.try_again")}
        </Button>
      </Alert>
    );
  if (rows.length === 0)
    return (
      <Text p="md" c="dimmed" role="status">
        {say(wanted.q === undefined ? "queue.none" : "queue.nothing_found")}
      </Text>
    );
  const more = (): void => {
    if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
  };
  return <Rows rows={rows} query={queryOf(wanted)} openId={openId} more={more} />;
}

interface RowsParts {
  readonly rows: readonly QueueRowSeen[];
  readonly query: string;
  readonly openId: string | undefined;
  readonly more: () => void;
}

function Rows({ rows, query, openId, more }: RowsParts) {
  const { say } = useLanguage();
  const { may } = useMe();
  const now = useNow();
  const scroll = useRef<HTMLDivElement>(null);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW,
    overscan: 8,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (lastShown >= rows.length - AHEAD) more();
  });
  const toggle = (id: string): void =>
    setPicked((before) =>
      before.has(id) ? new Set([...before].filter((each) => each !== id)) : new Set([...before, id]),
    );
  useListKeys(rows, (index) => virtual.scrollToIndex(index), openId, toggle);
  const canPick = may("complaint.command");
  return (
    <>
      <div ref={scroll} className={styles["scroll"]} data-queue-scroll>
        <ul
          className={styles["rows"]}
          style={{ blockSize: virtual.getTotalSize() }}
          aria-label={say("shell.area.queue")}
        >
          {items.map(({ index, key, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <li key={key} className={styles["item"]} style={{ blockSize: ROW, transform: `translateY(${start}px)` }}>
                <QueueRow
                  row={row}
                  now={now}
                  query={query}
                  isOpen={row.id === openId}
                  isPicked={picked.has(row.id)}
                  pick={canPick ? () => toggle(row.id) : undefined}
                />
              </li>
            );
          })}
        </ul>
      </div>
      {picked.size > 0 && <BulkBar rows={rows.filter(({ id }) => picked.has(id))} clear={() => setPicked(new Set())} />}
    </>
  );
}

/** Moves through the rows by keys: the focus goes along, so that Enter opens and screen readers follow. */
function useListKeys(
  rows: readonly QueueRowSeen[],
  show: (index: number) => void,
  openId: string | undefined,
  toggle: (id: string) => void,
): void {
  const here = (): number => {
    const focused =
      document.activeElement instanceof HTMLElement ? document.activeElement.dataset["queueRow"] : undefined;
    return rows.findIndex(({ id }) => id === (focused ?? openId));
  };
  const move = (step: 1 | -1): void => {
    const index = Math.min(rows.length - 1, Math.max(0, here() + step));
    show(index);
    focusRow(rows[index]?.id, 5);
  };
  useKeys("list", [
    { id: "list.next", keys: "KeyJ", name: "queue.key.next", run: () => move(1) },
    { id: "list.previous", keys: "KeyK", name: "queue.key.previous", run: () => move(-1) },
  ]);
  useKeys("queue", [
    {
      id: "queue.pick",
      keys: "KeyX",
      name: "queue.key.pick",
      run: () => {
        const row = rows[here()];
        if (row !== undefined) toggle(row.id);
      },
    },
  ]);
}

/** The row may be built only after the list has scrolled: a few frames are waited for. */
function focusRow(id: string | undefined, frames: number): void {
  const row = document.querySelector<HTMLElement>(`[data-queue-row="${id ?? ""}"]`);
  if (row !== null) row.focus({ preventScroll: true });
  else if (frames > 0) window.requestAnimationFrame(() => focusRow(id, frames - 1));
}
