import { Fragment, type JSX } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Chat, ChatState } from "../chat.ts";
import { daysAgo, sayDay } from "../saying.ts";
import type { Entry, Transcript } from "../transcript.ts";
import { Icon } from "./icon.tsx";
import { Message } from "./message.tsx";
import { useSpeech } from "./speech.ts";

interface MessageLogParts {
  readonly chat: Chat;
  readonly state: ChatState;
  readonly now: number;
}

/** So near to its end, the log follows what is added. */
const AT_END_PX = 60;
/** Messages within this time belong together; the time is told once. */
const SOON_MS = 4 * 60_000;

/** Everything that was said, by day, following its end unless the reader has gone back. */
export function MessageLog({ chat, state, now }: MessageLogParts): JSX.Element {
  const { say, language } = useSpeech();
  const log = useRef<HTMLDivElement>(null);
  const entries = state.transcript;
  const hasMissed = useFollowing(entries, log);
  return (
    <div class="log-frame">
      <div ref={log} class="log" role="log" aria-label={say("widget.log")} aria-busy={!state.heard} tabIndex={0}>
        <div class="log-content">
          {entries.map((entry, index) => (
            <Fragment key={entry.key}>
              {startsDay(entry, entries[index - 1]) && <h3 class="day">{sayDay(entry.at, now, language)}</h3>}
              <Message
                entry={entry}
                chat={chat}
                isFirst={!isTogether(entry, entries[index - 1])}
                isLast={!isTogether(entry, entries[index + 1])}
                showsTime={!isSoon(entry, entries[index + 1])}
              />
            </Fragment>
          ))}
          {state.typing && (
            <p class="typing">
              <span class="hidden">{say("widget.typing")}</span>
              <i />
              <i />
              <i />
            </p>
          )}
        </div>
      </div>
      {hasMissed && (
        <button class="jump" type="button" onClick={() => scrollToEnd(log.current)}>
          {say("widget.new_messages")}
          <Icon name="down" />
        </button>
      )}
    </div>
  );
}

/** Keeps the end in sight as long as it is; says whether something came that is out of sight. */
function useFollowing(entries: Transcript, log: { readonly current: HTMLElement | null }): boolean {
  const [hasMissed, setMissed] = useState(false);
  const follows = useRef(true);
  const count = useRef(0);
  useLayoutEffect(() => {
    const isLonger = entries.length > count.current;
    count.current = entries.length;
    if (follows.current || (isLonger && entries.at(-1)?.own === true)) scrollToEnd(log.current);
    else if (isLonger) setMissed(true);
  }, [entries]);
  useEffect(() => {
    const outer = log.current;
    if (outer === null) return undefined;
    // Pictures arrive and keyboards open: both move the end.
    const watch = new ResizeObserver(() => {
      if (follows.current) scrollToEnd(outer);
    });
    for (const part of [outer, ...outer.children]) watch.observe(part);
    outer.onscroll = () => {
      follows.current = outer.scrollHeight - outer.scrollTop - outer.clientHeight < AT_END_PX;
      if (follows.current) setMissed(false);
    };
    return () => watch.disconnect();
  }, []);
  return hasMissed;
}

function scrollToEnd(log: HTMLElement | null): void {
  log?.scrollTo({ top: log.scrollHeight });
}

function startsDay(entry: Entry, before: Entry | undefined): boolean {
  return before === undefined || daysAgo(before.at, entry.at) > 0;
}

function isTogether(entry: Entry, other: Entry | undefined): boolean {
  return other?.own === entry.own && other.author === entry.author && isSoon(entry, other);
}

function isSoon(entry: Entry, other: Entry | undefined): boolean {
  return other !== undefined && Math.abs(other.at - entry.at) < SOON_MS && daysAgo(other.at, entry.at) === 0;
}
