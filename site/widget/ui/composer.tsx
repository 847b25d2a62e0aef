import type { JSX } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import type { FileLimits } from "../file-check.ts";
import type { World } from "../world.ts";
import type { ChosenFiles } from "./chat-window.tsx";
import { FileChoice, FileTray } from "./file-tray.tsx";
import { Icon } from "./icon.tsx";
import { useSpeech } from "./speech.ts";

interface ComposerParts {
  readonly send: (text: string) => void;
  readonly world: World;
  readonly field: { readonly current: HTMLTextAreaElement | null };
  readonly files: ChosenFiles;
  readonly setFiles: (files: ChosenFiles) => void;
  readonly addFiles: (files: readonly File[]) => void;
  readonly limits: FileLimits;
}

/** What is written but not sent outlives the page. */
const WRITTEN = "redress.written";

/** The place to write, to add files and to send. */
export function Composer({ send, world, field, files, setFiles, addFiles, limits }: ComposerParts): JSX.Element {
  const { say } = useSpeech();
  const [words, setWords] = useState(world.passing.read(WRITTEN) ?? "");
  const [isChoosing, setChoosing] = useState(false);
  const isEmpty = words.trim() === "" && files.taken.length === 0;
  const write = (text: string): void => {
    setWords(text);
    world.passing.keep(WRITTEN, text);
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    if (isEmpty) return;
    send(words.trim());
    write("");
    setChoosing(false);
    field.current?.focus();
  };
  const take = (added: readonly File[]): void => {
    setChoosing(false);
    addFiles(added);
  };
  return (
    <form class="composer" onSubmit={submit}>
      <FileTray files={files} setFiles={setFiles} limits={limits} />
      {isChoosing && <FileChoice limits={limits} add={take} />}
      <div class="write-row">
        <button
          class="plain-button attach"
          type="button"
          aria-label={say("widget.attach")}
          aria-expanded={isChoosing}
          onClick={() => setChoosing(!isChoosing)}
        >
          <Icon name="plus" />
        </button>
        <Field field={field} words={words} write={write} submit={submit} take={take} />
        <button class="send" type="submit" aria-label={say("widget.send")} disabled={isEmpty}>
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
}

interface FieldParts extends Pick<ComposerParts, "field"> {
  readonly words: string;
  readonly write: (text: string) => void;
  readonly submit: (event: Event) => void;
  readonly take: (files: readonly File[]) => void;
}

/** As high as its words, up to the limit in style/widget.css; takes pasted files as well. */
function Field({ field, words, write, submit, take }: FieldParts): JSX.Element {
  const { say } = useSpeech();
  useLayoutEffect(() => {
    const style = field.current?.style;
    style?.setProperty("height", "auto");
    style?.setProperty("height", `${field.current?.scrollHeight ?? 0}px`);
  }, [words]);
  return (
    <textarea
      ref={field}
      rows={1}
      dir="auto"
      aria-label={say("widget.write")}
      placeholder={say("widget.write")}
      value={words}
      onInput={(event) => write(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (isSendKey(event)) submit(event);
      }}
      onPaste={(event) => {
        const files = [...(event.clipboardData?.files ?? [])];
        if (files.length === 0) return;
        event.preventDefault();
        take(files);
      }}
    />
  );
}

/** Enter sends; with Shift, while a word is being composed, and on a touch keyboard it does what it does elsewhere. */
function isSendKey(event: KeyboardEvent): boolean {
  return event.key === "Enter" && !event.shiftKey && !event.isComposing && !matchMedia("(pointer: coarse)").matches;
}
