import { Text, VisuallyHidden } from "@mantine/core";
import { useLanguage } from "../../language/language-provider.tsx";
import { clockTime } from "../clock-time.ts";
import type { ChatFile, ChatMessage } from "../conversation-types.ts";
import { deliveryWords } from "./delivery-words.ts";
import { FileStrip } from "./file-strip.tsx";
import { LongText } from "./long-text.tsx";
import { MessageMarks } from "./message-marks.tsx";
import classes from "./transcript.module.css";

interface Shown {
  readonly message: ChatMessage;
  readonly editedTo: ChatMessage | undefined;
  readonly follows: boolean;
  readonly files: Readonly<Record<string, ChatFile>>;
  /** What the customer is called. */
  readonly customerName: string;
  /** Takes the message back; unset where that is not the reader's to do. */
  readonly takeBack?: (id: string) => void;
}

/** One message as it was said: who, what, files, buttons, when, and how it fares. */
export function MessageBubble({ message, editedTo, follows, files, customerName, takeBack }: Shown) {
  const { say } = useLanguage();
  const { author } = message;
  const voice = {
    customer: customerName,
    bot: say("conversation.bot"),
    agent: author.name ?? say("conversation.agent"),
  }[author.kind];
  const own = message.attachments.map((id) => files[id]).filter((file) => file !== undefined);
  return (
    <article className={classes["bubble"]} data-author={author.kind} data-follows={follows} data-seq={message.seq}>
      {follows ? <VisuallyHidden>{voice}</VisuallyHidden> : <bdi className={classes["voice"]}>{voice}</bdi>}
      <Words message={message} editedTo={editedTo} />
      <Details details={message.details} />
      {own.length === 0 ? null : <FileStrip files={own} />}
      <Choices message={message} />
      <MessageMarks message={message} isEdited={editedTo !== undefined} />
      <Foot message={message} takeBack={takeBack} />
    </article>
  );
}

function Words({ message, editedTo }: Pick<Shown, "message" | "editedTo">) {
  const { say } = useLanguage();
  const { kind, text } = editedTo ?? message;
  if (message.kind === "start") return <Text className={classes["meta"]}>{say("conversation.opened")}</Text>;
  if (kind === "unsupported")
    return <Text className={classes["meta"]}>{say("conversation.unsupported", { what: text })}</Text>;
  if (kind === "place") return <Place text={text} />;
  if (text === "") return null;
  return <LongText text={text} />;
}

/** Coordinates become a link to a map; nothing is loaded from it until it is opened. */
function Place({ text }: { readonly text: string }) {
  const { say } = useLanguage();
  const [, latitude, longitude] = /(-?\d+(?:\.\d+)?), (-?\d+(?:\.\d+)?)$/u.exec(text) ?? [];
  if (latitude === undefined || longitude === undefined) return <LongText text={text} />;
  const map = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`;
  return (
    <div className={classes["words"]}>
      <a href={map} target="_blank" rel="noopener noreferrer">
        {say("conversation.place")}
      </a>{" "}
      <bdi>{text}</bdi>
    </div>
  );
}

function Details({ details = [] }: Pick<ChatMessage, "details">) {
  if (details.length === 0) return null;
  return (
    <dl className={classes["details"]}>
      {details.map(({ label, value }) => (
        <div key={label}>
          <dt>
            <bdi>{label}</bdi>
          </dt>
          <dd>
            <DetailValue text={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Codes and telephone numbers: a sign and its digits belong together whatever the words around them are. */
const code = /(\+?\p{Nd}[\p{Nd}\-–/ ().]*\p{Nd})/u;

function DetailValue({ text }: { readonly text: string }) {
  return (
    <bdi>
      {text.split(code).map((piece, index) =>
        index % 2 === 1 ? (
          <bdi key={`${String(index)} ${piece}`} dir="ltr">
            {piece}
          </bdi>
        ) : (
          piece
        ),
      )}
    </bdi>
  );
}

function Choices({ message: { choices = [], tapped, choicesOpen } }: Pick<Shown, "message">) {
  const { say } = useLanguage();
  if (choices.length === 0) return null;
  const outcome =
    tapped === undefined
      ? say(choicesOpen === true ? "conversation.choices.open" : "conversation.choices.closed")
      : say("conversation.choices.tapped", { label: tapped });
  return (
    <div className={classes["choices"]}>
      <ul aria-label={say("conversation.choices.name")}>
        {choices.map((label) => (
          <li key={label} data-tapped={label === tapped}>
            {label === tapped ? "✓ " : ""}
            <bdi>{label}</bdi>
          </li>
        ))}
      </ul>
      <span className={classes["meta"]}>{outcome}</span>
    </div>
  );
}

function Foot({ message, takeBack }: Pick<Shown, "message"> & { readonly takeBack: Shown["takeBack"] }) {
  const { say, language, timeZone } = useLanguage();
  const { delivery, at, id } = message;
  const fares = delivery === undefined ? undefined : deliveryWords(delivery, say);
  return (
    <footer className={classes["foot"]}>
      <time dateTime={at} title={say("conversation.at", { at: new Date(at) })}>
        {clockTime(new Date(at), language, timeZone)}
      </time>
      {fares === undefined ? null : (
        <span data-tone={fares.tone} className={classes["delivery"]}>
          <span aria-hidden>{fares.sign}</span> {fares.words}
        </span>
      )}
      {delivery?.state === "pending" && takeBack !== undefined ? (
        <button type="button" className={classes["more"]} onClick={() => takeBack(id)}>
          {say("conversation.take_back")}
        </button>
      ) : null}
    </footer>
  );
}
