import { ActionIcon, Button, FileButton, Group, Menu, Tooltip } from "@mantine/core";
import { IconListCheck, IconPaperclip, IconSend, IconSlash } from "@tabler/icons-react";
import { useState } from "react";
import type { RefObject } from "react";
import { useKeys } from "../../keys/use-keys.ts";
import { useLanguage } from "../../language/language-provider.tsx";
import { useMe } from "../../shell/use-me.ts";
import { usePreferences } from "../../shell/use-preferences.ts";
import { useHands, useIsOwn } from "../owner/use-hands.ts";
import { UNDO_MS } from "../unsent/use-unsent.ts";
import { ChoicesEditor } from "./choices-editor.tsx";
import type { ComposerParts } from "./composer.tsx";
import { FileTray } from "./file-tray.tsx";
import { useReplyLookup } from "./use-reply-lookup.ts";
import { useTypingMark } from "./use-typing-mark.ts";
import { MOST_FILES, useUploads } from "./use-uploads.ts";
import { ChannelLine, WeightLine } from "./what-is-said.tsx";
import { WritingField } from "./writing-field.tsx";
import classes from "./composer.module.css";

/** Writes to the customer: words, files, answers to tap; held for some seconds before they go. */
export function ReplyComposer(parts: ComposerParts & { readonly field: RefObject<HTMLTextAreaElement | null> }) {
  const { detail, drafting, field } = parts;
  const { draft, change } = drafting;
  const { conversation, composer } = detail;
  const { say } = useLanguage();
  const { preferences } = usePreferences();
  const hands = useHands(conversation.id);
  const isOwn = useIsOwn(conversation.owner);
  const typing = useTypingMark(conversation.id);
  const [isAsking, setAsking] = useState(draft.choices.length > 0);
  const { uploads, add, drop } = useUploads(composer.sends, (file) =>
    change(({ files }) => ({ files: [...files, file].slice(0, MOST_FILES) })),
  );
  const source = useReplyLookup(parts);
  const sendsByEnter = preferences.sendBy !== "ctrl_enter";
  const canSend = useCanSend(parts, uploads.length > 0);
  const submit = (): void => {
    if (!isOwn) void hands.claim().then(() => field.current?.focus());
    else if (canSend) {
      parts.put(wordsOf(parts));
      change({ text: "", choices: [], files: [] });
      setAsking(false);
    }
  };
  useKeys("conversation", [
    { id: "conversation.reply", keys: "KeyR", name: "conversation.key.reply", run: focusOn(field) },
  ]);
  const dropped = (files: FileList): void => add([...files]);
  return (
    <div
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        dropped(event.dataTransfer.files);
      }}
    >
      <ChannelLine composer={composer} />
      <WritingField
        field={field}
        value={draft.text}
        change={(text) => {
          change({ text });
          typing();
        }}
        label={say("conversation.write")}
        placeholder={say(isOwn ? "conversation.write.hint" : "conversation.write.not_own")}
        source={source}
        sendsByEnter={sendsByEnter}
        send={submit}
        paste={add}
        disabled={composer.words === "not"}
      />
      <FileTray
        files={draft.files}
        uploads={uploads}
        remove={(id) => change(({ files }) => ({ files: files.filter((file) => file.id !== id) }))}
        drop={drop}
      />
      {isAsking ? (
        <ChoicesEditor choices={draft.choices} room={composer.room} change={(choices) => change({ choices })} />
      ) : null}
      <Group gap={6} mt={6} wrap="wrap">
        <Tools add={add} isAsking={isAsking} ask={() => setAsking(!isAsking)} parts={parts} />
        <WeightLine draft={draft} composer={composer} />
        <Group gap={6} ms="auto" wrap="nowrap">
          <SendBy />
          <Button
            size="compact-md"
            loading={hands.isChanging}
            disabled={isOwn && !canSend}
            leftSection={isOwn ? <IconSend size={16} aria-hidden className={classes["turned"]} /> : null}
            onClick={submit}
          >
            {say(isOwn ? "conversation.send" : "conversation.take_over")}
          </Button>
        </Group>
      </Group>
    </div>
  );
}

function focusOn(field: RefObject<HTMLTextAreaElement | null>) {
  return (event: KeyboardEvent): void => {
    event.preventDefault();
    field.current?.focus();
  };
}

function useCanSend({ drafting: { draft }, detail: { composer } }: ComposerParts, isUploading: boolean): boolean {
  const hasWords = draft.text.trim() !== "" || draft.files.length > 0;
  return hasWords && !isUploading && composer.words !== "not";
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

interface ToolsParts {
  readonly parts: ComposerParts & { readonly field: RefObject<HTMLTextAreaElement | null> };
  readonly add: (files: readonly File[]) => void;
  readonly isAsking: boolean;
  readonly ask: () => void;
}

function Tools({ parts: { detail, drafting, field }, add, isAsking, ask }: ToolsParts) {
  const { say } = useLanguage();
  const { sends } = detail.composer;
  const openCanned = (): void => {
    const element = field.current;
    if (element === null) return;
    element.focus();
    const gap = drafting.draft.text === "" || /\s$/u.test(drafting.draft.text) ? "" : " ";
    element.setSelectionRange(element.value.length, element.value.length);
    // As if it had been typed, so that the field looks it up.
    document.execCommand("insertText", false, `${gap}/`);
  };
  return (
    <Group gap={4} wrap="nowrap">
      <FileButton multiple onChange={add} disabled={sends === undefined}>
        {(props) => (
          <Tooltip label={say(sends === undefined ? "conversation.files.none" : "conversation.files.add")}>
            <ActionIcon
              {...props}
              variant="subtle"
              disabled={sends === undefined}
              aria-label={say("conversation.files.add")}
            >
              <IconPaperclip size={18} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </FileButton>
      <Tooltip label={say("conversation.choices.ask")}>
        <ActionIcon
          variant={isAsking ? "filled" : "subtle"}
          aria-pressed={isAsking}
          aria-label={say("conversation.choices.ask")}
          onClick={ask}
        >
          <IconListCheck size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={say("conversation.canned.open")}>
        <ActionIcon variant="subtle" aria-label={say("conversation.canned.open")} onClick={openCanned}>
          <IconSlash size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}

/** Which key sends, by the agent's preference. */
function SendBy() {
  const { say } = useLanguage();
  const { id } = useMe();
  const { preferences, change } = usePreferences();
  const present = preferences.sendBy ?? "enter";
  return (
    <Menu key={id}>
      <Menu.Target>
        <Button size="compact-xs" variant="subtle" c="inherit">
          {say(`conversation.send_by.${present}`)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(["enter", "ctrl_enter"] as const).map((way) => (
          <Menu.Item key={way} onClick={() => void change({ sendBy: way })}>
            {say(`conversation.send_by.${way}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
