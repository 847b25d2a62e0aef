import type { JSX } from "preact";
import { offeredKinds, type ChosenFiles, type FileLimits } from "../file-check.ts";
import { sayCount, saySize } from "../saying.ts";
import { Icon } from "./icon.tsx";
import { Picture } from "./picture.tsx";
import type { Speech } from "./speech.ts";

interface FileTrayParts {
  readonly files: ChosenFiles;
  readonly limits: FileLimits;
  readonly speech: Speech;
  readonly remove: (file: File) => void;
}

/** The files that go with the next message, each to be taken back, and why others do not. */
export function FileTray({ files, limits, speech, remove }: FileTrayParts): JSX.Element {
  const { say } = speech;
  return (
    <>
      <div role="alert">
        {files.refused.map(({ name, reason }) => (
          <p class="refusal">
            {say("widget.file_refused", { name })}{" "}
            {reason === "kind" ? say("widget.file_kind") : sayLimits(limits, speech)}
          </p>
        ))}
      </div>
      {files.taken.length > 0 && (
        <ul class="tray">
          {files.taken.map((file) => (
            <li key={`${file.name} ${file.size} ${file.lastModified}`}>
              <Picture name={file.name} type={file.type} url="" blob={file} />
              <button
                class="remove"
                type="button"
                aria-label={say("widget.file_remove", { name: file.name })}
                onClick={() => remove(file)}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

interface FileChoiceParts {
  readonly limits: FileLimits;
  readonly speech: Speech;
  readonly add: (files: readonly File[]) => void;
}

/** The ways to a file, and what is taken, said before one is chosen. The camera is hidden where none is to be expected. */
export function FileChoice({ limits, speech, add }: FileChoiceParts): JSX.Element {
  const { say } = speech;
  return (
    <div class="file-choice">
      <label class="choice">
        <Icon name="picture" />
        {say("widget.attach")}
        <input class="hidden" type="file" multiple accept={offeredKinds} onChange={taking(add)} />
      </label>
      <label class="choice camera">
        <Icon name="camera" />
        {say("widget.camera")}
        <input class="hidden" type="file" accept="image/*" capture="environment" onChange={taking(add)} />
      </label>
      <p>{sayLimits(limits, speech)}</p>
    </div>
  );
}

/** Hands on what was chosen, and empties the field, so that the same file can be chosen again. */
function taking(add: FileChoiceParts["add"]): (event: { readonly currentTarget: HTMLInputElement }) => void {
  return ({ currentTarget }) => {
    const files = [...(currentTarget.files ?? [])];
    currentTarget.value = "";
    if (files.length > 0) add(files);
  };
}

function sayLimits({ maxFiles, maxFileBytes }: FileLimits, { say, language }: Speech): string {
  return say("widget.file_limits", { count: sayCount(maxFiles, language), size: saySize(maxFileBytes, language) });
}
