import { Button, Group, Select, Stack, Text, TextInput, Title } from "@mantine/core";
import { useLanguage } from "../language/language-provider.tsx";
import { nameOf } from "./categories-part.tsx";
import { countryChoices } from "./choices.ts";
import { ItemCard } from "./item-card.tsx";
import { LocalisedField } from "./localised-field.tsx";
import { wrongAt } from "./problem-text.ts";
import { moved, removed, replaced, useProfile } from "./profile.ts";
import type { Remedy } from "./profile.ts";
import { SaveBar } from "./save-bar.tsx";

/** Where customers can turn outside the organisation, by country. */
export function RemediesPart() {
  const { say, language } = useLanguage();
  const profile = useProfile();
  const { content, set, mayEdit } = profile;
  const countries = countryChoices(language);
  const byCountry = content.externalRemedies;
  const put = (country: string, list: readonly Remedy[]): void => {
    const { [country]: _, ...others } = byCountry;
    set({ externalRemedies: list.length === 0 && country !== "*" ? others : { ...byCountry, [country]: [...list] } });
  };
  return (
    <Stack>
      <Text c="dimmed">{say("settings.remedies.help")}</Text>
      {Object.entries(byCountry).map(([country, list]) => (
        <section key={country}>
          <Title order={2} mb="xs">
            {country === "*"
              ? say("settings.remedies.others")
              : (countries.find(({ value }) => value === country)?.label ?? country)}
          </Title>
          <Routes path={`externalRemedies.${country}`} list={list} onChange={(next) => put(country, next)} />
        </section>
      ))}
      {mayEdit && (
        <Group>
          <Select
            label={say("settings.remedies.add_country")}
            data={countries.filter(({ value }) => !(value in byCountry))}
            searchable
            value={null}
            onChange={(country) => country !== null && put(country, [{ name: {}, how: {} }])}
          />
        </Group>
      )}
      <SaveBar editing={profile} />
    </Stack>
  );
}

interface RoutesParts {
  readonly path: string;
  readonly list: readonly Remedy[];
  readonly onChange: (list: readonly Remedy[]) => void;
}

function Routes({ path, list, onChange }: RoutesParts) {
  const { say, language } = useLanguage();
  const { content, fields, mayEdit } = useProfile();
  const common = { languages: content.languages, fields, disabled: !mayEdit };
  const nameIn = nameOf(language, content.languages);
  return (
    <Stack gap="xs">
      {list.map((remedy, index) => {
        const at = `${path}.${String(index)}`;
        const put = (next: Remedy): void => onChange(replaced(list, index, next));
        const { url: _, ...withoutUrl } = remedy;
        return (
          <ItemCard
            key={String(index)}
            title={nameIn(remedy.name)}
            isWrong={fields.some((field) => field.path.startsWith(`${at}.`))}
            startsOpen={Object.keys(remedy.name).length === 0}
            disabled={!mayEdit}
            onMove={(by) => onChange(moved(list, index, by))}
            onRemove={() => onChange(removed(list, index))}
          >
            <LocalisedField
              {...common}
              label={say("settings.name")}
              path={`${at}.name`}
              value={remedy.name}
              onChange={(name) => put({ ...remedy, name })}
            />
            <LocalisedField
              {...common}
              isLong
              label={say("settings.remedies.how")}
              path={`${at}.how`}
              value={remedy.how}
              onChange={(how) => put({ ...remedy, how })}
            />
            <TextInput
              label={say("settings.remedies.url")}
              type="url"
              dir="ltr"
              disabled={!mayEdit}
              value={remedy.url ?? ""}
              error={wrongAt(fields, `${at}.url`, say)}
              onChange={({ currentTarget: { value: url } }) => put(url === "" ? withoutUrl : { ...remedy, url })}
            />
          </ItemCard>
        );
      })}
      {mayEdit && (
        <Button variant="light" size="xs" onClick={() => onChange([...list, { name: {}, how: {} }])}>
          {say("settings.add")}
        </Button>
      )}
    </Stack>
  );
}
