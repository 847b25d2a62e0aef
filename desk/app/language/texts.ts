import { compileMessage } from "../../../core/language/message.ts";
import type { Message } from "../../../core/language/message.ts";
import type { Language } from "../../../core/language/language.ts";
import type board from "../board/texts/en.json";
import type complaint from "../complaint/texts/en.json";
import type conversation from "../conversation/texts/en.json";
import type queue from "../queue/texts/en.json";
import type settings from "../settings/texts/en.json";
import type shell from "../shell/texts/en.json";

/** The name of a text of the desk; each area keeps its own in `texts/`, one file a language. */
export type DeskTextKey =
  | keyof typeof board
  | keyof typeof complaint
  | keyof typeof conversation
  | keyof typeof queue
  | keyof typeof settings
  | keyof typeof shell;

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
