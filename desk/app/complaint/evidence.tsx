import { Stack, Text } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useLanguage } from "../language/language-provider.tsx";
import classes from "./complaint.module.css";
import { Words } from "./facts.tsx";
import { FileRow } from "./files.tsx";
import { Section } from "./section.tsx";
import type { ComplaintDetail } from "./use-complaint.ts";
import { useNames } from "./use-names.ts";

/** What came in after the complaint, and the notes of staff, which look like nothing that the customer sees. */
export function EvidenceList({ complaint: { evidence }, attachments }: ComplaintDetail) {
  const { say } = useLanguage();
  const names = useNames();
  if (evidence.length === 0) return null;
  return (
    <Section title={say("complaint.evidence")}>
      {evidence.toReversed().map((item) => (
        <Stack key={item.id} gap={4} className={item.internal ? classes.note : undefined}>
          {item.internal && (
            <Text size="xs" fw={700}>
              <IconLock size={12} aria-hidden /> {say("complaint.note.internal")}
            </Text>
          )}
          <Text size="xs" {...(item.internal ? {} : { c: "dimmed" })}>
            {say("complaint.evidence.by", { who: names.actor(item.by), at: new Date(item.at), door: item.door })}
          </Text>
          {item.words !== undefined && <Words>{item.words}</Words>}
          <FileRow attachments={attachments} ids={item.attachments} />
        </Stack>
      ))}
    </Section>
  );
}
