import type { JSX } from "preact";
import type { CardRow } from "../activity.ts";
import type { Chat } from "../chat.ts";
import { sayShare, sayTime } from "../saying.ts";
import { textPieces } from "../text-pieces.ts";
import type { Entry } from "../transcript.ts";
import { Icon } from "./icon.tsx";
import { Picture } from "./picture.tsx";
import type { Speech } from "./speech.ts";

interface MessageParts {
  readonly entry: Entry;
  readonly chat: Chat;
  readonly speech: Speech;
  /** Of several messages of one person, one after another. */
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly showsTime: boolean;
}

/** One message: who says it, its words, its files, and how far it has come. */
export function Message(parts: MessageParts): JSX.Element {
  const { entry, isFirst, isLast } = parts;
  const { own, text, attachments } = entry;
  const isSaidByCard = attachments.some((attachment) => attachment.kind === "card" && attachment.words === text);
  return (
    <div class={`message ${own ? "own" : "theirs"} ${isFirst ? "first" : ""} ${isLast ? "last" : ""}`}>
      <Speaker {...parts} />
      <Files {...parts} />
      {text !== "" && !isSaidByCard && (
        <div class="bubble" dir="auto">
          {words(text)}
        </div>
      )}
      {attachments.map((attachment) => attachment.kind === "card" && <Card rows={attachment.rows} />)}
      <Footing {...parts} />
    </div>
  );
}

/** The name of an agent is shown; who else speaks is seen by the side, and told to those who do not see. */
function Speaker({ entry: { own, author }, speech: { say }, isFirst }: MessageParts): JSX.Element {
  if (isFirst && author !== "") return <p class="author">{author}</p>;
  return <span class="hidden">{own ? say("widget.you") : author || say("widget.bot")}: </span>;
}

/** The words of a message: addresses can be opened, codes keep their order. */
function words(message: string): readonly (JSX.Element | string)[] {
  return textPieces(message).map(({ kind, text }) => {
    if (kind === "plain") return text;
    if (kind === "code") return <bdi dir="ltr">{text}</bdi>;
    return (
      <a href={text} target="_blank" rel="noopener noreferrer" dir="ltr">
        {text}
      </a>
    );
  });
}

function Card({ rows }: { readonly rows: readonly CardRow[] }): JSX.Element {
  return (
    <div class="card">
      {rows.map((row) =>
        row.kind === "text" ? (
          <p dir="auto">{words(row.text)}</p>
        ) : (
          <dl>
            {row.facts.map(({ title, value }) => (
              <div>
                <dt dir="auto">{title}</dt>
                <dd dir="auto">{words(value)}</dd>
              </div>
            ))}
          </dl>
        ),
      )}
    </div>
  );
}

/** Files of the message: those at hand as they are, the others fetched from the server. */
function Files({ entry, chat }: MessageParts): JSX.Element | null {
  const stored = entry.attachments.filter((attachment) => attachment.kind === "file");
  const count = Math.max(stored.length, entry.files.length);
  if (count === 0) return null;
  return (
    <div class={count > 1 ? "files many" : "files"}>
      {Array.from({ length: count }, (_, index) => {
        const file = entry.files[index];
        const kept = stored[index];
        const { name = "", type = "" } = kept ?? file ?? {};
        const load = (): Promise<Blob> => chat.download(kept?.thumbnail || (kept?.url ?? ""));
        return <Picture name={name} type={type} url={kept?.url ?? ""} blob={file} load={load} />;
      })}
    </div>
  );
}

/** When it was said, or why it is not there yet. */
function Footing({ entry, chat, speech: { say, language }, showsTime }: MessageParts): JSX.Element | null {
  const { passage, at, key } = entry;
  if (passage === undefined || passage.state === "posted") {
    return showsTime ? <p class="footing">{sayTime(at, language)}</p> : null;
  }
  const { state, progress } = passage;
  if (state === "sending") {
    return (
      <p class="footing">
        {say("widget.sending")}
        {progress !== undefined && <progress value={progress} aria-label={sayShare(progress, language)} />}
      </p>
    );
  }
  return (
    <p class="footing trouble">
      <Icon name="alert" />
      <span>{say(state === "unsent" ? "widget.unsent" : "widget.refused")}</span>
      <button class="retry" type="button" onClick={() => chat.retry(key)}>
        <Icon name="again" />
        {say("widget.retry")}
      </button>
    </p>
  );
}
