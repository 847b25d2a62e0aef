import { Button, Stack, Text, TextInput, Title } from "@mantine/core";
import { useLanguage } from "../language/language-provider.tsx";
import { nameOf, retiredOrNot } from "./categories-part.tsx";
import { ItemCard } from "./item-card.tsx";
import { LocalisedField } from "./localised-field.tsx";
import type { Texts } from "./localised-field.tsx";
import { wrongAt } from "./problem-text.ts";
import { moved, removed, replaced, useProfile } from "./profile.ts";
import { SaveBar } from "./save-bar.tsx";

/** Who evaluates, and from where customers are led here. */
export function DepartmentsPart() {
  const { say } = useLanguage();
  const profile = useProfile();
  const { content, set } = profile;
  const sources = content.sources ?? [];
  return (
    <Stack>
      <Title order={2}>{say("settings.part.departments")}</Title>
      <KeyedList
        path="departments"
        list={content.departments}
        onChange={(departments) => set({ departments: [...departments] })}
      />
      <Title order={2}>{say("settings.sources")}</Title>
      <Text c="dimmed">{say("settings.sources.help")}</Text>
      <KeyedList path="sources" list={sources} hasProduct onChange={(next) => set({ sources: [...next] })} />
      <SaveBar editing={profile} />
    </Stack>
  );
}

interface Keyed {
  readonly key: string;
  readonly name: Texts;
  readonly product?: Texts;
  readonly retired?: true;
}

function KeyedList<Item extends Keyed>({
  path,
  list,
  hasProduct = false,
  onChange,
}: {
  readonly path: "departments" | "sources";
  readonly list: readonly Item[];
  readonly hasProduct?: boolean;
  readonly onChange: (list: readonly (Item | Keyed)[]) => void;
}) {
  const { say, language } = useLanguage();
  const { content, fields, mayEdit } = useProfile();
  const nameIn = nameOf(language, content.languages);
  return (
    <Stack gap="xs">
      {list.map((item, index) => {
        const at = `${path}.${String(index)}`;
        const put = (next: Item | Keyed): void => onChange(replaced<Item | Keyed>(list, index, next));
        return (
          <ItemCard
            key={String(index)}
            title={nameIn(item.name)}
            note={item.key}
            isRetired={item.retired === true}
            isWrong={fields.some((field) => field.path.startsWith(`${at}.`))}
            startsOpen={item.key === ""}
            disabled={!mayEdit}
            onMove={(by) => onChange(moved(list, index, by))}
            onRetire={() => put(retiredOrNot(item))}
            onRemove={() => onChange(removed(list, index))}
          >
            <Fields item={item} path={at} hasProduct={hasProduct} onChange={put} />
          </ItemCard>
        );
      })}
      {mayEdit && (
        <Button variant="light" size="xs" onClick={() => onChange([...list, { key: "", name: {} }])}>
          {say("settings.add")}
        </Button>
      )}
    </Stack>
  );
}

interface FieldsParts<Item extends Keyed> {
  readonly item: Item;
  readonly path: string;
  readonly hasProduct: boolean;
  readonly onChange: (item: Item | Keyed) => void;
}

function Fields<Item extends Keyed>({ item, path, hasProduct, onChange }: FieldsParts<Item>) {
  const { say } = useLanguage();
  const { content, fields, mayEdit } = useProfile();
  const common = { languages: content.languages, fields, disabled: !mayEdit };
  const { key, name, retired } = item;
  const bare: Keyed = { key, name, ...(retired === undefined ? {} : { retired }) };
  return (
    <>
      <LocalisedField
        {...common}
        label={say("settings.name")}
        path={`${path}.name`}
        value={item.name}
        onChange={(next) => onChange({ ...item, name: next })}
      />
      <TextInput
        label={say("settings.key")}
        description={say("settings.key.help")}
        dir="ltr"
        disabled={!mayEdit}
        value={item.key}
        error={wrongAt(fields, `${path}.key`, say)}
        onChange={({ currentTarget }) => onChange({ ...item, key: currentTarget.value })}
      />
      {hasProduct && (
        <LocalisedField
          {...common}
          label={say("settings.sources.product")}
          path={`${path}.product`}
          value={item.product}
          onChange={(product) => onChange(Object.keys(product).length === 0 ? bare : { ...item, product })}
        />
      )}
    </>
  );
}
