import { Badge, Button, Card, Code, Group, Stack, Switch, Text, TextInput, UnstyledButton } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { comparable } from "../../../core/language/normalise.ts";
import type { Language } from "../../../core/language/language.ts";
import { get } from "../api/call.ts";
import { useLanguage } from "../language/language-provider.tsx";
import { SaveBar } from "./save-bar.tsx";
import type { CatalogueText, OwnTexts } from "./catalogue-text.ts";
import { TextEditor } from "./text-editor.tsx";
import { useSettings } from "./use-settings.ts";

const pageSize = 40;

/** What customers are told: found by words or key, and said otherwise where the organisation wants it. */
export function TextsPart() {
  const { say, language } = useLanguage();
  const { data } = useSuspenseQuery({
    queryKey: ["texts-list"],
    queryFn: ({ signal }) => get<{ readonly rows: readonly CatalogueText[] }>("/texts", {}, signal),
    staleTime: 5 * 60_000,
  });
  const editing = useSettings<OwnTexts>("texts");
  const [words, setWords] = useState("");
  const [onlyOwn, setOnlyOwn] = useState(false);
  const [limit, setLimit] = useState(pageSize);
  const [open, setOpen] = useState<string>();
  const found = data.rows.filter(
    (row) => matches(row, words, language) && (!onlyOwn || isOwn(row.key, editing.content)),
  );
  return (
    <Stack>
      <Group align="end">
        <TextInput
          flex={1}
          type="search"
          label={say("settings.texts.search")}
          dir="auto"
          value={words}
          onChange={({ currentTarget }) => {
            setWords(currentTarget.value);
            setLimit(pageSize);
          }}
        />
        <Switch
          mb={8}
          label={say("settings.texts.only_own")}
          checked={onlyOwn}
          onChange={({ currentTarget }) => setOnlyOwn(currentTarget.checked)}
        />
      </Group>
      <Text size="sm" c="dimmed" role="status">
        {say("settings.texts.found", { count: found.length })}
      </Text>
      {found.slice(0, limit).map((row) => (
        <Row
          key={row.key}
          row={row}
          own={editing.content}
          isOpen={open === row.key}
          onToggle={() => setOpen(open === row.key ? undefined : row.key)}
          onChange={editing.change}
          mayEdit={editing.mayEdit}
        />
      ))}
      {found.length > limit && (
        <Button variant="default" onClick={() => setLimit(limit + pageSize)}>
          {say("settings.more")}
        </Button>
      )}
      <SaveBar editing={editing} />
    </Stack>
  );
}

function matches({ key, texts }: CatalogueText, words: string, language: Language): boolean {
  const wanted = comparable(words, language);
  if (wanted === "") return true;
  if (key.includes(words.trim().toLowerCase())) return true;
  return Object.values(texts).some((text) => text !== undefined && comparable(text, language).includes(wanted));
}

function isOwn(key: string, own: OwnTexts): boolean {
  return Object.values(own).some((texts) => key in texts);
}

function Row({
  row,
  own,
  isOpen,
  mayEdit,
  onToggle,
  onChange,
}: {
  readonly row: CatalogueText;
  readonly own: OwnTexts;
  readonly isOpen: boolean;
  readonly mayEdit: boolean;
  readonly onToggle: () => void;
  readonly onChange: (own: OwnTexts) => void;
}) {
  const { say, language } = useLanguage();
  return (
    <Card withBorder padding="xs">
      <UnstyledButton onClick={onToggle} aria-expanded={isOpen}>
        <Text dir="auto" {...(isOpen ? {} : { lineClamp: 2 })} component="span">
          {own[language]?.[row.key] ?? row.texts[language]}
        </Text>
        <Group gap="xs">
          <Code dir="ltr">{row.key}</Code>
          {isOwn(row.key, own) && <Badge size="sm">{say("settings.texts.own")}</Badge>}
          {!row.canBeChanged && (
            <Badge size="sm" variant="default">
              {say("settings.texts.fixed")}
            </Badge>
          )}
        </Group>
      </UnstyledButton>
      {isOpen && <TextEditor row={row} own={own} onChange={onChange} disabled={!mayEdit || !row.canBeChanged} />}
    </Card>
  );
}
