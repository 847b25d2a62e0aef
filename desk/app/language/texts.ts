import { compileMessage } from "../../../core/language/message.ts";
import type { Message } from "../../../core/language/message.ts";
import type { Language } from "../../../core/language/language.ts";
import type { DeskTextKey } from "./desk-text-key.ts";

export type { DeskTextKey } from "./desk-text-key.ts";

/** The texts of one language, each ready to be filled in. */
export type DeskTexts = (key: DeskTextKey) => Message;

/** Texts with the language that they are in. */
interface LoadedTexts {
  readonly language: Language;
  readonly textOf: DeskTexts;
}

const files = import.meta.glob<Readonly<Record<string, string>>>("../*/texts/*.json", { import: "default" });

/** Loads every area's texts of `language`. */
export async function loadTexts(language: Language): Promise<LoadedTexts> {
  const own = Object.entries(files).filter(([path]) => path.endsWith(`/${language}.json`));
  const texts = new Map((await Promise.all(own.map(([, load]) => load()))).flatMap((area) => Object.entries(area)));
  const compiled = new Map<string, Message>();
  const textOf = (key: DeskTextKey): Message => {
    const known = compiled.get(key);
    if (known !== undefined) return known;
    const made = compileMessage(texts.get(key) ?? key, language);
    compiled.set(key, made);
    return made;
  };
  return { language, textOf };
}
