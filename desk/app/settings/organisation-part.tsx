import { Alert, MultiSelect, Select, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useLanguage } from "../language/language-provider.tsx";
import { asLanguages, countryChoices, languageChoices, timeZoneChoices } from "./choices.ts";
import { LocalisedField } from "./localised-field.tsx";
import { wrongAt } from "./problem-text.ts";
import { useProfile } from "./profile.ts";
import type { Profile } from "./profile.ts";
import { SaveBar } from "./save-bar.tsx";

/** Who runs this installation, how it is reached, and where it is at home. */
export function OrganisationPart() {
  const { say } = useLanguage();
  const profile = useProfile();
  const { content, set, fields, mayEdit } = profile;
  const common = { languages: content.languages, fields, disabled: !mayEdit };
  return (
    <Stack>
      {profile.kept.length > 0 && (
        <Alert color="orange">{say("settings.kept", { parts: profile.kept.join(", ") })}</Alert>
      )}
      <LocalisedField
        {...common}
        label={say("settings.organisation.name")}
        path="name"
        value={content.name}
        onChange={(name) => set({ name })}
      />
      <Contact contact={content.contact} onChange={(contact) => set({ contact })} />
      <LocalisedField
        {...common}
        label={say("settings.organisation.address")}
        path="contact.address"
        value={content.contact.address}
        onChange={(address) => {
          const { address: _, ...contact } = content.contact;
          set({ contact: Object.keys(address).length === 0 ? contact : { ...contact, address } });
        }}
      />
      <Home />
      <LocalisedField
        {...common}
        isLong
        label={say("settings.organisation.privacy")}
        path="privacyNotice"
        value={content.privacyNotice}
        onChange={(privacyNotice) => set({ privacyNotice })}
      />
      <SaveBar editing={profile} />
    </Stack>
  );
}

function Contact({
  contact,
  onChange,
}: {
  readonly contact: Profile["contact"];
  readonly onChange: (contact: Profile["contact"]) => void;
}) {
  const { say } = useLanguage();
  const { fields, mayEdit } = useProfile();
  const change = (name: "email" | "phone" | "website", value: string): void => {
    const { [name]: _, ...others } = contact;
    const email = name === "email" ? value : contact.email;
    onChange(value === "" ? { ...others, email } : { ...others, email, [name]: value });
  };
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }}>
      {(["email", "phone", "website"] as const).map((name) => (
        <TextInput
          key={name}
          label={say(`settings.organisation.${name}`)}
          type={name === "website" ? "url" : name === "phone" ? "tel" : "email"}
          dir="ltr"
          required={name === "email"}
          disabled={!mayEdit}
          value={contact[name] ?? ""}
          error={wrongAt(fields, `contact.${name}`, say)}
          onChange={({ currentTarget }) => change(name, currentTarget.value)}
        />
      ))}
    </SimpleGrid>
  );
}

/** Languages, time zone and country, each with what a change of it means. */
function Home() {
  const { say, language } = useLanguage();
  const { content, set, fields, mayEdit } = useProfile();
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }}>
      <MultiSelect
        label={say("settings.organisation.languages")}
        description={say("settings.organisation.languages.help")}
        data={languageChoices}
        disabled={!mayEdit}
        value={[...content.languages]}
        error={wrongAt(fields, "languages", say)}
        onChange={(values) => {
          const [first, ...others] = asLanguages(values);
          if (first !== undefined) set({ languages: [first, ...others] });
        }}
      />
      <Select
        label={say("settings.organisation.time_zone")}
        description={say("settings.organisation.time_zone.help")}
        data={timeZoneChoices(content.timeZone)}
        searchable
        disabled={!mayEdit}
        value={content.timeZone}
        error={wrongAt(fields, "timeZone", say)}
        onChange={(timeZone) => timeZone !== null && set({ timeZone })}
      />
      <Select
        label={say("settings.organisation.country")}
        description={say("settings.organisation.country.help")}
        data={countryChoices(language)}
        searchable
        disabled={!mayEdit}
        value={content.country}
        error={wrongAt(fields, "country", say)}
        onChange={(country) => country !== null && set({ country })}
      />
    </SimpleGrid>
  );
}
