import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import type { FileLimits } from "../file-check.ts";
import { sayCount, saySize } from "../saying.ts";
import type { ChosenFiles } from "./chat-window.tsx";
import { Icon } from "./icon.tsx";
import { Picture } from "./picture.tsx";
import { useSpeech, type Speech } from "./speech.ts";

interface FileTrayParts {
  readonly files: ChosenFiles;
  readonly setFiles: (files: ChosenFiles) => void;
  readonly limits: FileLimits;
}

/** The files that go with the next message, each to be taken back, and why others do not. */
export function FileTray({ files, setFiles, limits }: FileTrayParts): JSX.Element {
  const speech = useSpeech();
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
              <Picture name={file.name} type={file.type} url="" load={() => Promise.resolve(file)} />
              <button
                class="remove"
                type="button"
                aria-label={say("widget.file_remove", { name: file.name })}
                onClick={() => setFiles({ taken: files.taken.filter((other) => other !== file), refused: [] })}
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

/** The ways to a file, and what is taken, said before one is chosen. */
export function FileChoice(parts: {
  readonly limits: FileLimits;
  readonly add: (files: readonly File[]) => void;
}): JSX.Element {
  const speech = useSpeech();
  const { say } = speech;
  return (
    <div class="file-choice">
      <FileButton label={say("widget.attach")} icon="picture" accept={parts.limits.types.join()} add={parts.add} />
      <FileButton label={say("widget.camera")} icon="camera" accept="image/*" camera add={parts.add} />
      <p>{sayLimits(parts.limits, speech)}</p>
    </div>
  );
}

interface FileButtonParts {
  readonly label: string;
  readonly icon: "picture" | "camera";
  readonly accept: string;
  /** Goes straight to the camera, where there is one; hidden where none is to be expected. */
  readonly camera?: boolean;
  readonly add: (files: readonly File[]) => void;
}

function FileButton({ label, icon, accept, camera = false, add }: FileButtonParts): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button class={camera ? "choice camera" : "choice"} type="button" onClick={() => input.current?.click()}>
        <Icon name={icon} />
        {label}
      </button>
      <input
        ref={input}
        class="hidden"
        type="file"
        tabIndex={-1}
        aria-hidden="true"
        accept={accept}
        multiple={!camera}
        capture={camera ? "environment" : undefined}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          currentTarget.value = "";
          if (files.length > 0) add(files);
        }}
      />
    </>
  );
}

function sayLimits({ maxFiles, maxFileBytes }: FileLimits, { say, language }: Speech): string {
  return say("widget.file_limits", { count: sayCount(maxFiles, language), size: saySize(maxFileBytes, language) });
}
