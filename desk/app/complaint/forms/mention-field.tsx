import { Combobox, Textarea, useCombobox } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useLanguage } from "../../language/language-provider.tsx";
import { mentionable, mentionBegun, withMention } from "./mentions.ts";
import type { Mentionable } from "./mentions.ts";
import { wordsDirection } from "./words-direction.ts";

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
  const write = (words: string, at: number): void => {
    onChange(words);
    setCaret(at);
    if (mentionBegun(words, at) === undefined) combobox.closeDropdown();
    else combobox.openDropdown();
  };
  useEffect(() => {
    if (found.length > 0) combobox.selectFirstOption();
    // The store is made anew at each rendering; only what is sought changes what is first.
  }, [begun, found.length]);
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
          dir={wordsDirection(value)}
          value={value}
          onChange={({ currentTarget: { value: words, selectionStart } }) => write(words, selectionStart)}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.Target>
      <Found people={found} />
    </Combobox>
  );
}

function Found({ people }: { readonly people: readonly Mentionable[] }) {
  const { say } = useLanguage();
  return (
    <Combobox.Dropdown hidden={people.length === 0}>
      <Combobox.Options aria-label={say("complaint.note.people")}>
        {people.map(({ id, name }) => (
          <Combobox.Option key={id} value={name}>
            {name}
          </Combobox.Option>
        ))}
      </Combobox.Options>
    </Combobox.Dropdown>
  );
}
