import { Alert, Button, Code, Group, List, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useLanguage } from "../language/language-provider.tsx";
import { wrongText } from "./problem-text.ts";
import styles from "./save-bar.module.css";
import type { Editing } from "./use-settings.ts";

/** Says that something is not saved, why it could not be, and saves it with the reason for the history. */
export function SaveBar<Content>({ editing }: { readonly editing: Editing<Content> }) {
  const { say } = useLanguage();
  const [note, setNote] = useState("");
  const [isSaving, setSaving] = useState(false);
  if (!editing.mayEdit) return <Alert mt="md">{say("settings.read_only")}</Alert>;
  if (!editing.isDirty) return null;
  const save = (): void => {
    setSaving(true);
    void editing.save(note).finally(() => setSaving(false));
  };
  return (
    <section className={styles["bar"]} aria-label={say("settings.unsaved")}>
      <Stack gap="xs">
        <Text fw={600}>{say("settings.unsaved")}</Text>
        {editing.isOutdated && (
          <Alert color="orange" title={say("settings.outdated")}>
            <Group>
              <Button size="xs" variant="default" onClick={editing.insist}>
                {say("settings.outdated.keep")}
              </Button>
              <Button size="xs" variant="default" onClick={editing.discard}>
                {say("settings.outdated.drop")}
              </Button>
            </Group>
          </Alert>
        )}
        {editing.fields.length > 0 && (
          <Alert color="red" role="alert" title={say("settings.wrong")}>
            <List size="sm">
              {editing.fields.slice(0, 20).map(({ path, code }) => (
                <List.Item key={`${path} ${code}`}>
                  <Code dir="ltr">{path}</Code> {wrongText(code, say)}
                </List.Item>
              ))}
            </List>
          </Alert>
        )}
        <Group align="end">
          <TextInput
            flex={1}
            miw={200}
            label={say("settings.note")}
            value={note}
            maxLength={500}
            dir="auto"
            onChange={({ currentTarget }) => setNote(currentTarget.value)}
          />
          <Button loading={isSaving} disabled={editing.isOutdated} onClick={save}>
            {say("shell.save")}
          </Button>
          <Button variant="default" onClick={editing.discard}>
            {say("settings.discard")}
          </Button>
        </Group>
      </Stack>
    </section>
  );
}
