import { ActionIcon, Group, Modal, Text, Tooltip } from "@mantine/core";
import {
  IconArrowLeft,
  IconArrowRight,
  IconDownload,
  IconRotateClockwise,
  IconZoomIn,
  IconZoomOut,
} from "@tabler/icons-react";
import { useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { useLanguage } from "../language/language-provider.tsx";
import classes from "./file-viewer.module.css";
import { fileUrl } from "./transcript/file-kinds.ts";

/** A picture to look at. */
export interface ViewedFile {
  readonly id: string;
  readonly name?: string;
}

const STEP = 1.5;
const LARGEST = 8;
const SMALLEST = 0.5;

interface Look {
  readonly index: number;
  readonly zoom: number;
  readonly turns: number;
}

/** Shows pictures one at a time, large: zoom, turn, the next and the one before, save. Arrow keys, + − R and Esc work. */
export function FileViewer({
  files,
  start,
  close,
}: {
  readonly files: readonly ViewedFile[];
  readonly start: number;
  readonly close: () => void;
}) {
  const { say } = useLanguage();
  const [look, setLook] = useState<Look>({ index: Math.max(0, start), zoom: 1, turns: 0 });
  const file = files[look.index];
  if (file === undefined) return null;
  const to = (step: number): void => {
    const index = look.index + step;
    if (index >= 0 && index < files.length) setLook({ index, zoom: 1, turns: 0 });
  };
  const zoom = (by: number): void => setLook({ ...look, zoom: Math.min(LARGEST, Math.max(SMALLEST, look.zoom * by)) });
  const turn = (): void => setLook({ ...look, turns: look.turns + 1 });
  const name = file.name ?? say("conversation.file.photo");
  return (
    <Modal
      opened
      fullScreen
      onClose={close}
      title={<bdi>{name}</bdi>}
      closeButtonProps={{ "aria-label": say("conversation.viewer.close") }}
      onKeyDown={(event) => byKey(event, { to, zoom, turn })}
    >
      <div className={classes["stage"]} data-zoomed={look.zoom > 1}>
        <img
          src={fileUrl(file.id)}
          alt={name}
          style={{ transform: `rotate(${String(look.turns * 90)}deg)`, inlineSize: `${String(look.zoom * 100)}%` }}
        />
      </div>
      <Bar look={look} count={files.length} file={file} name={name} acts={{ to, zoom, turn }} />
    </Modal>
  );
}

interface Acts {
  readonly to: (step: number) => void;
  readonly zoom: (by: number) => void;
  readonly turn: () => void;
}

function Bar({
  look,
  count,
  file,
  name,
  acts: { to, zoom, turn },
}: {
  readonly look: Look;
  readonly count: number;
  readonly file: ViewedFile;
  readonly name: string;
  readonly acts: Acts;
}) {
  const { say } = useLanguage();
  return (
    <Group justify="center" gap="xs" className={classes["bar"]} dir="ltr">
      <Tool label={say("conversation.viewer.before")} disabled={look.index === 0} act={() => to(-1)}>
        <IconArrowLeft size={20} />
      </Tool>
      <Text component="span" size="sm" aria-live="polite">
        {say("conversation.viewer.place", { place: look.index + 1, count: count })}
      </Text>
      <Tool label={say("conversation.viewer.next")} disabled={look.index === count - 1} act={() => to(1)}>
        <IconArrowRight size={20} />
      </Tool>
      <Tool label={say("conversation.viewer.smaller")} act={() => zoom(1 / STEP)}>
        <IconZoomOut size={20} />
      </Tool>
      <Tool label={say("conversation.viewer.larger")} act={() => zoom(STEP)}>
        <IconZoomIn size={20} />
      </Tool>
      <Tool label={say("conversation.viewer.turn")} act={turn}>
        <IconRotateClockwise size={20} />
      </Tool>
      <Tooltip label={say("conversation.viewer.save")}>
        <ActionIcon
          component="a"
          variant="default"
          size="lg"
          href={fileUrl(file.id)}
          download={name}
          aria-label={say("conversation.viewer.save")}
        >
          <IconDownload size={20} />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}

function byKey(event: KeyboardEvent, { to, zoom, turn }: Acts): void {
  const acts: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => to(-1),
    ArrowRight: () => to(1),
    Equal: () => zoom(STEP),
    NumpadAdd: () => zoom(STEP),
    Minus: () => zoom(1 / STEP),
    NumpadSubtract: () => zoom(1 / STEP),
    KeyR: turn,
  };
  const act = acts[event.code];
  if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  act();
}

function Tool({
  label,
  act,
  disabled = false,
  children,
}: {
  readonly label: string;
  readonly act: () => void;
  readonly disabled?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="default" size="lg" aria-label={label} disabled={disabled} onClick={act}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
