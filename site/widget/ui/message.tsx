import type { JSX } from "preact";
import type { CardRow, FileAttachment } from "../activity.ts";
import type { Chat } from "../chat.ts";
import { sayShare, sayTime } from "../saying.ts";
import { textPieces } from "../text-pieces.ts";
import type { Entry } from "../transcript.ts";
import { Icon } from "./icon.tsx";
import { Picture } from "./picture.tsx";
import { useSpeech } from "./speech.ts";

interface MessageParts {
  readonly entry: Entry;
  readonly chat: Chat;
  /** Of several messages of one person, one after another. */
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly showsTime: boolean;
}

/** One message: who says it, its words, its files, and how far it has come. */
export function Message({ entry, chat, isFirst, isLast, showsTime }: MessageParts): JSX.Element {
  const { own, text, attachments } = entry;
  const isSaidByCard = attachments.some((attachment) => attachment.kind === "card" && attachment.words === text);
  return (
    <div class={`message ${own ? "own" : "theirs"} ${isFirst ? "first" : ""} ${isLast ? "last" : ""}`}>
      <Speaker entry={entry} isFirst={isFirst} />
      <Files entry={entry} chat={chat} />
      {text !== "" && !isSaidByCard && (
        <div class="bubble" dir="auto">
          <Words text={text} />
        </div>
      )}
      {attachments.map((attachment) => attachment.kind === "card" && <Card rows={attachment.rows} />)}
      <Footing entry={entry} chat={chat} showsTime={showsTime} />
    </div>
  );
}

/** The name of an agent is shown; who else speaks is seen by the side, and told to those who do not see. */
function Speaker({ entry, isFirst }: Pick<MessageParts, "entry" | "isFirst">): JSX.Element {
  const { say } = useSpeech();
  const { own, author } = entry;
  if (isFirst && author !== "") return <p class="author">{author}</p>;
  return <span class="hidden">{own ? say("widget.you") : author || say("widget.bot")}: </span>;
}

/** The words of a message: addresses can be opened, codes keep their order. */
function Words({ text }: { readonly text: string }): JSX.Element {
  return (
    <>
      {textPieces(text).map((piece) => {
        switch (piece.kind) {
          case "link":
            return (
              <a href={piece.text} target="_blank" rel="noopener noreferrer" dir="ltr">
                {piece.text}
              </a>
            );
          case "code":
            return <bdi dir="ltr">{piece.text}</bdi>;
          case "plain":
            return piece.text;
        }
      })}
    </>
  );
}

function Card({ rows }: { readonly rows: readonly CardRow[] }): JSX.Element {
  return (
    <div class="card">
      {rows.map((row) =>
        row.kind === "text" ? (
          <p class={row.strong ? "strong" : ""} dir="auto">
            <Words text={row.text} />
          </p>
        ) : (
          <dl>
            {row.facts.map((fact) => (
              <div>
                <dt dir="auto">{fact.title}</dt>
                <dd dir="auto">
                  <Words text={fact.value} />
                </dd>
              </div>
            ))}
          </dl>
        ),
      )}
    </div>
  );
}

/** Files of the message: those at hand as they are, the others fetched from the server. */
function Files({ entry, chat }: Pick<MessageParts, "entry" | "chat">): JSX.Element | null {
  const stored = entry.attachments.filter((attachment) => attachment.kind === "file");
  const count = Math.max(stored.length, entry.files.length);
  if (count === 0) return null;
  return (
    <div class={count > 1 ? "files many" : "files"}>
      {Array.from({ length: count }, (_, index) => {
        const file = entry.files[index];
        const { name, type, url, thumbnail } = stored[index] ?? unstored(file);
        return (
          <Picture
            name={name}
            type={type}
            url={url}
            load={() => (file === undefined ? chat.download(thumbnail || url) : Promise.resolve(file))}
          />
        );
      })}
    </div>
  );
}

function unstored(file: File | undefined): Omit<FileAttachment, "kind"> {
  return { name: file?.name ?? "", type: file?.type ?? "", url: "", thumbnail: "" };
}

/** When it was said, or why it is not there yet. */
function Footing({ entry, chat, showsTime }: Omit<MessageParts, "isFirst" | "isLast">): JSX.Element | null {
  const { say, language } = useSpeech();
  const { passage, at, key } = entry;
  if (passage?.state === "sending") return <Progress share={passage.progress} />;
  if (passage === undefined || passage.state === "posted") {
    return showsTime ? <p class="footing">{sayTime(at, language)}</p> : null;
  }
  return (
    <p class="footing trouble">
      <Icon name="alert" />
      <span>{say(passage.state === "unsent" ? "widget.unsent" : "widget.refused")}</span>
      <button class="retry" type="button" onClick={() => chat.retry(key)}>
        <Icon name="again" />
        {say("widget.retry")}
      </button>
    </p>
  );
}

function Progress({ share }: { readonly share: number | undefined }): JSX.Element {
  const { say, language } = useSpeech();
  return (
    <p class="footing">
      {say("widget.sending")}
      {share !== undefined && <progress value={share} aria-label={sayShare(share, language)} />}
    </p>
  );
}
