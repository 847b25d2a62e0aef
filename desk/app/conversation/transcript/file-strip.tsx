import { Anchor, Loader, UnstyledButton } from "@mantine/core";
import { IconFile, IconFileOff } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useLanguage } from "../../language/language-provider.tsx";
import type { ChatFile } from "../conversation-types.ts";
import { fileUrl, isPicture, isPlayable } from "./file-kinds.ts";
import classes from "./transcript.module.css";

const FileViewer = lazy(async () => ({ default: (await import("../file-viewer.tsx")).FileViewer }));

/** The files of one message: pictures small and to be opened, sound and film to be played, the rest to be saved. */
export function FileStrip({ files }: { readonly files: readonly ChatFile[] }) {
  const [opened, setOpened] = useState<number>();
  const shown = files.filter(({ file }) => file !== undefined && isPicture(file.type));
  return (
    <div className={classes["files"]}>
      {files.map((file) => (
        <FileTile key={file.id} file={file} open={() => setOpened(shown.indexOf(file))} />
      ))}
      {opened === undefined ? null : (
        <Suspense fallback={null}>
          <FileViewer
            files={shown.map(({ id, name }) => ({ id, ...(name === undefined ? {} : { name }) }))}
            start={opened}
            close={() => setOpened(undefined)}
          />
        </Suspense>
      )}
    </div>
  );
}

function FileTile({ file, open }: { readonly file: ChatFile; readonly open: () => void }) {
  const { say } = useLanguage();
  const name = file.name ?? say(`conversation.file.${file.kind}`);
  if (file.state === "refused")
    return (
      <span className={classes["fileNote"]}>
        <IconFileOff size={18} aria-hidden />
        {say("conversation.file.refused", { name })}
      </span>
    );
  if (file.file === undefined)
    return (
      <span className={classes["fileNote"]}>
        <Loader size="xs" aria-hidden />
        {say("conversation.file.fetching", { name })}
      </span>
    );
  if (isPicture(file.file.type)) return <Picture file={file} name={name} open={open} />;
  if (isPlayable(file.file.type)) return <Player file={file} type={file.file.type} name={name} />;
  return (
    <Anchor className={classes["fileNote"]} href={fileUrl(file.id)} download={name}>
      <IconFile size={18} aria-hidden />
      <bdi>{name}</bdi>
    </Anchor>
  );
}

function Picture({ file, name, open }: { readonly file: ChatFile; readonly name: string; readonly open: () => void }) {
  const { say } = useLanguage();
  const small = file.file?.hasThumbnail === true ? fileUrl(file.id, "thumbnail") : fileUrl(file.id);
  return (
    <UnstyledButton className={classes["picture"]} onClick={open} aria-label={say("conversation.file.open", { name })}>
      <img src={small} alt="" loading="lazy" />
    </UnstyledButton>
  );
}

function Player({ file, type, name }: { readonly file: ChatFile; readonly type: string; readonly name: string }) {
  const Media = type.startsWith("video/") ? "video" : "audio";
  return (
    <figure className={classes["player"]}>
      <Media controls preload="none" src={fileUrl(file.id)} aria-label={name} />
      <Anchor size="sm" href={fileUrl(file.id)} download={name}>
        <bdi>{name}</bdi>
      </Anchor>
    </figure>
  );
}
