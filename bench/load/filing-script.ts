import { sayIn } from "../../core/language/say.ts";
import { textIn } from "../../core/organisation/look-up.ts";
import { loadOrganisation } from "../../core/organisation/profile.ts";

/** What a customer types who files a complaint in English in a Telegram chat of the demonstration's organisation, with no photo. */
export function filingScript(): readonly string[] {
  const say = sayIn("en", "Europe/Istanbul");
  const organisation = loadOrganisation(undefined);
  const category = organisation.categories.find(({ children }) => children.length > 0);
  const [child] = category?.children ?? [];
  if (category === undefined || child === undefined) throw new Error("the demonstration has no category with children");
  return [
    "/start",
    say("menu.file"),
    "English",
    say("file.privacy.yes"),
    textIn(category.name, "en", organisation),
    textIn(child.name, "en", organisation),
    "The resin arrived hardened. All three cans.",
    say("common.done"),
    "Epoxy resin, 5 kg",
    "L-2044",
    say("file.expectation.replacement"),
    say("common.skip"),
    say("common.skip"),
    say("file.review.yes"),
  ];
}
