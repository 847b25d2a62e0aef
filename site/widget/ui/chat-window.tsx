import { Component, createRef, type JSX } from "preact";
import type { Chat, ChatState } from "../chat.ts";
import { checkFiles, type ChosenFiles } from "../file-check.ts";
import { offeredActions } from "../transcript.ts";
import type { World } from "../world.ts";
import { Composer } from "./composer.tsx";
import { Icon } from "./icon.tsx";
import { MessageLog } from "./message-log.tsx";
import type { Speech } from "./speech.ts";
import { Suggestions } from "./suggestions.tsx";
import { fitVisibleHeight, isPhone, trapTab } from "./window-focus.ts";

interface ChatWindowParts {
  readonly chat: Chat;
  readonly state: ChatState;
  readonly world: World;
  readonly speech: Speech;
  /** Undefined on a page of its own, which cannot be closed. */
  readonly close: (() => void) | undefined;
}

interface ChatWindowState extends ChosenFiles {
  /** Files hover above the window. */
  readonly isOver: boolean;
}

const NONE: ChatWindowState = { taken: [], refused: [], isOver: false };

/** The conversation: what was said, what can be answered, and the place to write. */
export class ChatWindow extends Component<ChatWindowParts, ChatWindowState> {
  readonly #panel = createRef<HTMLElement>();
  readonly #field = createRef<HTMLTextAreaElement>();
  override state: ChatWindowState = NONE;
  #unfit: (() => void) | undefined;

  override componentDidMount(): void {
    if (this.props.close !== undefined && this.#panel.current !== null) {
      this.#unfit = fitVisibleHeight(this.#panel.current);
    }
    this.#focus();
  }

  override componentWillUnmount(): void {
    this.#unfit?.();
  }

  override render(): JSX.Element {
    const { chat, state, world, speech, close } = this.props;
    const files = this.state;
    const isCovering = close !== undefined && isPhone();
    return (
      <section
        ref={this.#panel}
        class="window"
        role={close === undefined ? undefined : "dialog"}
        aria-modal={isCovering ? "true" : undefined}
        aria-label={speech.say("widget.title")}
        tabIndex={-1}
        onKeyDown={(event) => {
          if (event.key === "Escape" && !event.isComposing) close?.();
          if (isCovering) trapTab(event, this.#panel.current);
        }}
        onInput={chat.writing}
        onDragOver={this.#dragOver}
        onDragLeave={this.#dragLeave}
        onDrop={this.#drop}
      >
        <Header isOnline={state.reach === "online"} speech={speech} close={close} />
        <MessageLog chat={chat} state={state} speech={speech} now={world.now()} />
        <Suggestions
          actions={offeredActions(state.transcript)}
          speech={speech}
          choose={(action) => {
            this.#focus();
            chat.choose(action);
          }}
        />
        <Composer
          world={world}
          speech={speech}
          field={this.#field}
          files={files}
          limits={state.limits}
          add={this.#add}
          remove={(file) => this.setState({ taken: files.taken.filter((other) => other !== file), refused: [] })}
          send={(text) => {
            chat.send(text, files.taken);
            this.setState(NONE);
          }}
        />
        {files.isOver && (
          <div class="drop-sign">
            <Icon name="picture" />
            {speech.say("widget.attach")}
          </div>
        )}
      </section>
    );
  }

  /** Where a keyboard is at hand, to the field; a touch keyboard must not jump up by itself. */
  #focus(): void {
    (isPhone() ? this.#panel : this.#field).current?.focus();
  }

  readonly #add = (files: readonly File[]): void => {
    const { taken, refused } = checkFiles(files, this.state.taken.length, this.props.state.limits);
    this.setState({ taken: [...this.state.taken, ...taken], refused });
    this.#focus();
  };

  readonly #dragOver = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes("Files") !== true) return;
    event.preventDefault();
    this.setState({ isOver: true });
  };

  readonly #dragLeave = ({ relatedTarget }: DragEvent): void => {
    const isInside = relatedTarget instanceof Node && this.#panel.current?.contains(relatedTarget) === true;
    if (!isInside) this.setState({ isOver: false });
  };

  readonly #drop = (event: DragEvent): void => {
    this.setState({ isOver: false });
    const files = [...(event.dataTransfer?.files ?? [])];
    // Words that are dropped are left to the field under them.
    if (files.length === 0) return;
    event.preventDefault();
    this.#add(files);
  };
}

interface HeaderParts extends Pick<ChatWindowParts, "speech" | "close"> {
  readonly isOnline: boolean;
}

function Header({ isOnline, speech: { say }, close }: HeaderParts): JSX.Element {
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
