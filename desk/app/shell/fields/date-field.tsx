import { ActionIcon, Popover, TextInput } from "@mantine/core";
import { IconCalendar } from "@tabler/icons-react";
import { useState } from "react";
import { dayIn } from "../../../../core/language/dates.ts";
import { useLanguage } from "../../language/language-provider.tsx";
import { MonthGrid } from "./month-grid.tsx";
import { noon, readDay, writtenDay } from "./reader-calendar.ts";

/**
 * A day in the reader's calendar (Jalali for Persian): typed in any script's digits, or chosen from the month. Its value is `YYYY-MM-DD`,
 * empty where none was given; what is no day is said beneath the field and gives no value.
 */
export function DateField({
  label,
  value,
  onChange,
  min,
  required = false,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (date: string) => void;
  /** No day before this one can be chosen. */
  readonly min?: string;
  readonly required?: boolean;
}) {
  const { language, say } = useLanguage();
  const [typed, setTyped] = useState<string>();
  const shown = typed ?? (value === "" ? "" : writtenDay(value, language));
  const isWrong = typed !== undefined && typed.trim() !== "" && readDay(typed, language) === undefined;
  const choose = (date: string): void => {
    setTyped(undefined);
    onChange(date);
  };
  return (
    <TextInput
      label={label}
      required={required}
      value={shown}
      inputMode="numeric"
      autoComplete="off"
      {...(min === undefined ? {} : { placeholder: writtenDay(min, language) })}
      description={value === "" || isWrong ? undefined : dayIn(noon(value), { language, timeZone: "UTC" })}
      inputWrapperOrder={["label", "input", "description", "error"]}
      error={isWrong ? say("shell.date.wrong") : undefined}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        onChange(readDay(currentTarget.value, language) ?? "");
      }}
      onBlur={() => {
        if (!isWrong) setTyped(undefined);
      }}
      rightSection={<DayChooser label={label} value={value} min={min} onChoose={choose} />}
    />
  );
}

function DayChooser({
  label,
  value,
  min,
  onChoose,
}: {
  readonly label: string;
  readonly value: string;
  readonly min: string | undefined;
  readonly onChoose: (date: string) => void;
}) {
  const { say } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const start = value === "" ? (min ?? new Date().toISOString().slice(0, 10)) : value;
  const choose = (date: string): void => {
    setOpen(false);
    onChoose(date);
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} trapFocus returnFocus withinPortal position="bottom-end">
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          aria-label={say("shell.date.choose", { label })}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          <IconCalendar size={18} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <MonthGrid value={start} min={min} onChoose={choose} />
      </Popover.Dropdown>
    </Popover>
  );
}
