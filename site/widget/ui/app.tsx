import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { directionOf } from "../../../core/language/language.ts";
import type { Chat, ChatState } from "../chat.ts";
import { sayCount, sayFrom, type PackedTexts } from "../saying.ts";
import type { Settings } from "../settings.ts";
import type { World } from "../world.ts";
import { ChatWindow } from "./chat-window.tsx";
import { Icon } from "./icon.tsx";
import { SpeechContext, useSpeech } from "./speech.ts";

interface AppParts {
  readonly chat: Chat;
  readonly state: ChatState;
  readonly settings: Settings;
  readonly texts: PackedTexts;
  readonly world: World;
}

/** Name under which a tab remembers that its window was open, across the pages of the host's site. */
const OPEN = "redress.open";

/** The launcher and the window it opens; on a page of its own only the window. */
export function App({ chat, state, settings, texts, world }: AppParts): JSX.Element {
  const isPage = settings.mode === "page";
  const [isOpen, setOpen] = useState(isPage || world.passing.read(OPEN) === "yes");
  const launcher = useRef<HTMLButtonElement>(null);
  const { language, unread } = state;
  const direction = directionOf(language);
  const open = (wanted: boolean): void => {
    setOpen(wanted);
    world.passing.keep(OPEN, wanted ? "yes" : "no");
    if (!wanted) launcher.current?.focus();
  };
  useEffect(() => {
    if (isOpen || chat.isKnown) chat.start();
  }, [isOpen]);
  useKeepingUp(chat, state, isOpen);
  return (
    <SpeechContext.Provider value={{ say: sayFrom(texts, language), language }}>
      <div
        class={`root ${isPage ? "page" : ""} ${settings.side ?? (direction === "rtl" ? "left" : "right")}`}
        lang={language}
        dir={direction}
      >
        {isOpen && (
          <ChatWindow chat={chat} state={state} world={world} close={isPage ? undefined : () => open(false)} />
        )}
        {!isPage && (
          <Launcher unread={isOpen ? 0 : unread} isOpen={isOpen} button={launcher} press={() => open(!isOpen)} />
        )}
      </div>
    </SpeechContext.Provider>
  );
}

interface LauncherParts {
  readonly unread: number;
  readonly isOpen: boolean;
  readonly button: { current: HTMLButtonElement | null };
  readonly press: () => void;
}

function Launcher({ unread, isOpen, button, press }: LauncherParts): JSX.Element {
  const { say, language } = useSpeech();
  const count = sayCount(unread, language);
  const label = say("widget.title");
  return (
    <button
      ref={button}
      class="launcher"
      type="button"
      aria-expanded={isOpen}
      aria-haspopup="dialog"
      aria-label={unread > 0 ? `${label}. ${say("widget.new_messages")}: ${count}` : label}
      onClick={press}
    >
      <Icon name={isOpen ? "down" : "chat"} />
      {unread > 0 && <span class="badge">{count}</span>}
    </button>
  );
}

/** Marks as read what is seen, and wakes the connection when the network or the reader comes back. */
function useKeepingUp(chat: Chat, { transcript }: ChatState, isOpen: boolean): void {
  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState !== "visible") return;
      if (isOpen) chat.markRead();
      if (chat.state.reach !== "online") chat.nudge();
    };
    document.addEventListener("visibilitychange", look);
    if (isOpen && document.visibilityState === "visible") chat.markRead();
    return () => {
      document.removeEventListener("visibilitychange", look);
    };
  }, [transcript, isOpen]);
  useEffect(() => {
    window.addEventListener("online", () => chat.nudge());
    window.addEventListener("storage", () => chat.countAgain());
  }, []);
}
