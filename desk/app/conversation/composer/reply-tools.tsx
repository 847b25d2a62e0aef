import { ActionIcon, Button, FileButton, Group, Menu, Tooltip } from "@mantine/core";
import { IconListCheck, IconPaperclip, IconSlash } from "@tabler/icons-react";
import type { RefObject } from "react";
import { useLanguage } from "../../language/language-provider.tsx";
import { usePreferences } from "../../shell/use-preferences.ts";
import type { ComposerParts } from "./composer-parts.ts";

interface ToolsParts {
  readonly parts: ComposerParts & { readonly field: RefObject<HTMLTextAreaElement | null> };
  readonly add: (files: readonly File[]) => void;
  readonly isAsking: boolean;
  readonly ask: () => void;
}

/** What can go with the words: files, answers to tap, canned replies. */
export function ReplyTools({ parts: { detail, drafting, field }, add, isAsking, ask }: ToolsParts) {
  const { say } = useLanguage();
  const { sends } = detail.composer;
  const openCanned = (): void => {
    const element = field.current;
    if (element === null) return;
    element.focus();
    const gap = drafting.draft.text === "" || /\s$/u.test(drafting.draft.text) ? "" : " ";
    element.setRangeText(`${gap}/`, element.value.length, element.value.length, "end");
    // As if it had been typed, so that the field looks it up.
    element.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
  };
  return (
    <Group gap={4} wrap="nowrap">
      <FileButton multiple onChange={add} disabled={sends === undefined}>
        {(props) => (
          <Tooltip label={say(sends === undefined ? "conversation.files.none" : "conversation.files.add")}>
            <ActionIcon
              {...props}
              variant="subtle"
              disabled={sends === undefined}
              aria-label={say("conversation.files.add")}
            >
              <IconPaperclip size={18} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </FileButton>
      <Tooltip label={say("conversation.choices.ask")}>
        <ActionIcon
          variant={isAsking ? "filled" : "subtle"}
          aria-pressed={isAsking}
          aria-label={say("conversation.choices.ask")}
          onClick={ask}
        >
          <IconListCheck size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={say("conversation.canned.open")}>
        <ActionIcon variant="subtle" aria-label={say("conversation.canned.open")} onClick={openCanned}>
          <IconSlash size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}

/** Which key sends, by the agent's preference. */
export function SendBy() {
  const { say } = useLanguage();
  const { preferences, change } = usePreferences();
  const present = preferences.sendBy ?? "enter";
  return (
    <Menu>
      <Menu.Target>
        <Button size="compact-xs" variant="subtle" c="inherit">
          {say(`conversation.send_by.${present}`)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(["enter", "ctrl_enter"] as const).map((way) => (
          <Menu.Item key={way} onClick={() => void change({ sendBy: way })}>
            {say(`conversation.send_by.${way}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
