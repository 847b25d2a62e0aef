import { ActionIcon, Button, Group, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useState } from "react";
import type { KeyboardEvent } from "react";
import { useLanguage } from "../../language/language-provider.tsx";
import type { Composer } from "../conversation-types.ts";
import classes from "./composer.module.css";

/** As many as the staff API takes, and as long. */
const MOST = 10;
const LONGEST = 100;

/** Only digits and signs would name another choice's place. */
const bare = /^[\p{Nd}\p{P}\s]+$/u;

/** Answers that the customer can tap: what they are, and what they become on this channel. */
export function ChoicesEditor({
  choices,
  change,
  room,
}: {
  readonly choices: readonly string[];
  readonly change: (choices: readonly string[]) => void;
  readonly room: Composer["room"];
}) {
  const { say } = useLanguage();
  const [next, setNext] = useState("");
  const label = next.trim();
  const wrong = choices.includes(label) ? "twice" : bare.test(label) && label !== "" ? "bare" : undefined;
  const add = (): void => {
    if (label === "" || wrong !== undefined || choices.length >= MOST) return;
    change([...choices, label]);
    setNext("");
  };
  const byKey = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    event.preventDefault();
    add();
  };
  return (
    <fieldset className={classes["choices"]}>
      <legend>{say("conversation.choices.name")}</legend>
      <Group gap={6}>
        {choices.map((each) => (
          <Choice key={each} label={each} remove={() => change(choices.filter((other) => other !== each))} />
        ))}
        <TextInput
          size="xs"
          value={next}
          dir="auto"
          maxLength={LONGEST}
          aria-label={say("conversation.choices.next")}
          placeholder={say("conversation.choices.next")}
          error={wrong === undefined ? undefined : say(`conversation.choices.${wrong}`)}
          onChange={(event) => setNext(event.currentTarget.value)}
          onKeyDown={byKey}
          autoFocus
        />
        <Button size="compact-sm" variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={add}>
          {say("conversation.choices.add")}
        </Button>
      </Group>
      <RoomHint room={room} />
    </fieldset>
  );
}

function Choice({ label, remove }: { readonly label: string; readonly remove: () => void }) {
  const { say } = useLanguage();
  return (
    <span className={classes["choice"]}>
      <bdi>{label}</bdi>
      <ActionIcon
        size="xs"
        variant="subtle"
        aria-label={say("conversation.choices.remove", { label })}
        onClick={remove}
      >
        <IconX size={12} aria-hidden />
      </ActionIcon>
    </span>
  );
}

/** What the answers become here. */
function RoomHint({ room }: { readonly room: Composer["room"] }) {
  const { say } = useLanguage();
  const hasButtons = room.maxButtons > 0 || room.maxListItems > 0;
  return (
    <p className={classes["hint"]}>
      {hasButtons
        ? say("conversation.choices.room", {
            count: Math.max(room.maxButtons, room.maxListItems),
            length: room.maxButtonLabel,
          })
        : say("conversation.choices.numbered")}
    </p>
  );
}
