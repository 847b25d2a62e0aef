import { SegmentedControl } from "@mantine/core";
import { useRef } from "react";
import { useKeys } from "../../keys/use-keys.ts";
import { useLanguage } from "../../language/language-provider.tsx";
import { NoteComposer } from "./note-composer.tsx";
import { ReplyComposer } from "./reply-composer.tsx";
import type { ComposerParts } from "./composer-parts.ts";
import classes from "./composer.module.css";
import "../tones.css";

/** Where an agent writes: to the customer, or, in another colour, a note for colleagues. */
export function Composer(parts: ComposerParts) {
  const { say } = useLanguage();
  const { draft, change } = parts.drafting;
  const field = useRef<HTMLTextAreaElement>(null);
  const isNote = draft.mode === "note";
  useKeys("conversation", [
    {
      id: "conversation.note",
      keys: "KeyN",
      name: "conversation.key.note",
      run: (event) => {
        event.preventDefault();
        change({ mode: "note" });
        window.requestAnimationFrame(() => field.current?.focus());
      },
    },
  ]);
  return (
    <section
      className={classes["composer"]}
      data-mode={draft.mode}
      aria-label={say(isNote ? "conversation.note.name" : "conversation.composer")}
    >
      <SegmentedControl
        size="xs"
        value={draft.mode}
        aria-label={say("conversation.mode")}
        onChange={(mode) => {
          change({ mode: mode === "note" ? "note" : "reply" });
          field.current?.focus();
        }}
        data={[
          { value: "reply", label: say("conversation.mode.reply") },
          { value: "note", label: say("conversation.mode.note") },
        ]}
      />
      {isNote ? <NoteComposer {...parts} field={field} /> : <ReplyComposer {...parts} field={field} />}
    </section>
  );
}
