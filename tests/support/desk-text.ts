import { readFileSync } from "node:fs";
import { z } from "zod";
import { fillIn } from "../../core/language/fill-in.ts";
import type { Language } from "../../core/language/language.ts";
import { compileMessage } from "../../core/language/message.ts";
import type { TextArgs } from "../../core/language/text-key.ts";

const texts = z.record(z.string(), z.string());

/** The texts of some areas of the desk in one language, as their pages say them; the complaint's unless told. */
export function deskText(
  language: Language,
  areas: readonly string[] = ["complaint"],
): (key: string, args?: TextArgs) => string {
  const known = Object.fromEntries(areas.flatMap((area) => Object.entries(textsOf(area, language))));
  return (key, args = {}) => {
    const text = known[key];
    if (text === undefined) throw new Error(`no text ${key}`);
    return fillIn(key, compileMessage(text, language), args, { language, timeZone: "Asia/Tehran" });
  };
}

function textsOf(area: string, language: Language): Readonly<Record<string, string>> {
  const file = new URL(`../../desk/app/${area}/texts/${language}.json`, import.meta.url);
  return texts.parse(JSON.parse(readFileSync(file, "utf8")));
}
