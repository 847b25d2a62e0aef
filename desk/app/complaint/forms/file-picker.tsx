import { Button, CloseButton, FileButton, Group, Loader, Text } from "@mantine/core";
import { IconPaperclip } from "@tabler/icons-react";
import { useState } from "react";
import { send } from "../../api/call.ts";
import { useLanguage } from "../../language/language-provider.tsx";
import { showProblem } from "../../shell/notices.tsx";

/** A file that was uploaded, to be named in a command. */
export interface PickedFile {
  readonly id: string;
  readonly name: string;
}

/** Files to go with a command: each is uploaded at once, and belongs to nothing until the command names it. */
export function FilePicker({
  files,
  onChange,
}: {
  readonly files: readonly PickedFile[];
  readonly onChange: (files: readonly PickedFile[]) => void;
}) {
  const { say } = useLanguage();
  const [underWay, setUnderWay] = useState(0);
  const add = async (chosen: readonly File[]): Promise<void> => {
    setUnderWay(chosen.length);
    const added: PickedFile[] = [];
    for (const file of chosen) {
      const form = new FormData();
      form.append("file", file);
      try {
        const { id } = await send<{ readonly id: string }>("POST", "/attachments", form);
        added.push({ id, name: file.name });
      } catch (problem) {
        showProblem(problem, say);
      }
    }
    setUnderWay(0);
    if (added.length > 0) onChange([...files, ...added]);
  };
  return (
    <div>
      <FileButton multiple onChange={(chosen) => void add(chosen)}>
        {(props) => (
          <Button {...props} size="compact-sm" variant="default" leftSection={<IconPaperclip size={16} />}>
            {say("complaint.files.add")}
          </Button>
        )}
      </FileButton>
      {underWay > 0 && <Loader size="xs" aria-label={say("complaint.files.sending")} />}
      {files.map(({ id, name }) => (
        <Group key={id} gap={4}>
          <Text size="sm">
            <bdi>{name}</bdi>
          </Text>
          <CloseButton
            size="sm"
            aria-label={say("complaint.files.remove", { name })}
            onClick={() => onChange(files.filter((file) => file.id !== id))}
          />
        </Group>
      ))}
    </div>
  );
}
