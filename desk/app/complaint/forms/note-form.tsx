import { IconLock } from "@tabler/icons-react";
import { Text } from "@mantine/core";
import { useLanguage } from "../../language/language-provider.tsx";
import { useAgents } from "../../shell/use-agents.ts";
import classes from "../complaint.module.css";
import { CommandForm } from "./command-form.tsx";
import { FilePicker } from "./file-picker.tsx";
import type { PickedFile } from "./file-picker.tsx";
import type { FormProps } from "./form-props.ts";
import { MentionField } from "./mention-field.tsx";
import { mentionedIn } from "./mentions.ts";
import { useFormDraft } from "./use-form-draft.ts";
import { written } from "./words-field.tsx";

/** A note of staff, which the customer never sees; whom it names is told. */
export function NoteForm(props: FormProps) {
  const { say } = useLanguage();
  const { present } = useAgents();
  const [fields, change, clear] = useFormDraft<{ readonly words: string; readonly files: readonly PickedFile[] }>(
    `${props.detail.complaint.id}.note`,
    { words: "", files: [] },
  );
  const words = written(fields.words);
  const mentions = mentionedIn(fields.words, present);
  const command =
    words === undefined
      ? undefined
      : {
          kind: "note" as const,
          words,
          attachments: fields.files.map(({ id }) => id),
          ...(mentions.length === 0 ? {} : { mentions: [...mentions] }),
        };
  return (
    <div className={classes.note}>
      <CommandForm {...props} kind="note" command={command} done={say("complaint.done.note")} clear={clear}>
        <Text size="sm" fw={600}>
          <IconLock size={14} aria-hidden /> {say("complaint.note.internal")}
        </Text>
        <MentionField
          label={say("complaint.note")}
          value={fields.words}
          onChange={(changed) => change({ words: changed })}
          people={present}
        />
        <FilePicker files={fields.files} onChange={(files) => change({ files })} />
      </CommandForm>
    </div>
  );
}
