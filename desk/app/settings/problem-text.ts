import type { DeskSay } from "../language/language-provider.tsx";
import type { WrongField } from "./use-settings.ts";

const known = [
  "all_retired",
  "country",
  "department",
  "first_language",
  "hours",
  "in_use",
  "invalid_format",
  "invalid_type",
  "no_general",
  "not_icu",
  "not_rising",
  "placeholders",
  "repeated",
  "sms_too_long",
  "time_zone",
  "too_big",
  "too_small",
  "variable",
] as const;

/** What is wrong, in the reader's words. */
export function wrongText(code: string, say: DeskSay): string {
  const found = known.find((each) => each === code);
  return found === undefined ? say("settings.problem.other") : say(`settings.problem.${found}`);
}

/** What is wrong at `path`; undefined where nothing is. */
export function wrongAt(fields: readonly WrongField[], path: string, say: DeskSay): string | undefined {
  const found = fields.find((field) => field.path === path);
  return found === undefined ? undefined : wrongText(found.code, say);
}
