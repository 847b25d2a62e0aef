import { Component, type JSX } from "preact";
import type { ChosenFiles, FileLimits } from "../file-check.ts";
import type { World } from "../world.ts";
import { FileChoice, FileTray } from "./file-tray.tsx";
import { Icon } from "./icon.tsx";
import type { Speech } from "./speech.ts";

interface ComposerParts {
  readonly world: World;
  readonly speech: Speech;
  readonly field: { current: HTMLTextAreaElement | null };
  readonly files: ChosenFiles;
  readonly limits: FileLimits;
  readonly add: (files: readonly File[]) => void;
  readonly remove: (file: File) => void;
  readonly send: (text: string) => void;
}

interface ComposerState {
  readonly words: string;
  /** Whether the ways to a file are shown. */
  readonly isChoosing: boolean;
}

/** What is written but not sent outlives the page. */
const WRITTEN = "redress.written";

/** The place to write, to add files and to send. */
export class Composer extends Component<ComposerParts, ComposerState> {
  override state = { words: this.props.world.passing.read(WRITTEN) ?? "", isChoosing: false };

  override componentDidMount(): void {
    this.componentDidUpdate();
  }

  /** The field is as high as its words, up to the limit in style/widget.css. */
  override componentDidUpdate(): void {
    const field = this.props.field.current;
    field?.style.setProperty("height", "auto");
    field?.style.setProperty("height", `${field.scrollHeight + 2}px`);
  }

  override render(): JSX.Element {
    const { speech, files, limits, remove } = this.props;
    const { isChoosing } = this.state;
    return (
      <form class="composer" onSubmit={this.#submit}>
        <FileTray files={files} limits={limits} speech={speech} remove={remove} />
        {isChoosing && <FileChoice limits={limits} speech={speech} add={this.#take} />}
        <div class="write-row">
          <button
            class="plain-button attach"
            type="button"
            aria-label={speech.say("widget.attach")}
            aria-expanded={isChoosing}
            onClick={() => this.setState({ isChoosing: !isChoosing })}
          >
            <Icon name="plus" />
          </button>
          {this.#field()}
          <button class="send" type="submit" aria-label={speech.say("widget.send")} disabled={this.#isEmpty}>
            <Icon name="send" />
          </button>
        </div>
      </form>
    );
  }

  #field(): JSX.Element {
    const label = this.props.speech.say("widget.write");
    return (
      <textarea
        ref={this.props.field}
        rows={1}
        dir="auto"
        aria-label={label}
        placeholder={label}
        value={this.state.words}
        onInput={(event) => this.#write(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (isSendKey(event)) this.#submit(event);
        }}
        onPaste={(event) => {
          const files = [...(event.clipboardData?.files ?? [])];
          if (files.length === 0) return;
          event.preventDefault();
          this.#take(files);
        }}
      />
    );
  }

  get #isEmpty(): boolean {
    return this.state.words.trim() === "" && this.props.files.taken.length === 0;
  }

  #write(words: string): void {
    this.setState({ words });
    this.props.world.passing.keep(WRITTEN, words);
  }

  readonly #take = (files: readonly File[]): void => {
    this.setState({ isChoosing: false });
    this.props.add(files);
  };

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    if (this.#isEmpty) return;
    this.props.send(this.state.words.trim());
    this.#write("");
    this.setState({ isChoosing: false });
    this.props.field.current?.focus();
  };
}

/** Enter sends; with Shift, while a word is being composed, and on a touch keyboard it does what it does elsewhere. */
function isSendKey(event: KeyboardEvent): boolean {
  return event.key === "Enter" && !event.shiftKey && !event.isComposing && !matchMedia("(pointer: coarse)").matches;
}
