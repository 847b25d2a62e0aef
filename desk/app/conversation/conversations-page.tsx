import { Button, Text } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { Link, useRoute, useSearchParams } from "wouter";
import { useEffect, useRef } from "react";
import { useLanguage } from "../language/language-provider.tsx";
import { Page } from "../shell/page.tsx";
import { Conversation } from "./conversation.tsx";
import { ConversationList } from "./list/conversation-list.tsx";
import { views } from "./list/use-conversation-list.ts";
import type { ListView } from "./list/use-conversation-list.ts";
import { useIsOwn } from "./owner/use-hands.ts";
import { useConversation } from "./use-conversation.ts";
import classes from "./conversation.module.css";

/** All conversations: the lists beside the one that is open. */
export function ConversationsPage() {
  const { say } = useLanguage();
  const [, params] = useRoute("/:id");
  const [search, setSearch] = useSearchParams();
  const view = views.find((name) => name === search.get("view")) ?? "mine";
  const id = params?.id;
  useOwnView(id, view, () =>
    setSearch((before) => {
      before.set("view", "mine");
      return before;
    }),
  );
  return (
    <Page
      title={say("shell.area.conversations")}
      isFull
      actions={
        id === undefined ? undefined : (
          <Button
            component={Link}
            href={`/${window.location.search}`}
            className={classes["back"]}
            size="compact-sm"
            variant="subtle"
            leftSection={<IconArrowLeft size={16} aria-hidden className={classes["turned"]} />}
          >
            {say("conversation.back")}
          </Button>
        )
      }
    >
      <div className={classes["page"]} data-chosen={id !== undefined}>
        <ConversationList
          view={view}
          chosen={id}
          change={(name) =>
            setSearch((before) => {
              before.set("view", name);
              return before;
            })
          }
        />
        <div className={classes["place"]}>
          {id === undefined ? (
            <Text className={classes["nothing"]}>{say("conversation.choose")}</Text>
          ) : (
            <Conversation id={id} />
          )}
        </div>
      </div>
    </Page>
  );
}

/** What has just become one's own is no longer in the line: the list goes on with one's own. */
function useOwnView(id: string | undefined, view: ListView, toOwn: () => void): void {
  const { data } = useConversation(id);
  const isOwn = useIsOwn(data?.conversation.owner);
  const before = useRef({ id, isOwn });
  useEffect(() => {
    const became = before.current.id === id && !before.current.isOwn && isOwn && data !== undefined;
    if (became && (view === "waiting" || view === "department")) toOwn();
    before.current = { id, isOwn };
  });
}
