import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Language } from "../../../core/language/language.ts";
import type { WidgetSay } from "../saying.ts";

/** The language in which the window speaks. */
export interface Speech {
  readonly say: WidgetSay;
  readonly language: Language;
}

export const SpeechContext = createContext<Speech>({ say: (key) => key, language: "en" });

/** What the nearest window speaks. */
export function useSpeech(): Speech {
  return useContext(SpeechContext);
}
