import { Component, createRef, type JSX } from "preact";
import { directionOf } from "../../../core/language/language.ts";
import type { Chat, ChatState } from "../chat.ts";
import { sayCount, sayFrom, type PackedTexts } from "../saying.ts";
import type { Settings } from "../settings.ts";
import type { World } from "../world.ts";
import { ChatWindow } from "./chat-window.tsx";
import { Icon } from "./icon.tsx";
import type { Speech } from "./speech.ts";

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
export class App extends Component<AppParts, { readonly isOpen: boolean }> {
  readonly #launcher = createRef<HTMLButtonElement>();
  readonly #isPage = this.props.settings.mode === "page";

  constructor(props: AppParts) {
    super(props);
    this.state = { isOpen: this.#isPage || props.world.passing.read(OPEN) === "yes" };
  }

  override componentDidMount(): void {
    const { chat } = this.props;
    window.addEventListener("online", () => chat.nudge());
    window.addEventListener("storage", () => chat.countAgain());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible" && chat.state.reach !== "online") chat.nudge();
      this.componentDidUpdate();
    });
    this.componentDidUpdate();
  }

  /** Connects when there is a reason to, and marks as read what is seen. */
  override componentDidUpdate(): void {
    const { chat } = this.props;
    const { isOpen } = this.state;
    if (isOpen || chat.isKnown) chat.start();
    if (isOpen && document.visibilityState === "visible") chat.markRead();
  }

  override render(): JSX.Element {
    const { chat, state, settings, texts, world } = this.props;
    const { isOpen } = this.state;
    const { language } = state;
    const direction = directionOf(language);
    const speech = { say: sayFrom(texts, language), language };
    const side = settings.side ?? (direction === "rtl" ? "left" : "right");
    return (
      <div class={`root ${side} ${this.#isPage ? "page" : ""}`} lang={language} dir={direction}>
        {isOpen && (
          <ChatWindow
            chat={chat}
            state={state}
            world={world}
            speech={speech}
            close={this.#isPage ? undefined : () => this.#open(false)}
          />
        )}
        {!this.#isPage && (
          <Launcher
            speech={speech}
            unread={isOpen ? 0 : state.unread}
            isOpen={isOpen}
            button={this.#launcher}
            press={() => this.#open(!isOpen)}
          />
        )}
      </div>
    );
  }

  #open(isOpen: boolean): void {
    this.props.world.passing.keep(OPEN, isOpen ? "yes" : "no");
    // Where the window covers the screen, the launcher is only there when the window has gone.
    this.setState({ isOpen }, () => {
      if (!isOpen) this.#launcher.current?.focus();
    });
  }
}

interface LauncherParts {
  readonly speech: Speech;
  readonly unread: number;
  readonly isOpen: boolean;
  readonly button: { current: HTMLButtonElement | null };
  readonly press: () => void;
}

function Launcher({ speech: { say, language }, unread, isOpen, button, press }: LauncherParts): JSX.Element {
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
