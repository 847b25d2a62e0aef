import { Input, SegmentedControl, Select } from "@mantine/core";
import { useLanguage } from "../../language/language-provider.tsx";
import { useOrganisation } from "../../shell/use-organisation.ts";

export type LevelChosen = "low" | "medium" | "high";

const levels: readonly LevelChosen[] = ["low", "medium", "high"];

/** Low, medium or high. */
export function LevelField({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: LevelChosen;
  readonly onChange: (level: LevelChosen) => void;
}) {
  const { say } = useLanguage();
  return (
    <Input.Wrapper label={label} labelElement="div">
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={label}
        value={value}
        onChange={(chosen) => onChange(levels.find((level) => level === chosen) ?? value)}
        data={levels.map((level) => ({ value: level, label: say("complaint.level", { level }) }))}
      />
    </Input.Wrapper>
  );
}

/** A category that complaints can have, with those above it; typing finds it. */
export function CategoryField({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (key: string, department: string) => void;
}) {
  const { categories, categoryName } = useOrganisation();
  const leaves = categories.filter(({ canBeChosen }) => canBeChosen);
  return (
    <Select
      label={label}
      required
      searchable
      allowDeselect={false}
      value={value === "" ? null : value}
      onChange={(key) => onChange(key ?? value, leaves.find((leaf) => leaf.key === key)?.department ?? "")}
      data={leaves.map(({ key }) => ({ value: key, label: categoryName(key) }))}
    />
  );
}

/** A department of the organisation. */
export function DepartmentField({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (key: string) => void;
}) {
  const { departments, departmentName } = useOrganisation();
  return (
    <Select
      label={label}
      required
      searchable
      allowDeselect={false}
      value={value === "" ? null : value}
      onChange={(key) => onChange(key ?? value)}
      data={departments.map(({ key }) => ({ value: key, label: departmentName(key) }))}
    />
  );
}
