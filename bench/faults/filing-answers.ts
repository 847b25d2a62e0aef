import { sayIn } from "../../core/language/say.ts";
import { textIn } from "../../core/organisation/look-up.ts";
import { loadOrganisation } from "../../core/organisation/profile.ts";

/** What a bot said last, as a customer reads it: without the marks that keep codes together. */
export type Heard = string;

const say = sayIn("en", "Europe/Istanbul");
const organisation = loadOrganisation(undefined);
const category = organisation.categories.find(({ children }) => children.length > 0);
const categoryName = category === undefined ? "" : textIn(category.name, "en", organisation);
const [child] = category?.children ?? [];

/** What customers say, whoever they are; a complaint in which anything else stands was not filed as they told it. */
export const told = {
  description: "The resin arrived hardened. All three cans.",
  product: "Epoxy resin, 5 kg",
  lot: "L-2044",
  expectation: say("file.expectation.replacement"),
} as const;

/** Each question by the words that it begins with, and what to type. */
const answers: readonly (readonly [question: string, answer: string])[] = [
  [say("menu.ask"), say("menu.file")],
  [say("file.language.ask"), "English"],
  [say("file.privacy.ask", { notice: "" }).trim(), say("file.privacy.yes")],
  [say("file.category.ask"), categoryName],
  [
    say("file.category.ask_closer", { category: categoryName }),
    child === undefined ? "" : textIn(child.name, "en", organisation),
  ],
  [say("file.description.ask"), told.description],
  [say("file.description.more"), say("common.done")],
  [say("file.product.ask"), told.product],
  [say("file.lot.ask"), told.lot],
  [say("file.expectation.ask"), told.expectation],
  [say("file.evidence.ask", { count: 1, size: 1 }).slice(0, 40), say("common.skip")],
  [say("file.phone.ask"), say("common.skip")],
  [say("file.phone.ask_to_call"), say("common.skip")],
  [say("file.review.ask"), say("file.review.yes")],
];

/** The last question among the words, as it was put. */
export function questionIn(heard: readonly Heard[]): Heard | undefined {
  return heard.findLast((text) => answers.some(([question]) => text.includes(question)));
}

/** What a customer who files in English types next; undefined where the words ask for nothing that belongs to it. */
export function answerTo(heard: readonly Heard[]): string | undefined {
  const last = questionIn(heard);
  return answers.findLast(([question]) => last?.includes(question) === true)?.[1];
}

export interface Filed {
  readonly number: string;
  readonly passcode: string;
}

/** The number and the passcode, once they were told. */
export function filedIn(heard: readonly Heard[]): Filed | undefined {
  const registered = heard.find((text) => text.includes(say("notice.registered")));
  if (registered === undefined) return undefined;
  const passcode = /\b(\d{4}) ?(\d{4}) ?(\d{4})\b/u.exec(registered)?.slice(1).join("");
  const number = /\b(\d{4})[ -]?(\d{3})[ -]?(\d{3})\b/u.exec(registered)?.slice(1).join("");
  return passcode === undefined || number === undefined ? undefined : { number, passcode };
}
