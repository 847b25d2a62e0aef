import { Alert, Button, Drawer, Skeleton } from "@mantine/core";
import { IconUser } from "@tabler/icons-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { Problem, send } from "../api/call.ts";
import { queries } from "../api/queries.ts";
import { useLanguage } from "../language/language-provider.tsx";
import { problemText, showProblem } from "../shell/notices.tsx";
import { useMe } from "../shell/use-me.ts";
import { ChannelIcon } from "./channel-icon.tsx";
import { Composer } from "./composer/composer.tsx";
import { useDraft } from "./composer/use-draft.ts";
import type { ConversationDetail } from "./conversation-types.ts";
import { CustomerCard } from "./customer-card.tsx";
import { markRead } from "./list/read-marks.ts";
import { OwnerBar } from "./owner/owner-bar.tsx";
import { Present } from "./present.tsx";
import { Transcript } from "./transcript/transcript.tsx";
import { messagesQuery } from "./transcript/use-messages.ts";
import { isStale } from "./transcript/unsent-bubble.tsx";
import type { UnsentActs } from "./transcript/unsent-bubble.tsx";
import { useUnsent } from "./unsent/use-unsent.ts";
import type { UnsentWords } from "./unsent/unsent-words.ts";
import { useConversation } from "./use-conversation.ts";
import classes from "./conversation.module.css";

/** One conversation to work in: who has it, what was said, where to write; the customer's card beside it where there is room. */
export function Conversation({ id, withCard = true }: { readonly id: string; readonly withCard?: boolean }) {
  const { say } = useLanguage();
  const { data: detail, error, refetch } = useConversation(id);
  if (detail !== undefined) return <Open key={id} detail={detail} withCard={withCard} />;
  if (error === null) return <Skeleton h="50%" m="md" aria-label={say("shell.loading")} />;
  return (
    <Alert color="red" m="md" title={problemText(error, say)}>
      {error instanceof Problem && error.status === 404 ? null : (
        <Button size="compact-sm" variant="light" onClick={() => void refetch()}>
          {say("conversation.retry")}
        </Button>
      )}
    </Alert>
  );
}

function Open({ detail, withCard }: { readonly detail: ConversationDetail; readonly withCard: boolean }) {
  const { id } = detail.conversation;
  const { id: agentId, may } = useMe();
  const drafting = useDraft(agentId, id);
  const unsent = useUnsent(id);
  const seen = useRef(0);
  const onSeen = useCallback(
    (seq: number) => {
      seen.current = Math.max(seen.current, seq);
      markRead(agentId, id, seq);
    },
    [agentId, id],
  );
  const acts = useUnsentActs(unsent, drafting, id);
  const takeBack = useTakeBack(id);
  const isStaleShown = unsent.words.some(isStale);
  return (
    <div className={classes["open"]} data-card={withCard}>
      <div className={classes["talk"]}>
        <Header detail={detail} />
        <Transcript
          id={id}
          unsent={{ words: unsent.words, acts }}
          onSeen={onSeen}
          {...(may("conversation.write") ? { takeBack } : {})}
        />
        <Present id={id} />
        {isStaleShown ? <StaleNotice /> : null}
        {may("conversation.write") ? (
          <Composer detail={detail} drafting={drafting} seen={() => seen.current} put={unsent.put} />
        ) : null}
      </div>
      {withCard ? <CustomerCard detail={detail} /> : null}
    </div>
  );
}

function Header({ detail }: { readonly detail: ConversationDetail }) {
  const { say } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const { conversation, customer } = detail;
  const name = customer?.name ?? say("conversation.customer");
  return (
    <header className={classes["header"]}>
      <span className={classes["channel"]}>
        <ChannelIcon channel={conversation.channel} />
        <h2 className={classes["title"]}>
          <bdi>{name}</bdi>
        </h2>
      </span>
      <OwnerBar id={conversation.id} owner={conversation.owner} />
      <Button
        size="compact-sm"
        variant="subtle"
        className={classes["cardButton"]}
        leftSection={<IconUser size={16} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {say("conversation.card")}
      </Button>
      <Drawer
        opened={isOpen}
        onClose={() => setOpen(false)}
        position="right"
        title={say("conversation.card")}
        closeButtonProps={{ "aria-label": say("conversation.close") }}
      >
        <CustomerCard detail={detail} />
      </Drawer>
    </header>
  );
}

function StaleNotice() {
  const { say } = useLanguage();
  return (
    <Alert color="orange" role="alert" m="xs" p="xs" title={say("conversation.stale")}>
      {say("conversation.stale.hint")}
    </Alert>
  );
}

/** Undo, edit, send in spite of everything, or let go. */
function useUnsentActs(
  { put, remove }: ReturnType<typeof useUnsent>,
  { change }: ReturnType<typeof useDraft>,
  id: string,
): UnsentActs {
  return {
    edit: (words) => {
      remove(words.clientId);
      change((draft) => ({
        text: [words.text, draft.text].filter((text) => text !== "").join("\n\n"),
        choices: draft.choices.length === 0 ? words.choices : draft.choices,
        files: [...words.files, ...draft.files],
        mode: "reply",
      }));
    },
    sendAnyway: ({ problem: _, ...words }: UnsentWords) => {
      const newest = queries.getQueryData(messagesQuery(id).queryKey)?.rows.at(-1)?.seq ?? words.afterSeq;
      put({ ...words, afterSeq: Math.max(newest, words.afterSeq), dueAt: Date.now(), state: "waiting" });
    },
    drop: ({ clientId }) => remove(clientId),
  };
}

function useTakeBack(id: string): (messageId: string) => void {
  const { say } = useLanguage();
  const still = useRef(true);
  useEffect(() => {
    still.current = true;
    return () => {
      still.current = false;
    };
  }, []);
  return (messageId) => {
    send("DELETE", `/conversations/${id}/messages/${messageId}`)
      .catch((problem: unknown) => {
        if (still.current) showProblem(problem, say);
      })
      .finally(() => void queries.invalidateQueries({ queryKey: ["conversation", id] }));
  };
}
