import { createContext, useCallback, useContext, useEffect, useMemo, useState } from "react";
import type { ReactNode } from "react";
import { directionOf, languages } from "../../../core/language/language.ts";
import type { Language } from "../../../core/language/language.ts";

/** Where the language of this browser is kept for the time before anybody has signed in. */
const KEPT = "redress.desk.language";

interface LanguageChoice {
  readonly language: Language;
  readonly choose: (language: Language) => void;
}

const Choice = createContext<LanguageChoice | undefined>(undefined);

/** The language in which the desk is shown, and the way to another; the page's direction follows. */
export function LanguageChoiceProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage);
  const choose = useCallback((chosen: Language) => {
    window.localStorage.setItem(KEPT, chosen);
    setLanguage(chosen);
  }, []);
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = directionOf(language);
    if (directionOf(language) === "rtl") void import("./vazirmatn.css");
  }, [language]);
  const choice = useMemo(() => ({ language, choose }), [language, choose]);
  return <Choice value={choice}>{children}</Choice>;
}

/** The language that is shown, and the way to another. */
export function useLanguageChoice(): LanguageChoice {
  const choice = useContext(Choice);
  if (choice === undefined) throw new Error("used outside of LanguageChoiceProvider");
  return choice;
}

/** What the address asks for, else what was chosen here before, else the first of the browser's that we have. */
function firstLanguage(): Language {
  const wishes = [
    new URLSearchParams(window.location.search).get("lang"),
    window.localStorage.getItem(KEPT),
    ...navigator.languages.map((tag) => tag.split("-")[0]),
  ];
  return wishes.flatMap((wish) => languages.filter((known) => known === wish))[0] ?? "en";
}
