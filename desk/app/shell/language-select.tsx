import { NativeSelect } from "@mantine/core";
import { languageNames, languages } from "../../../core/language/language.ts";
import type { Language } from "../../../core/language/language.ts";
import { useLanguageChoice } from "../language/language-choice.tsx";
import { useLanguage } from "../language/language-provider.tsx";

/** Chooses the language, each by its own name; `chosen` hears of it. */
export function LanguageSelect({ chosen }: { readonly chosen?: (language: Language) => void }) {
  const { say } = useLanguage();
  const { language, choose } = useLanguageChoice();
  return (
    <NativeSelect
      size="xs"
      aria-label={say("shell.language")}
      value={language}
      onChange={(event) => {
        const picked = languages.find((known) => known === event.currentTarget.value);
        if (picked === undefined) return;
        choose(picked);
        chosen?.(picked);
      }}
      data={languages.map((known) => ({ value: known, label: languageNames[known] }))}
    />
  );
}
