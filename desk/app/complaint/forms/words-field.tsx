import { Textarea } from "@mantine/core";
import { wordsDirection } from "./words-direction.ts";

/** Words of several lines, in the direction in which they are written. */
export function WordsField({
  label,
  description,
  value,
  onChange,
  required = false,
  rows = 2,
}: {
  readonly label: string;
  readonly description?: string;
  readonly value: string;
  readonly onChange: (words: string) => void;
  readonly required?: boolean;
  readonly rows?: number;
}) {
  return (
    <Textarea
      label={label}
      description={description}
      required={required}
      autosize
      minRows={rows}
      maxRows={20}
      dir={wordsDirection(value)}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}

/** `words` without the space around them; undefined where nothing is left. */
export function written(words: string): string | undefined {
  const trimmed = words.trim();
  return trimmed === "" ? undefined : trimmed;
}
