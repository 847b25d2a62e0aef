import { ActionIcon, Autocomplete, Button, Fieldset, Group, Select, Stack, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { remedyKinds } from "../../../../core/complaint/complaint.ts";
import type { RemedyKind } from "../../../../core/complaint/complaint.ts";
import { useLanguage } from "../../language/language-provider.tsx";
import { DateField } from "../../shell/fields/date-field.tsx";
import { useAgents } from "../../shell/use-agents.ts";
import { useOrganisation } from "../../shell/use-organisation.ts";
import type { ComplaintSeen } from "../use-complaint.ts";
import { wordsDirection } from "./words-direction.ts";

/** A promise as it is being written. */
export interface RemedyFields {
  readonly kind: RemedyKind;
  readonly what: string;
  readonly who: string;
  readonly by: string;
}

/** Promises: who does what by when. */
export function RemedyList({
  legend,
  remedies,
  onChange,
  language,
}: {
  readonly legend: string;
  readonly remedies: readonly RemedyFields[];
  readonly onChange: (remedies: readonly RemedyFields[]) => void;
  /** The complaint's: the customer reads who it is. */
  readonly language: ComplaintSeen["language"];
}) {
  const { say } = useLanguage();
  const set = (index: number, part: Partial<RemedyFields>): void =>
    onChange(remedies.map((remedy, place) => (place === index ? { ...remedy, ...part } : remedy)));
  return (
    <Fieldset legend={legend} p="xs">
      <Stack gap="sm">
        {remedies.map((remedy, index) => (
          <RemedyRow
            key={String(index)}
            remedy={remedy}
            index={index}
            language={language}
            change={(part) => set(index, part)}
            remove={() => onChange(remedies.filter((_, place) => place !== index))}
          />
        ))}
        <Button
          size="compact-sm"
          variant="light"
          w="fit-content"
          leftSection={<IconPlus size={16} />}
          onClick={() => onChange([...remedies, { kind: "replacement", what: "", who: "", by: "" }])}
        >
          {say("complaint.remedy.add")}
        </Button>
      </Stack>
    </Fieldset>
  );
}

interface RowProps {
  readonly remedy: RemedyFields;
  readonly index: number;
  readonly language: ComplaintSeen["language"];
  readonly change: (part: Partial<RemedyFields>) => void;
  readonly remove: () => void;
}

function RemedyRow({ remedy, index, language, change, remove }: RowProps) {
  const { say, timeZone } = useLanguage();
  const { departments, text } = useOrganisation();
  const { present } = useAgents();
  const doers = new Set([
    ...departments.map(({ name }) => name[language] ?? text(name)),
    ...present.map(({ name }) => name),
  ]);
  return (
    <Stack gap={4} role="group" aria-label={say("complaint.remedy.nth", { index: index + 1 })}>
      <Group gap="xs" wrap="nowrap" align="flex-end">
        <Select
          flex={1}
          label={say("complaint.remedy.kind")}
          allowDeselect={false}
          value={remedy.kind}
          onChange={(chosen) => change({ kind: remedyKinds.find((kind) => kind === chosen) ?? remedy.kind })}
          data={remedyKinds.map((kind) => ({ value: kind, label: say("complaint.remedy.name", { kind }) }))}
        />
        <ActionIcon
          variant="subtle"
          color="red"
          size="lg"
          aria-label={say("complaint.remedy.remove", { index: index + 1 })}
          onClick={remove}
        >
          <IconTrash size={18} />
        </ActionIcon>
      </Group>
      <TextInput
        label={say("complaint.remedy.what")}
        required
        dir={wordsDirection(remedy.what)}
        value={remedy.what}
        onChange={({ currentTarget }) => change({ what: currentTarget.value })}
      />
      <Group gap="xs" grow align="flex-start" preventGrowOverflow={false}>
        <Autocomplete
          label={say("complaint.remedy.who")}
          required
          value={remedy.who}
          onChange={(who) => change({ who })}
          data={[...doers]}
        />
        <DateField
          label={say("complaint.remedy.until")}
          required
          value={remedy.by}
          onChange={(by) => change({ by })}
          min={todayIn(timeZone)}
        />
      </Group>
    </Stack>
  );
}

/** Today's date (`YYYY-MM-DD`) in a time zone. */
function todayIn(timeZone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(
    new Date(),
  );
}

/** Whether nothing is missing. */
export function isWhole({ what, who, by }: RemedyFields): boolean {
  return what.trim() !== "" && who.trim() !== "" && by !== "";
}
