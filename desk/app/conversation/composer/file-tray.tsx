import { ActionIcon, Progress } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useLanguage } from "../../language/language-provider.tsx";
import { fileUrl, isPicture } from "../transcript/file-kinds.ts";
import type { SentFile } from "../unsent/unsent-words.ts";
import type { Upload } from "./use-uploads.ts";
import classes from "./composer.module.css";

/** The files that go with the words: those that are ready, and those on their way. */
export function FileTray({
  files,
  uploads,
  remove,
  drop,
}: {
  readonly files: readonly SentFile[];
  readonly uploads: readonly Upload[];
  readonly remove: (id: string) => void;
  readonly drop: (key: string) => void;
}) {
  const { say } = useLanguage();
  if (files.length === 0 && uploads.length === 0) return null;
  return (
    <ul className={classes["tray"]} aria-label={say("conversation.files.name")}>
      {files.map(({ id, name, type }) => (
        <li key={id}>
          {isPicture(type) ? <img src={fileUrl(id, "thumbnail")} alt="" /> : null}
          <bdi>{name}</bdi>
          <Remove name={name} act={() => remove(id)} />
        </li>
      ))}
      {uploads.map(({ key, name, share, problem }) => (
        <li key={key} data-wrong={problem !== undefined}>
          <bdi>{name}</bdi>
          {problem === undefined ? (
            <Progress
              value={share * 100}
              w={60}
              animated={share === 1}
              aria-label={say(share === 1 ? "conversation.files.checking" : "conversation.files.uploading", { name })}
            />
          ) : (
            <span role="alert">{problem}</span>
          )}
          <Remove name={name} act={() => drop(key)} />
        </li>
      ))}
    </ul>
  );
}

function Remove({ name, act }: { readonly name: string; readonly act: () => void }) {
  const { say } = useLanguage();
  return (
    <ActionIcon size="sm" variant="subtle" onClick={act} aria-label={say("conversation.files.remove", { name })}>
      <IconX size={14} aria-hidden />
    </ActionIcon>
  );
}
