import { MultiSelect, Select, TextInput } from "@mantine/core";
import type { Role } from "../../../core/complaint/actor.ts";
import type { Language } from "../../../core/language/language.ts";
import { useLanguage } from "../language/language-provider.tsx";
import { useOrganisation } from "../shell/use-organisation.ts";
import { asLanguages, languageChoices } from "./choices.ts";

const roles = [
  "agent",
  "technical_officer",
  "complaints_manager",
  "administrator",
  "auditor",
] as const satisfies readonly Role[];

/** Who somebody is at the desk. */
export interface Standing {
  readonly name: string;
  readonly role: Role;
  readonly departments: readonly string[];
  readonly language: Language;
}

/** Name, role, departments and language of a member of staff. */
export function RoleFields({
  value,
  onChange,
}: {
  readonly value: Standing;
  readonly onChange: (value: Standing) => void;
}) {
  const { say } = useLanguage();
  const { departments, text } = useOrganisation();
  const offered = departments.filter(({ key, retired }) => retired !== true || value.departments.includes(key));
  return (
    <>
      <TextInput
        label={say("settings.name")}
        required
        dir="auto"
        value={value.name}
        onChange={({ currentTarget }) => onChange({ ...value, name: currentTarget.value })}
      />
      <Select
        label={say("settings.people.role")}
        description={say(`settings.role.${value.role}.help`)}
        data={roles.map((role) => ({ value: role, label: say(`settings.role.${role}`) }))}
        allowDeselect={false}
        value={value.role}
        onChange={(chosen) => onChange({ ...value, role: roles.find((role) => role === chosen) ?? value.role })}
      />
      <MultiSelect
        label={say("settings.part.departments")}
        description={say("settings.people.departments.help")}
        data={offered.map(({ key, name }) => ({ value: key, label: text(name) }))}
        value={[...value.departments]}
        onChange={(chosen) => onChange({ ...value, departments: chosen })}
      />
      <Select
        label={say("settings.account.language")}
        data={languageChoices}
        allowDeselect={false}
        value={value.language}
        onChange={(chosen) => onChange({ ...value, language: asLanguages([chosen ?? ""])[0] ?? value.language })}
      />
    </>
  );
}
