import { Button, NativeSelect, Skeleton, Text } from "@mantine/core";
import { useEffect, useMemo, useReducer, useRef } from "react";
import { useLocation } from "wouter";
import { useKeys } from "../../keys/use-keys.ts";
import { useLanguage } from "../../language/language-provider.tsx";
import { useCounts } from "../../shell/use-counts.ts";
import { useMe } from "../../shell/use-me.ts";
import { conversationsWithDraft } from "../composer/drafts.ts";
import type { ConversationRow as Row } from "../conversation-types.ts";
import { ConversationRow } from "./conversation-row.tsx";
import { onRead, readMarks } from "./read-marks.ts";
import { useConversationList, views } from "./use-conversation-list.ts";
import type { ListView } from "./use-conversation-list.ts";
import classes from "./list.module.css";
import "../tones.css";

/** The conversations of one view, which can be changed; `chosen` is the one that is open beside them. */
export function ConversationList({
  view,
  change,
  chosen,
}: {
  readonly view: ListView;
  readonly change: (view: ListView) => void;
  readonly chosen: string | undefined;
}) {
  const { say } = useLanguage();
  const list = useConversationList(view);
  const { rows } = list;
  const marks = useMarks();
  useListKeys(rows, chosen);
  return (
    <section className={classes["list"]} aria-label={say("shell.area.conversations")}>
      <ViewChoice view={view} change={change} />
      <div className={classes["rows"]}>
        {list.isPending ? <Loading /> : null}
        {!list.isPending && rows.length === 0 ? <Text p="md">{say(`conversation.none.${view}`)}</Text> : null}
        <ul>
          {rows.map((row) => (
            <li key={row.id}>
              <ConversationRow
                row={row}
                isOpen={row.id === chosen}
                isUnread={row.unanswered && (row.last?.seq ?? 0) > (marks.read.get(row.id) ?? 0)}
                hasDraft={marks.drafts.has(row.id)}
              />
            </li>
          ))}
        </ul>
        <More list={list} />
      </div>
    </section>
  );
}

function ViewChoice({ view, change }: { readonly view: ListView; readonly change: (view: ListView) => void }) {
  const { say } = useLanguage();
  const counts = useCounts();
  const label = (name: ListView): string => {
    const count = name === "all" ? undefined : counts?.conversations[name];
    return count === undefined || count === 0
      ? say(`conversation.view.${name}`)
      : say("conversation.view.count", { name: say(`conversation.view.${name}`), count });
  };
  return (
    <NativeSelect
      className={classes["views"]}
      aria-label={say("conversation.views")}
      value={view}
      onChange={(event) => change(views.find((name) => name === event.currentTarget.value) ?? "mine")}
      data={views.map((name) => ({ value: name, label: label(name) }))}
    />
  );
}

/** Reads on when its end comes into view; a button for whoever does not scroll. */
function More({ list }: { readonly list: ReturnType<typeof useConversationList> }) {
  const { say } = useLanguage();
  const end = useRef<HTMLDivElement>(null);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  useEffect(() => {
    const element = end.current;
    if (element === null) return;
    const watch = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting === true && !isFetchingNextPage) void fetchNextPage();
    });
    watch.observe(element);
    return () => watch.disconnect();
  }, [fetchNextPage, isFetchingNextPage, hasNextPage]);
  if (!hasNextPage) return null;
  return (
    <div ref={end} className={classes["more"]}>
      <Button size="compact-sm" variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        {say("conversation.more")}
      </Button>
    </div>
  );
}

function Loading() {
  const { say } = useLanguage();
  return (
    <div aria-busy="true" aria-label={say("shell.loading")}>
      {[1, 2, 3, 4, 5].map((place) => (
        <Skeleton key={place} h={62} m="xs" radius="sm" />
      ))}
    </div>
  );
}

/** j and k go through the list. */
function useListKeys(rows: readonly Row[], chosen: string | undefined): void {
  const [, navigate] = useLocation();
  const go = (step: number): void => {
    const place = rows.findIndex(({ id }) => id === chosen);
    const next = rows[place === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, place + step))];
    if (next !== undefined) navigate(`/${next.id}${window.location.search}`);
  };
  useKeys("list", [
    { id: "conversation.list.next", keys: "KeyJ", name: "conversation.key.next", run: () => go(1) },
    { id: "conversation.list.before", keys: "KeyK", name: "conversation.key.before", run: () => go(-1) },
  ]);
}

/** How far the agent has read, and where they left a draft, as of now. */
function useMarks() {
  const { id } = useMe();
  const [count, again] = useReducer((before: number) => before + 1, 0);
  useEffect(() => onRead(again), []);
  useEffect(() => {
    const timer = window.setInterval(again, 5_000);
    return () => window.clearInterval(timer);
  }, []);
  return useMemo(() => ({ read: readMarks(id), drafts: conversationsWithDraft(id), count }), [id, count]);
}
