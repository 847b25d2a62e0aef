import { Button, Group, Kbd, Modal, Stack, Text, TextInput, Title } from "@mantine/core";
import { useEffect, useState } from "react";
import { useLanguage } from "../language/language-provider.tsx";
import { showProblem } from "../shell/notices.tsx";
import { usePreferences } from "../shell/use-preferences.ts";
import { labelsOf, pressOf } from "./presses.ts";
import { inTheWay, keyAreas, keyRegistry } from "./registry.ts";
import type { KnownKey, OwnKeys } from "./registry.ts";
import { useKeyboardLayout } from "./use-keyboard-layout.ts";
import styles from "./keys-dialog.module.css";

/** What every key does where one is, to be searched and to be changed. */
export function KeysDialog({ close }: { readonly close: () => void }) {
  const { say, language } = useLanguage();
  const [wanted, setWanted] = useState("");
  const [changing, setChanging] = useState<string>();
  // What works here does not change while the dialog is open; what keys it has does.
  const [here] = useState(() => keyRegistry.known());
  const { preferences, change } = usePreferences();
  const own = preferences.keys ?? {};
  const known = here.map((key) => ({ ...key, now: own[key.id] ?? key.keys }));
  const lower = (text: string): string => text.toLocaleLowerCase(language);
  const shown = known.filter(({ name }) => lower(say(name)).includes(lower(wanted)));
  const keep = (keys: OwnKeys): void => {
    setChanging(undefined);
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
        {keyAreas
          .map((area) => ({ area, keys: shown.filter((key) => key.area === area) }))
          .filter(({ keys }) => keys.length > 0)
          .map(({ area, keys }) => (
            <section key={area}>
              <Title order={3} size="sm">
                {say(`shell.keys.area.${area}`)}
              </Title>
              <ul className={styles["list"]}>
                {keys.map((key) => (
                  <KeyRow
                    key={key.id}
                    known={key}
                    all={known}
                    isChanging={changing === key.id}
                    change={() => setChanging(key.id)}
                    stop={() => setChanging(undefined)}
                    keep={(keys) => keep({ ...own, [key.id]: keys })}
                  />
                ))}
              </ul>
            </section>
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
        <Recorder of={known} all={all} stop={stop} keep={keep} />
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

/** Keys as they are printed on the keyboard. */
function KeysShown({ keys }: { readonly keys: string }) {
  const layout = useKeyboardLayout();
  return (
    <span dir="ltr" className={styles["keys"]}>
      {labelsOf(keys, layout).map((press, at) => (
        <span key={at}>
          {press.map((label) => (
            <Kbd key={label} size="xs">
              {label}
            </Kbd>
          ))}
        </span>
      ))}
    </span>
  );
}

/** Takes one or two presses, and keeps them where they are free. */
function Recorder({
  of,
  all,
  stop,
  keep,
}: Omit<KeyRowParts, "known" | "isChanging" | "change"> & { readonly of: KnownKey }) {
  const { say } = useLanguage();
  const [presses, setPresses] = useState<readonly string[]>([]);
  const keys = presses.join(" ");
  const rival = keys === "" ? undefined : inTheWay(keys, of, all);
  useEffect(() => {
    const record = (event: KeyboardEvent): void => {
      if (
        event.target instanceof HTMLElement &&
        event.target.closest("[data-recorder-end]") !== null &&
        event.key !== "Escape"
      )
        if (event.key === "Enter" || event.key === " " || event.key === "Tab") return;
      event.preventDefault();
      event.stopPropagation();
      if (event.key === "Escape") return stop();
      const press = pressOf(event);
      if (press !== undefined) setPresses((before) => (before.length >= 2 ? [press] : [...before, press]));
    };
    window.addEventListener("keydown", record, { capture: true });
    return () => window.removeEventListener("keydown", record, { capture: true });
  }, [stop]);
  return (
    <Stack gap={4} align="end">
      <Group gap="xs" wrap="nowrap" data-recorder-end>
        {keys === "" ? <Text size="xs">{say("shell.keys.press")}</Text> : <KeysShown keys={keys} />}
        <Button size="compact-xs" autoFocus disabled={keys === "" || rival !== undefined} onClick={() => keep(keys)}>
          {say("shell.save")}
        </Button>
        <Button size="compact-xs" variant="default" onClick={stop}>
          {say("shell.cancel")}
        </Button>
      </Group>
      <Text size="xs" c="red" role="alert">
        {rival !== undefined && say("shell.keys.taken", { name: say(rival.name) })}
      </Text>
    </Stack>
  );
}
