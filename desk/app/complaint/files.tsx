import { Alert, Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useState } from "react";
import { FileStrip } from "../conversation/transcript/file-strip.tsx";
import { useLanguage } from "../language/language-provider.tsx";
import { problemText } from "../shell/notices.tsx";
import { useMe } from "../shell/use-me.ts";
import { saveOriginal } from "./save-original.ts";
import { Section } from "./section.tsx";
import type { AttachmentSeen, ComplaintDetail } from "./use-complaint.ts";
import { wordsDirection } from "./forms/words-direction.ts";

/** The files of one decision, answer or note. */
export function FileRow({
  attachments,
  ids,
}: {
  readonly attachments: readonly AttachmentSeen[];
  readonly ids: readonly string[];
}) {
  const files = attachments.filter(({ id }) => ids.includes(id));
  return files.length === 0 ? null : <FileStrip files={files} />;
}

/** Every file of the complaint: clean copies, and the sealed originals for whoever investigates and says why. */
export function Files({ attachments }: ComplaintDetail) {
  const { say } = useLanguage();
  const { may } = useMe();
  if (attachments.length === 0) return null;
  return (
    <Section title={say("complaint.files", { count: attachments.length })}>
      <FileStrip files={attachments} />
      {may("attachment.original") && <Originals attachments={attachments} />}
    </Section>
  );
}

function Originals({ attachments }: Pick<ComplaintDetail, "attachments">) {
  const { say } = useLanguage();
  const [wanted, setWanted] = useState<AttachmentSeen>();
  const stored = attachments.filter(({ file }) => file !== undefined);
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        {say("complaint.original.what")}
      </Text>
      <Group gap="xs">
        {stored.map((attachment, index) => (
          <Button key={attachment.id} size="compact-sm" variant="default" onClick={() => setWanted(attachment)}>
            {say("complaint.original.open", { index: index + 1 })}
          </Button>
        ))}
      </Group>
      {wanted !== undefined && <OriginalReason attachment={wanted} close={() => setWanted(undefined)} />}
    </Stack>
  );
}

function OriginalReason({ attachment, close }: { readonly attachment: AttachmentSeen; readonly close: () => void }) {
  const { say } = useLanguage();
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<unknown>();
  const [isBusy, { open: begin, close: end }] = useDisclosure(false);
  const save = async (): Promise<void> => {
    begin();
    try {
      await saveOriginal(attachment, reason);
      close();
    } catch (why) {
      setProblem(why);
    } finally {
      end();
    }
  };
  return (
    <Modal opened onClose={close} title={say("complaint.original.title")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Stack>
          <Textarea
            label={say("complaint.original.reason")}
            description={say("complaint.original.audited")}
            required
            autosize
            minRows={2}
            dir={wordsDirection(reason)}
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
          {problem !== undefined && <Alert color="red">{problemText(problem, say)}</Alert>}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {say("complaint.cancel")}
            </Button>
            <Button type="submit" loading={isBusy}>
              {say("complaint.original.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
