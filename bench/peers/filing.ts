/** The filing dialogue that every peer holds: the product's own questions in the product's own words, in its order. */
import words from "../../core/language/catalogues/en.json" with { type: "json" };
import organisation from "../../core/organisation/demo-organisation.json" with { type: "json" };

/** What has been answered so far; the session of a chat. */
export interface Filing {
  language?: string;
  privacy?: string;
  category?: string;
  subcategory?: string;
  description?: string[];
  described?: boolean;
  product?: string;
  lot?: string;
  order?: string;
  expectation?: string;
  evidence?: string;
  phone?: string;
  confirmed?: string;
}

export interface Question {
  readonly text: string;
  readonly choices: readonly string[];
}

export type Step = Exclude<keyof Filing, "described">;

const skip = words["common.skip"];
const done = words["common.done"];
const wishes = ["replacement", "refund", "repair", "help", "apology"] as const;

export const menu: Question = {
  text: words["menu.ask"],
  choices: [words["menu.file"], words["menu.follow"], words["menu.person"]],
};
export const fileChoice = words["menu.file"];

function childrenOf(category: string | undefined): readonly string[] {
  const chosen = organisation.categories.find(({ name }) => name.en === category);
  return (chosen?.children ?? []).map(({ name }) => name.en);
}

const questions: Readonly<Record<Step, (filing: Filing) => Question>> = {
  language: () => ({ text: words["file.language.ask"], choices: ["فارسی", "Türkçe", "English", "العربية", "Русский"] }),
  privacy: () => ({
    text: words["file.privacy.ask"].replace("{notice}", organisation.privacyNotice.en),
    choices: [words["file.privacy.yes"], words["file.privacy.no"]],
  }),
  category: () => ({ text: words["file.category.ask"], choices: organisation.categories.map(({ name }) => name.en) }),
  subcategory: ({ category = "" }) => ({
    text: words["file.category.ask_closer"].replace("{category}", category),
    choices: childrenOf(category),
  }),
  description: ({ description = [] }) =>
    description.length === 0
      ? { text: words["file.description.ask"], choices: [] }
      : { text: words["file.description.more"], choices: [done] },
  product: () => ({ text: words["file.product.ask"], choices: [skip] }),
  lot: () => ({ text: words["file.lot.ask"], choices: [skip] }),
  order: () => ({ text: words["file.order.ask"], choices: [skip] }),
  expectation: () => ({
    text: words["file.expectation.ask"],
    choices: [...wishes.map((wish) => words[`file.expectation.${wish}`]), skip],
  }),
  evidence: () => ({
    text: words["file.evidence.ask"].replace(/\{count.*?other \{# files\}\}/u, "10 files").replace("{size}", "20"),
    choices: [skip],
  }),
  phone: () => ({ text: words["file.phone.ask_to_call"], choices: [skip] }),
  confirmed: (filing) => ({
    text: [words["file.review.ask"], ...readBack(filing)].join("\n"),
    choices: [words["file.review.yes"], words["file.review.no"]],
  }),
};

function readBack(filing: Filing): readonly string[] {
  const { category, subcategory, description = [], product, lot, order, expectation, phone } = filing;
  const lines: readonly (readonly [string, string | undefined])[] = [
    [words["file.review.category"], subcategory ?? category],
    [words["file.review.description"], description.join("\n")],
    [words["file.review.product"], product],
    [words["file.review.lot"], lot],
    [words["file.review.order"], order],
    [words["file.review.expectation"], expectation],
    [words["file.review.phone"], phone],
  ];
  return lines.filter(([, value]) => value !== undefined).map(([label, value]) => `${label}: ${value}`);
}

/** The first question that is open; undefined once everything is answered. */
export function openStep(filing: Filing): Step | undefined {
  if (filing.language === undefined) return "language";
  if (filing.privacy === undefined) return "privacy";
  if (filing.category === undefined) return "category";
  if (filing.subcategory === undefined && childrenOf(filing.category).length > 0) return "subcategory";
  if (filing.described !== true) return "description";
  if (filing.product === undefined) return "product";
  if (filing.lot === undefined) return "lot";
  // One of the two numbers is enough to find the purchase.
  if (filing.lot === skip && filing.order === undefined) return "order";
  if (filing.expectation === undefined) return "expectation";
  if (filing.evidence === undefined) return "evidence";
  if (filing.phone === undefined) return "phone";
  return filing.confirmed === undefined ? "confirmed" : undefined;
}

export function questionAt(step: Step, filing: Filing): Question {
  return questions[step](filing);
}

/** Steps that take any words; the others want one of their choices. */
const takesWords: readonly Step[] = ["description", "product", "lot", "order", "expectation", "phone"];

/** Takes `text` as the answer to `step`, in `filing` itself; false where it is none, and the question is to be put again. */
export function answer(step: Step, text: string, filing: Filing): boolean {
  if (!takesWords.includes(step) && !questionAt(step, filing).choices.includes(text)) return false;
  if (step === "description") {
    if (text === done && (filing.description ?? []).length > 0) filing.described = true;
    else filing.description = [...(filing.description ?? []), text];
  } else filing[step] = text;
  return true;
}

export function filedText(number: string, passcode: string): string {
  return `${words["notice.registered"]}\n\n${words["notice.registered.keep"]}\n\nTracking number: ${number}\nPasscode: ${passcode}`;
}
