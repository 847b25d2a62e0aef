import { Button, Group, Modal, Stack, Text, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import { useLanguage } from "../language/language-provider.tsx";
import { showProblem } from "../shell/notices.tsx";
import { usePreferences } from "../shell/use-preferences.ts";
import { KeyRecorder } from "./key-recorder.tsx";
import { KeysShown } from "./keys-shown.tsx";
import { keyAreas, keyRegistry } from "./registry.ts";
import type { KeyArea, KnownKey } from "./registry.ts";
import styles from "./keys-dialog.module.css";

/** What every key does where one is, to be searched and to be changed. */
export function KeysDialog({ close }: { readonly close: () => void }) {
  const { say, language } = useLanguage();
  const [wanted, setWanted] = useState("");
  // What works here does not change while the dialog is open; what keys it has does.
  const [here] = useState(() => keyRegistry.known());
  const { preferences, change } = usePreferences();
  const own = preferences.keys ?? {};
  const known = here.map((key) => ({ ...key, now: own[key.id] ?? key.keys }));
  const lower = (text: string): string => text.toLocaleLowerCase(language);
  const matches = ({ name }: KnownKey): boolean => lower(say(name)).includes(lower(wanted));
  const keep = (keys: typeof own): void => {
    change({ keys }).catch((problem: unknown) => showProblem(problem, say));
  };
  return (
    <Modal
      opened
      onClose={close}
      title={say("shell.keys.title")}
      size="lg"
      closeButtonProps={{ "aria-label": say("shell.close") }}
    >
      <Stack>
        <TextInput
          data-autofocus
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
          label={say("shell.keys.search")}
        />
        {keyAreas.map((area) => (
          <KeysOfArea
            key={area}
            area={area}
            all={known}
            shown={known.filter((key) => key.area === area && matches(key))}
            keep={(id, keys) => keep({ ...own, [id]: keys })}
          />
        ))}
        {Object.keys(own).length > 0 && (
          <Button variant="default" onClick={() => keep({})}>
            {say("shell.keys.reset")}
          </Button>
        )}
      </Stack>
    </Modal>
  );
}

interface AreaParts {
  readonly area: KeyArea;
  readonly all: readonly KnownKey[];
  readonly shown: readonly KnownKey[];
  readonly keep: (id: string, keys: string) => void;
}

function KeysOfArea({ area, all, shown, keep }: AreaParts) {
  const { say } = useLanguage();
  const [changing, setChanging] = useState<string>();
  if (shown.length === 0) return null;
  return (
    <section>
      <Title order={3} size="sm">
        {say(`shell.keys.area.${area}`)}
      </Title>
      <ul className={styles["list"]}>
        {shown.map((key) => (
          <KeyRow
            key={key.id}
            known={key}
            all={all}
            isChanging={changing === key.id}
            change={() => setChanging(key.id)}
            stop={() => setChanging(undefined)}
            keep={(keys) => {
              setChanging(undefined);
              keep(key.id, keys);
            }}
          />
        ))}
      </ul>
    </section>
  );
}

interface KeyRowParts {
  readonly known: KnownKey;
  readonly all: readonly KnownKey[];
  readonly isChanging: boolean;
  readonly change: () => void;
  readonly stop: () => void;
  readonly keep: (keys: string) => void;
}

function KeyRow({ known, all, isChanging, change, stop, keep }: KeyRowParts) {
  const { say } = useLanguage();
  const name = say(known.name);
  return (
    <li className={styles["row"]}>
      <Text size="sm">{name}</Text>
      {isChanging ? (
        <KeyRecorder of={known} all={all} stop={stop} keep={keep} />
      ) : (
        <Group gap="xs" wrap="nowrap">
          <KeysShown keys={known.now} />
          <Button size="compact-xs" variant="subtle" onClick={change} aria-label={say("shell.keys.change", { name })}>
            {say("shell.change")}
          </Button>
        </Group>
      )}
    </li>
  );
}
