import { createContext, useContext, useMemo } from "react";
import type { ReactNode } from "react";
import { fillIn } from "../../../core/language/fill-in.ts";
import type { Language } from "../../../core/language/language.ts";
import type { TextArgs } from "../../../core/language/text-key.ts";
import type { DeskTextKey, DeskTexts } from "./texts.ts";

/** Puts a text of the desk into the reader's language, with its digits, calendar and direction. */
export type DeskSay = (key: DeskTextKey, args?: TextArgs) => string;

interface Spoken {
  readonly language: Language;
  /** The organisation's, by which all dates are shown. */
  readonly timeZone: string;
  readonly say: DeskSay;
  readonly texts: DeskTexts;
}

const SpokenContext = createContext<Spoken | undefined>(undefined);

export function LanguageProvider({
  language,
  timeZone,
  texts,
  children,
}: {
  readonly language: Language;
  readonly timeZone: string;
  readonly texts: DeskTexts;
  readonly children: ReactNode;
}) {
  const spoken = useMemo<Spoken>(
    () => ({
      language,
      timeZone,
      texts,
      say: (key, args = {}) => fillIn(key, texts(key), args, { language, timeZone, now: new Date() }),
    }),
    [language, timeZone, texts],
  );
  return <SpokenContext value={spoken}>{children}</SpokenContext>;
}

/** The reader's language, and the texts in it. */
export function useLanguage(): Spoken {
  const spoken = useContext(SpokenContext);
  if (spoken === undefined) throw new Error("used outside of LanguageProvider");
  return spoken;
}
