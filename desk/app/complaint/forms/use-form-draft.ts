import { useState } from "react";
import { useMe } from "../../shell/use-me.ts";

/** What was filled into a form, kept in this browser for its agent until it is sent. */
export function useFormDraft<Fields extends object>(
  key: string,
  initial: Fields,
): readonly [Fields, (part: Partial<Fields>) => void, () => void] {
  const { id } = useMe();
  const place = `redress.form.${id}.${key}`;
  const [fields, setFields] = useState<Fields>(() => ({ ...initial, ...kept(place) }));
  const change = (part: Partial<Fields>): void => {
    setFields((before) => {
      const after = { ...before, ...part };
      keep(place, after);
      return after;
    });
  };
  return [fields, change, () => forget(place)];
}

function kept(place: string): object {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(place) ?? "{}");
    return typeof found === "object" && found !== null ? found : {};
  } catch {
    // What cannot be read is no draft.
    return {};
  }
}

function keep(place: string, fields: object): void {
  try {
    localStorage.setItem(place, JSON.stringify(fields));
  } catch {
    // A full or forbidden store: the form itself still holds the words.
  }
}

function forget(place: string): void {
  try {
    localStorage.removeItem(place);
  } catch {
    // As above.
  }
}
