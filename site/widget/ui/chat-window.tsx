import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Chat, ChatState } from "../chat.ts";
import { checkFiles, type RefusedFile } from "../file-check.ts";
import { offeredActions } from "../transcript.ts";
import type { World } from "../world.ts";
import { Composer } from "./composer.tsx";
import { Icon } from "./icon.tsx";
import { MessageLog } from "./message-log.tsx";
import { useSpeech } from "./speech.ts";
import { Suggestions } from "./suggestions.tsx";
import { useDropZone } from "./use-drop-zone.ts";
import { isPhone, trapTab, useVisibleHeight } from "./window-focus.ts";

interface ChatWindowParts {
  readonly chat: Chat;
  readonly state: ChatState;
  readonly world: World;
  /** Undefined on a page of its own, which cannot be closed. */
  readonly close: (() => void) | undefined;
}

/** The files that go with the next message, and those that cannot. */
export interface ChosenFiles {
  readonly taken: readonly File[];
  readonly refused: readonly RefusedFile[];
}

/** The conversation: what was said, what can be answered, and the place to write. */
export function ChatWindow({ chat, state, world, close }: ChatWindowParts): JSX.Element {
  const { say } = useSpeech();
  const panel = useRef<HTMLElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const [files, setFiles] = useState<ChosenFiles>({ taken: [], refused: [] });
  const isCovering = close !== undefined && isPhone();
  /** Where a keyboard is at hand, to the field; a touch keyboard must not jump up by itself. */
  const focus = (): void => (isPhone() ? panel : field).current?.focus();
  const addFiles = (added: readonly File[]): void => {
    const { taken, refused } = checkFiles(added, files.taken.length, state.limits);
    setFiles({ taken: [...files.taken, ...taken], refused });
    focus();
  };
  const drop = useDropZone(addFiles);
  useVisibleHeight(panel, close !== undefined);
  useEffect(focus, []);
  return (
    <section
      ref={panel}
      class="window"
      role={close === undefined ? undefined : "dialog"}
      aria-modal={isCovering ? "true" : undefined}
      aria-label={say("widget.title")}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.isComposing) close?.();
        if (isCovering) trapTab(event, panel.current);
      }}
      {...drop.listeners}
    >
      <Header isOnline={state.reach === "online"} close={close} />
      <MessageLog chat={chat} state={state} now={world.now()} />
      <Suggestions
        actions={offeredActions(state.transcript)}
        choose={(action) => {
          focus();
          chat.choose(action);
        }}
      />
      <Composer
        send={(text) => {
          chat.send(text, files.taken);
          setFiles({ taken: [], refused: [] });
        }}
        world={world}
        field={field}
        files={files}
        setFiles={setFiles}
        addFiles={addFiles}
        limits={state.limits}
      />
      {drop.isOver && (
        <div class="drop-sign">
          <Icon name="picture" />
          {say("widget.attach")}
        </div>
      )}
    </section>
  );
}

function Header({ isOnline, close }: { readonly isOnline: boolean } & Pick<ChatWindowParts, "close">): JSX.Element {
  const { say } = useSpeech();
  return (
    <header class="header">
      <span class="avatar">
        <Icon name="chat" />
      </span>
      <div class="headline">
        <h2>{say("widget.title")}</h2>
        <p class={isOnline ? "reach" : "reach connecting"}>{say(isOnline ? "widget.online" : "widget.connecting")}</p>
      </div>
      {close !== undefined && (
        <button class="plain-button" type="button" aria-label={say("widget.close")} onClick={close}>
          <Icon name="close" />
        </button>
      )}
    </header>
  );
}
