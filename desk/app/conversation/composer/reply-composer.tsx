import { Button, Group } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { useState } from "react";
import type { DragEvent, RefObject } from "react";
import { useKeys } from "../../keys/use-keys.ts";
import { useLanguage } from "../../language/language-provider.tsx";
import { usePreferences } from "../../shell/use-preferences.ts";
import { useHands, useIsOwn } from "../owner/use-hands.ts";
import { UNDO_MS } from "../unsent/use-unsent.ts";
import { ChoicesEditor } from "./choices-editor.tsx";
import type { ComposerParts } from "./composer-parts.ts";
import { FileTray } from "./file-tray.tsx";
import { ReplyTools, SendBy } from "./reply-tools.tsx";
import { useReplyLookup } from "./use-reply-lookup.ts";
import { useTypingMark } from "./use-typing-mark.ts";
import { MOST_FILES, useUploads } from "./use-uploads.ts";
import { ChannelLine, WeightLine } from "./what-is-said.tsx";
import { WritingField } from "./writing-field.tsx";
import classes from "./composer.module.css";

type ReplyParts = ComposerParts & { readonly field: RefObject<HTMLTextAreaElement | null> };

/** Writes to the customer: words, files, answers to tap; held for some seconds before they go. */
export function ReplyComposer(parts: ReplyParts) {
  const { drafting, field } = parts;
  const { draft, change } = drafting;
  const { composer } = parts.detail;
  const { say } = useLanguage();
  const { preferences } = usePreferences();
  const reply = useReply(parts);
  const { isOwn, uploading } = reply;
  useKeys("conversation", [
    { id: "conversation.reply", keys: "KeyR", name: "conversation.key.reply", run: focusOn(field) },
  ]);
  return (
    <div onDragOver={(event) => event.preventDefault()} onDrop={dropInto(uploading.add)}>
      <ChannelLine composer={composer} />
      <WritingField
        field={field}
        value={draft.text}
        change={reply.write}
        label={say("conversation.write")}
        placeholder={say(isOwn ? "conversation.write.hint" : "conversation.write.not_own")}
        source={useReplyLookup(parts)}
        sendsByEnter={preferences.sendBy !== "ctrl_enter"}
        send={reply.submit}
        paste={uploading.add}
        disabled={composer.words === "not"}
      />
      <FileTray
        files={draft.files}
        uploads={uploading.uploads}
        remove={(id) => change(({ files }) => ({ files: files.filter((file) => file.id !== id) }))}
        drop={uploading.drop}
      />
      {reply.isAsking ? (
        <ChoicesEditor choices={draft.choices} room={composer.room} change={(choices) => change({ choices })} />
      ) : null}
      <Group gap={6} mt={6} wrap="wrap">
        <ReplyTools add={uploading.add} isAsking={reply.isAsking} ask={reply.ask} parts={parts} />
        <WeightLine draft={draft} composer={composer} />
        <Group gap={6} ms="auto" wrap="nowrap">
          <SendBy />
          <Button
            size="compact-md"
            loading={reply.isChanging}
            disabled={isOwn && !reply.canSend}
            leftSection={isOwn ? <IconSend size={16} aria-hidden className={classes["turned"]} /> : null}
            onClick={reply.submit}
          >
            {say(isOwn ? "conversation.send" : "conversation.take_over")}
          </Button>
        </Group>
      </Group>
    </div>
  );
}

/** What is being written, and what the one button does: send, or first take over. */
function useReply(parts: ReplyParts) {
  const { detail, drafting, field } = parts;
  const { draft, change } = drafting;
  const { conversation, composer } = detail;
  const hands = useHands(conversation.id);
  const isOwn = useIsOwn(conversation.owner);
  const typing = useTypingMark(conversation.id);
  const [asks, setAsks] = useState(false);
  const isAsking = asks || draft.choices.length > 0;
  const uploading = useUploads(composer.sends, (file) =>
    change(({ files }) => ({ files: [...files, file].slice(0, MOST_FILES) })),
  );
  const hasWords = draft.text.trim() !== "" || draft.files.length > 0;
  const canSend = hasWords && uploading.uploads.length === 0 && composer.words !== "not";
  return {
    isOwn,
    isChanging: hands.isChanging,
    isAsking,
    uploading,
    canSend,
    write: (text: string) => {
      change({ text });
      typing();
    },
    /** Whoever no longer asks has no answers to offer. */
    ask: () => {
      setAsks(!isAsking);
      if (isAsking) change({ choices: [] });
    },
    submit: () => {
      if (!isOwn) void hands.claim().then(() => field.current?.focus());
      else if (canSend) {
        parts.put(wordsOf(parts));
        change({ text: "", choices: [], files: [] });
        setAsks(false);
      }
    },
  };
}

function dropInto(add: (files: readonly File[]) => void) {
  return (event: DragEvent): void => {
    event.preventDefault();
    add([...event.dataTransfer.files]);
  };
}

function focusOn(field: RefObject<HTMLTextAreaElement | null>) {
  return (event: KeyboardEvent): void => {
    event.preventDefault();
    field.current?.focus();
  };
}

function wordsOf({ drafting: { draft }, detail, seen }: ComposerParts) {
  const now = Date.now();
  return {
    clientId: crypto.randomUUID(),
    conversationId: detail.conversation.id,
    text: draft.text.trim(),
    files: draft.files,
    choices: draft.choices,
    afterSeq: seen(),
    writtenAt: now,
    dueAt: now + UNDO_MS,
    state: "held" as const,
  };
}
