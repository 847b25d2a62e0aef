import { Component, createRef, Fragment, type JSX, type TargetedEvent } from "preact";
import type { Chat, ChatState } from "../chat.ts";
import { daysAgo, sayDay } from "../saying.ts";
import type { Entry } from "../transcript.ts";
import { Icon } from "./icon.tsx";
import { Message } from "./message.tsx";
import type { Speech } from "./speech.ts";

interface MessageLogParts {
  readonly chat: Chat;
  readonly state: ChatState;
  readonly speech: Speech;
  readonly now: number;
}

/** So near to its end, the log follows what is added. */
const AT_END_PX = 60;
/** Messages within this time belong together; the time is told once. */
const SOON_MS = 4 * 60_000;

/** Everything that was said, by day, following its end unless the reader has gone back; then it says that something came. */
export class MessageLog extends Component<MessageLogParts, { readonly hasMissed: boolean }> {
  readonly #log = createRef<HTMLDivElement>();
  override state = { hasMissed: false };
  #follows = true;
  /** Where the log stood when it last scrolled. */
  #top = 0;
  /** Pictures arrive and keyboards open: both move the end. */
  readonly #watch = new ResizeObserver(() => {
    if (this.#follows) this.#toEnd();
  });

  override componentDidMount(): void {
    const log = this.#log.current;
    if (log !== null) for (const part of [log, ...log.children]) this.#watch.observe(part);
    this.#toEnd();
  }

  override componentDidUpdate({ state: before }: MessageLogParts): void {
    const { transcript } = this.props.state;
    if (transcript.length === before.transcript.length) return;
    if (this.#follows || transcript.at(-1)?.own === true) this.#toEnd();
    else this.setState({ hasMissed: true });
  }

  override componentWillUnmount(): void {
    this.#watch.disconnect();
  }

  override render(): JSX.Element {
    const { say } = this.props.speech;
    const { transcript, heard, typing } = this.props.state;
    return (
      <div class="log-frame">
        <div
          ref={this.#log}
          class="log"
          role="log"
          aria-label={say("widget.log")}
          aria-busy={!heard}
          tabIndex={0}
          onScroll={this.#scrolled}
        >
          <div class="log-content">
            {transcript.map((entry, index) => this.#entry(entry, transcript[index - 1], transcript[index + 1]))}
            {typing && (
              <p class="typing">
                <span class="hidden">{say("widget.typing")}</span>
                <i />
                <i />
                <i />
              </p>
            )}
          </div>
        </div>
        {this.state.hasMissed && (
          <button class="jump" type="button" onClick={() => this.#toEnd()}>
            {say("widget.new_messages")}
            <Icon name="down" />
          </button>
        )}
      </div>
    );
  }

  #entry(entry: Entry, before: Entry | undefined, after: Entry | undefined): JSX.Element {
    const { chat, speech, now } = this.props;
    return (
      <Fragment key={entry.key}>
        {(before === undefined || daysAgo(before.at, entry.at) > 0) && (
          <h3 class="day">{sayDay(entry.at, now, speech.language)}</h3>
        )}
        <Message
          entry={entry}
          chat={chat}
          speech={speech}
          isFirst={!isTogether(entry, before)}
          isLast={!isTogether(entry, after)}
          showsTime={!isSoon(entry, after)}
        />
      </Fragment>
    );
  }

  #toEnd(): void {
    const log = this.#log.current;
    log?.scrollTo(0, log.scrollHeight);
  }

  /** Only who scrolls back wants to stay there: a picture that is drawn puts the end further away by itself. */
  readonly #scrolled = ({ currentTarget: log }: TargetedEvent<HTMLElement>): void => {
    const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < AT_END_PX;
    if (isAtEnd || log.scrollTop < this.#top) this.#follows = isAtEnd;
    this.#top = log.scrollTop;
    if (isAtEnd) this.setState({ hasMissed: false });
  };
}

function isTogether(entry: Entry, other: Entry | undefined): boolean {
  return other?.own === entry.own && other.author === entry.author && isSoon(entry, other);
}

function isSoon(entry: Entry, other: Entry | undefined): boolean {
  return other !== undefined && Math.abs(other.at - entry.at) < SOON_MS && daysAgo(other.at, entry.at) === 0;
}
