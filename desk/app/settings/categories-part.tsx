import { Button, Select, Stack, Text, TextInput } from "@mantine/core";
import type { WrittenCategory } from "../../../core/organisation/profile-schema.ts";
import type { Language } from "../../../core/language/language.ts";
import { useLanguage } from "../language/language-provider.tsx";
import { ItemCard } from "./item-card.tsx";
import { LocalisedField } from "./localised-field.tsx";
import { wrongAt } from "./problem-text.ts";
import { moved, removed, replaced, useProfile } from "./profile.ts";
import type { Profile } from "./profile.ts";
import { SaveBar } from "./save-bar.tsx";
import type { WrongField } from "./use-settings.ts";

/** The tree that customers choose from, and to which department each of its answers goes. */
export function CategoriesPart() {
  const { say } = useLanguage();
  const profile = useProfile();
  const { content, fields, mayEdit } = profile;
  return (
    <Stack>
      <Text c="dimmed">{say("settings.categories.help")}</Text>
      <Level
        list={content.categories}
        path="categories"
        setting={{ profile: content, fields, disabled: !mayEdit }}
        onChange={(categories) => profile.set({ categories: [...categories] })}
      />
      <SaveBar editing={profile} />
    </Stack>
  );
}

interface Setting {
  readonly profile: Profile;
  readonly fields: readonly WrongField[];
  readonly disabled: boolean;
}

type Change = (list: readonly WrittenCategory[]) => void;

interface LevelParts {
  readonly list: readonly WrittenCategory[];
  readonly path: string;
  readonly setting: Setting;
  readonly onChange: Change;
}

/** One level of the tree. */
function Level({ list, path, setting, onChange }: LevelParts) {
  const { say } = useLanguage();
  const department = setting.profile.departments[0]?.key ?? "";
  return (
    <Stack gap="xs">
      {list.map((category, index) => (
        <Node
          key={String(index)}
          category={category}
          path={`${path}.${String(index)}`}
          isTop={path === "categories"}
          setting={setting}
          onMove={(by) => onChange(moved(list, index, by))}
          onRemove={() => onChange(removed(list, index))}
          onChange={(next) => onChange(replaced(list, index, next))}
        />
      ))}
      {!setting.disabled && (
        <Button
          variant="light"
          size="xs"
          onClick={() => onChange([...list, { key: "", name: {}, ...(path === "categories" ? { department } : {}) }])}
        >
          {say("settings.categories.add")}
        </Button>
      )}
    </Stack>
  );
}

interface NodeParts {
  readonly category: WrittenCategory;
  readonly path: string;
  readonly isTop: boolean;
  readonly setting: Setting;
  readonly onChange: (category: WrittenCategory) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}

function Node({ category, path, isTop, setting, onChange, onMove, onRemove }: NodeParts) {
  const { say, language } = useLanguage();
  const { profile, fields, disabled } = setting;
  const nameIn = nameOf(language, profile.languages);
  const departments = profile.departments.map(({ key, name }) => ({ value: key, label: nameIn(name) || key }));
  const children = category.children ?? [];
  const { department: _own, ...withoutDepartment } = category;
  const { children: _below, ...withoutChildren } = category;
  return (
    <ItemCard
      title={nameIn(category.name)}
      note={departments.find(({ value }) => value === category.department)?.label ?? ""}
      isRetired={category.retired === true}
      isWrong={fields.some((field) => field.path.startsWith(`${path}.`))}
      startsOpen={category.key === ""}
      disabled={disabled}
      onMove={onMove}
      onRetire={() => onChange(retiredOrNot(category))}
      onRemove={onRemove}
    >
      <LocalisedField
        label={say("settings.name")}
        value={category.name}
        languages={profile.languages}
        fields={fields}
        path={`${path}.name`}
        disabled={disabled}
        onChange={(name) => onChange({ ...category, name })}
      />
      <TextInput
        label={say("settings.key")}
        description={say("settings.key.help")}
        dir="ltr"
        disabled={disabled}
        value={category.key}
        error={wrongAt(fields, `${path}.key`, say)}
        onChange={({ currentTarget }) => onChange({ ...category, key: currentTarget.value })}
      />
      <Select
        label={say("settings.department")}
        data={departments}
        clearable={!isTop}
        placeholder={isTop ? "" : say("settings.categories.department_above")}
        disabled={disabled}
        value={category.department ?? null}
        error={wrongAt(fields, `${path}.department`, say)}
        onChange={(department) => onChange(department === null ? withoutDepartment : { ...category, department })}
      />
      <Level
        list={children}
        path={`${path}.children`}
        setting={setting}
        onChange={(next) => onChange(next.length === 0 ? withoutChildren : { ...category, children: [...next] })}
      />
    </ItemCard>
  );
}

/** The thing, retired where it was not. */
export function retiredOrNot<Thing extends { readonly retired?: true }>(thing: Thing): Thing {
  const { retired, ...others } = thing;
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- only the optional field is taken out
  return (retired === true ? others : { ...thing, retired: true }) as Thing;
}

/** How a text is read by somebody who reads `language`. */
export function nameOf(
  language: Language,
  languages: readonly Language[],
): (texts: Readonly<Partial<Record<Language, string | undefined>>>) => string {
  return (texts) => [language, ...languages].map((each) => texts[each]).find((text) => text !== undefined) ?? "";
}
