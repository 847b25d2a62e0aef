import { Combobox, Textarea, useCombobox } from "@mantine/core";
import { useRef, useState } from "react";
import { useLanguage } from "../../language/language-provider.tsx";
import { mentionable, mentionBegun, withMention } from "./mentions.ts";
import type { Mentionable } from "./mentions.ts";

/** Words in which `@` brings up colleagues to be named. */
export function MentionField({
  label,
  value,
  onChange,
  people,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (words: string) => void;
  readonly people: readonly Mentionable[];
}) {
  const { say } = useLanguage();
  const field = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState(0);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const begun = mentionBegun(value, caret);
  const found = begun === undefined ? [] : mentionable(people, begun);
  const choose = (name: string): void => {
    const next = withMention(value, caret, name);
    onChange(next.words);
    combobox.closeDropdown();
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(next.caret, next.caret);
      setCaret(next.caret);
    });
  };
  return (
    <Combobox store={combobox} onOptionSubmit={choose} withinPortal>
      <Combobox.Target>
        <Textarea
          ref={field}
          label={label}
          description={say("complaint.note.mention")}
          required
          autosize
          minRows={3}
          dir="auto"
          value={value}
          onChange={({ currentTarget }) => {
            onChange(currentTarget.value);
            setCaret(currentTarget.selectionStart);
            if (mentionBegun(currentTarget.value, currentTarget.selectionStart) === undefined) combobox.closeDropdown();
            else {
              combobox.openDropdown();
              combobox.updateSelectedOptionIndex("active");
            }
          }}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={found.length === 0}>
        <Combobox.Options aria-label={say("complaint.note.people")}>
          {found.map(({ id, name }) => (
            <Combobox.Option key={id} value={name}>
              {name}
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
