import { CloseButton, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import type { SubmitEvent } from "react";
import { useLocation, useSearchParams } from "wouter";
import { get } from "../api/call.ts";
import { useKeys } from "../keys/use-keys.ts";
import { useLanguage } from "../language/language-provider.tsx";
import styles from "./search-field.module.css";

/** So long after the last letter the search begins. */
const PAUSE_MS = 250;

/** What stands in the field, and what becomes of it. */
function useSearch() {
  const [, navigate] = useLocation();
  const [query] = useSearchParams();
  const asked = query.get("q") ?? "";
  const [words, setWords] = useState(asked);
  const [seen, setSeen] = useState(asked);

  // The address leads where it changes by other means, such as the way back.
  if (asked !== seen) {
    setSeen(asked);
    setWords(asked);
  }
  const search = (wanted: string): void => {
    if (wanted.trim() === asked) return;
    setSeen(wanted.trim());
    navigate(wanted.trim() === "" ? "/complaints" : `/complaints?q=${encodeURIComponent(wanted.trim())}`, {
      replace: asked !== "",
    });
  };
  useEffect(() => {
    if (words.trim() === asked) return;
    const timer = window.setTimeout(() => search(words), PAUSE_MS);
    return () => window.clearTimeout(timer);
  });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (words.trim() === "") return;
    get<{ readonly id: string }>(`/tracking-numbers/${encodeURIComponent(words.trim())}`).then(
      ({ id }) => navigate(`/complaints/${id}`),
      () => {
        search(words);
        document.querySelector<HTMLElement>("[data-queue-row]")?.focus();
      },
    );
  };
  return { words, setWords, search, submit };
}

/** Searches complaints as one types; a whole tracking number with Enter leads straight to its complaint. */
export function SearchField() {
  const { say } = useLanguage();
  const { words, setWords, search, submit } = useSearch();
  const field = useRef<HTMLInputElement>(null);
  useKeys("everywhere", [{ id: "search", keys: "Slash", name: "shell.search", run: () => field.current?.select() }]);
  return (
    <form role="search" onSubmit={submit} className={styles["form"]}>
      <TextInput
        ref={field}
        size="xs"
        {...(words === "" ? {} : { dir: "auto" as const })}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        placeholder={say("shell.search.placeholder")}
        aria-label={say("shell.search")}
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={
          words === "" ? null : (
            <CloseButton
              size="sm"
              aria-label={say("shell.search.clear")}
              onClick={() => {
                setWords("");
                search("");
                field.current?.focus();
              }}
            />
          )
        }
        maxLength={200}
        enterKeyHint="search"
      />
    </form>
  );
}
