import type { Language } from "../../../core/language/language.ts";
import type { WidgetSay } from "../saying.ts";

/** The language in which the window speaks. */
export interface Speech {
  readonly say: WidgetSay;
  readonly language: Language;
}
