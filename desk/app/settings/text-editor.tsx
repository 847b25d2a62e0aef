import { Alert, Badge, Button, Group, SimpleGrid, Stack, Text, Textarea } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import { directionOf, languageNames, languages } from "../../../core/language/language.ts";
import type { Language } from "../../../core/language/language.ts";
import type { textShownSchema } from "../../schemas/settings-schema.ts";
import { send } from "../api/call.ts";
import type { Wire } from "../api/wire.ts";
import { useLanguage } from "../language/language-provider.tsx";
import type { DeskSay } from "../language/language-provider.tsx";
import { wrongText } from "./problem-text.ts";
import type { CatalogueText, OwnTexts } from "./catalogue-text.ts";

type Shown = Wire<z.output<typeof textShownSchema>>;

/** One text side by side in all languages, each with what would be said. */
export function TextEditor({
  row,
  own,
  disabled,
  onChange,
}: {
  readonly row: CatalogueText;
  readonly own: OwnTexts;
  readonly disabled: boolean;
  readonly onChange: (own: OwnTexts) => void;
}) {
  const { say } = useLanguage();
  const change = (language: Language, text: string | undefined): void => {
    const { [row.key]: _, ...others } = own[language] ?? {};
    const isUsual = text === undefined || text === row.texts[language];
    onChange({ ...own, [language]: isUsual ? others : { ...others, [row.key]: text } });
  };
  return (
    <Stack mt="sm" gap="sm">
      {row.placeholders.length > 0 && (
        <Group gap="xs">
          <Text size="sm">{say("settings.texts.placeholders")}</Text>
          {row.placeholders.map((name) => (
            <Badge key={name} variant="default" tt="none" dir="ltr">{`{${name}}`}</Badge>
          ))}
        </Group>
      )}
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {languages.map((language) => (
          <OneLanguage
            key={language}
            row={row}
            language={language}
            own={own[language]?.[row.key]}
            disabled={disabled}
            onChange={(text) => change(language, text)}
          />
        ))}
      </SimpleGrid>
    </Stack>
  );
}

interface OneLanguageParts {
  readonly row: CatalogueText;
  readonly language: Language;
  readonly own: string | undefined;
  readonly disabled: boolean;
  readonly onChange: (text: string | undefined) => void;
}

function OneLanguage({ row, language, own, disabled, onChange }: OneLanguageParts) {
  const { say } = useLanguage();
  const usual = row.texts[language] ?? "";
  const [text] = useDebouncedValue(own, 400);
  const { data: shown } = useQuery({
    queryKey: ["text-preview", row.key, language, text],
    queryFn: () => send<Shown>("POST", "/texts/preview", { key: row.key, language, text }),
    enabled: text !== undefined && text !== "",
    staleTime: Infinity,
  });
  return (
    <div>
      <Textarea
        label={languageNames[language]}
        lang={language}
        dir={directionOf(language)}
        autosize
        minRows={2}
        disabled={disabled}
        value={own ?? usual}
        error={wrongOf(own, shown, say)}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
      {own !== undefined && (
        <Stack gap={4} mt={4}>
          {shown !== undefined && <AsSaid shown={shown} language={language} isSms={row.key.startsWith("sms.")} />}
          {!disabled && (
            <Group>
              <Button size="compact-xs" variant="default" onClick={() => onChange(undefined)}>
                {say("settings.texts.reset")}
              </Button>
            </Group>
          )}
        </Stack>
      )}
    </div>
  );
}

function wrongOf(own: string | undefined, shown: Shown | undefined, say: DeskSay): string | undefined {
  return own === undefined || shown?.code === undefined ? undefined : wrongText(shown.code, say);
}

/** What would be said, with made-up values. */
function AsSaid({
  shown,
  language,
  isSms,
}: {
  readonly shown: Shown;
  readonly language: Language;
  readonly isSms: boolean;
}) {
  const { say } = useLanguage();
  if (shown.text === undefined) return null;
  return (
    <Alert p="xs" color="gray" title={say("settings.preview")}>
      <Text size="sm" dir={directionOf(language)} lang={language} style={{ whiteSpace: "pre-wrap" }}>
        {shown.text}
      </Text>
      {isSms && shown.smsParts !== undefined && (
        <Text size="xs" c="dimmed">
          {say("settings.texts.sms_parts", { parts: shown.smsParts })}
        </Text>
      )}
    </Alert>
  );
}
