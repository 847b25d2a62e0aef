import { Button, Group, Stack, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { useLanguage } from "../language/language-provider.tsx";
import { KeysShown } from "./keys-shown.tsx";
import { pressOf } from "./presses.ts";
import { inTheWay } from "./registry.ts";
import type { KnownKey } from "./registry.ts";

interface RecorderParts {
  readonly of: KnownKey;
  readonly all: readonly KnownKey[];
  readonly stop: () => void;
  readonly keep: (keys: string) => void;
}

/** The keys by which one leaves, keeps or gives up; with a modifier they are keys like others. */
function isForButtons({ key, ctrlKey, altKey, metaKey }: KeyboardEvent): boolean {
  return ["Enter", " ", "Tab"].includes(key) && !ctrlKey && !altKey && !metaKey;
}

/** Takes one or two presses, and keeps them where they are free. */
export function KeyRecorder({ of, all, stop, keep }: RecorderParts) {
  const { say } = useLanguage();
  const [presses, setPresses] = useState<readonly string[]>([]);
  const keys = presses.join(" ");
  const rival = keys === "" ? undefined : inTheWay(keys, of, all);
  useEffect(() => {
    const record = (event: KeyboardEvent): void => {
      if (isForButtons(event)) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.key === "Escape") {
        stop();
        return;
      }
      const press = pressOf(event);
      if (press !== undefined) setPresses((before) => (before.length >= 2 ? [press] : [...before, press]));
    };
    window.addEventListener("keydown", record, { capture: true });
    return () => window.removeEventListener("keydown", record, { capture: true });
  }, [stop]);
  return (
    <Stack gap={4} align="end">
      <Group gap="xs" wrap="nowrap">
        {keys === "" ? <Text size="xs">{say("shell.keys.press")}</Text> : <KeysShown keys={keys} />}
        <Button size="compact-xs" disabled={keys === "" || rival !== undefined} onClick={() => keep(keys)}>
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
