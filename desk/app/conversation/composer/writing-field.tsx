import { Textarea } from "@mantine/core";
import { useId, useRef, useState } from "react";
import type { ClipboardEvent, KeyboardEvent, RefObject } from "react";
import { lookupAt } from "./suggestion-at.ts";
import type { Lookup } from "./suggestion-at.ts";
import { suggestionId, Suggestions } from "./suggestions.tsx";
import type { Suggestion } from "./suggestions.tsx";
import classes from "./composer.module.css";

/** What a sign such as `/` looks up while one writes. */
export interface LookupSource {
  readonly sign: "/" | "@";
  readonly name: string;
  readonly empty: string;
  /** What fits the words after the sign. */
  readonly suggestions: readonly Suggestion[];
  /** Tells what is looked up now; undefined: nothing. */
  readonly look: (words: string | undefined) => void;
  /** Puts what was chosen in the place of what was looked up. */
  readonly take: (suggestion: Suggestion, lookup: Lookup) => void;
}

interface FieldParts {
  readonly value: string;
  readonly change: (text: string) => void;
  readonly label: string;
  readonly placeholder: string;
  readonly source: LookupSource;
  /** Whether Enter alone sends, rather than with Ctrl or ⌘. */
  readonly sendsByEnter: boolean;
  readonly send: () => void;
  readonly paste?: (files: readonly File[]) => void;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly disabled?: boolean;
}

/** A field to write in, in the direction of what is written, with suggestions after a sign. */
export function WritingField(parts: FieldParts) {
  const { value, change, label, placeholder, source, field, disabled = false, paste } = parts;
  const list = useId();
  const { lookup, look, chosen, setChosen } = useLookup(source);
  const take = (suggestion: Suggestion): void => {
    if (lookup === undefined) return;
    source.take(suggestion, lookup);
    look(undefined);
  };
  const isOpen = lookup !== undefined;
  const active = isOpen ? source.suggestions[chosen] : undefined;
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.nativeEvent.isComposing) return;
    if (isOpen && bySuggestions(event, { active, count: source.suggestions.length, chosen, setChosen, take, look })) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (isSending(event, parts.sendsByEnter)) {
      event.preventDefault();
      parts.send();
    }
  };
  return (
    <div className={classes["field"]}>
      {isOpen ? (
        <Suggestions
          list={list}
          name={source.name}
          suggestions={source.suggestions}
          chosen={chosen}
          choose={take}
          empty={source.empty}
        />
      ) : null}
      <Textarea
        ref={field}
        value={value}
        dir="auto"
        autosize
        minRows={2}
        maxRows={12}
        maxLength={20_000}
        disabled={disabled}
        aria-label={label}
        placeholder={placeholder}
        {...ariaOf(list, isOpen, active)}
        onChange={(event) => {
          const { value: text, selectionStart } = event.currentTarget;
          change(text);
          look(lookupAt(text, selectionStart, source.sign));
        }}
        onBlur={() => look(undefined)}
        onKeyDown={onKeyDown}
        {...(paste === undefined ? {} : { onPaste: (event: ClipboardEvent) => pasteFiles(event, paste) })}
      />
    </div>
  );
}

function ariaOf(list: string, isOpen: boolean, active: Suggestion | undefined) {
  return {
    "aria-autocomplete": "list" as const,
    ...(isOpen && active !== undefined
      ? { "aria-controls": list, "aria-activedescendant": suggestionId(list, active.id) }
      : {}),
  };
}

function useLookup({ look: tell }: LookupSource) {
  const [lookup, setLookup] = useState<Lookup>();
  const [chosen, setChosen] = useState(0);
  const last = useRef<string>(undefined);
  const look = (next: Lookup | undefined): void => {
    setLookup(next);
    if (last.current === next?.words) return;
    last.current = next?.words;
    setChosen(0);
    tell(next?.words);
  };
  return { lookup, look, chosen, setChosen };
}

interface SuggestionKeys {
  readonly active: Suggestion | undefined;
  readonly count: number;
  readonly chosen: number;
  readonly setChosen: (place: number) => void;
  readonly take: (suggestion: Suggestion) => void;
  readonly look: (lookup: undefined) => void;
}

/** Whether the key was for the suggestions. */
function bySuggestions(
  event: KeyboardEvent,
  { active, count, chosen, setChosen, take, look }: SuggestionKeys,
): boolean {
  switch (event.key) {
    case "ArrowDown":
      setChosen(Math.min(chosen + 1, count - 1));
      return true;
    case "ArrowUp":
      setChosen(Math.max(chosen - 1, 0));
      return true;
    case "Escape":
      look(undefined);
      return true;
    case "Enter":
    case "Tab":
      if (active === undefined || event.ctrlKey || event.metaKey) return false;
      take(active);
      return true;
    default:
      return false;
  }
}

function isSending(event: KeyboardEvent, sendsByEnter: boolean): boolean {
  if (event.key !== "Enter") return false;
  if (event.ctrlKey || event.metaKey) return true;
  return sendsByEnter && !event.shiftKey && !event.altKey;
}

function pasteFiles(event: ClipboardEvent, paste: (files: readonly File[]) => void): void {
  const files = [...event.clipboardData.files];
  if (files.length === 0) return;
  event.preventDefault();
  paste(files);
}
