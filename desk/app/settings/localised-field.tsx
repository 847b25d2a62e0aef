import { Fieldset, SimpleGrid, Textarea, TextInput } from "@mantine/core";
import { directionOf, languageNames } from "../../../core/language/language.ts";
import type { Language } from "../../../core/language/language.ts";
import { useLanguage } from "../language/language-provider.tsx";
import { wrongAt } from "./problem-text.ts";
import type { WrongField } from "./use-settings.ts";

/** A text in the languages that it has; one that is empty is left out. */
export type Texts = Readonly<Partial<Record<Language, string>>>;

/** One text in each of the organisation's languages. */
export function LocalisedField({
  label,
  value,
  onChange,
  languages,
  fields,
  path,
  isLong = false,
  disabled,
}: {
  readonly label: string;
  readonly value: Texts | undefined;
  readonly onChange: (value: Texts) => void;
  readonly languages: readonly Language[];
  readonly fields: readonly WrongField[];
  /** Where the text stands, for what is wrong with it. */
  readonly path: string;
  readonly isLong?: boolean;
  readonly disabled: boolean;
}) {
  const { say } = useLanguage();
  const Input = isLong ? Textarea : TextInput;
  const [first] = languages;
  const change = (language: Language, text: string): void => {
    const { [language]: _, ...others } = value ?? {};
    onChange(text === "" ? others : { ...others, [language]: text });
  };
  return (
    <Fieldset legend={label}>
      <SimpleGrid cols={{ base: 1, sm: isLong ? 1 : 2 }} spacing="xs">
        {languages.map((language) => (
          <Input
            key={language}
            label={languageNames[language]}
            lang={language}
            dir={directionOf(language)}
            disabled={disabled}
            required={language === first}
            value={value?.[language] ?? ""}
            error={
              wrongAt(fields, `${path}.${language}`, say) ??
              (language === first ? wrongAt(fields, path, say) : undefined)
            }
            onChange={({ currentTarget }) => change(language, currentTarget.value)}
            {...(isLong ? { autosize: true, minRows: 2 } : {})}
          />
        ))}
      </SimpleGrid>
    </Fieldset>
  );
}
