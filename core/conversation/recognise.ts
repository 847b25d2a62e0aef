import type { Choice } from "../channel/prompt.ts";
import type { Reply } from "../channel/inbound.ts";
import { languages } from "../language/language.ts";
import type { Language } from "../language/language.ts";
import { comparable } from "../language/normalise.ts";
import { mentions } from "../language/mention.ts";
import { doubtWords, globalWordOf, yesOrNo } from "../language/words.ts";
import type { GlobalWord } from "../language/words.ts";
import type { Offer } from "./conversation.ts";
import { offerNamed, sameQuestion } from "./offer.ts";
import { readToken } from "./token.ts";

/** The question at hand, as far as recognition needs it. */
export interface Asked {
  readonly flow: string;
  readonly step: string;
  /** Whether words of the customer's own can be its answer. */
  readonly takesText: boolean;
  /** A menu, or a draft left for long: it does not claim a bare yes or no for itself. */
  readonly casual: boolean;
}

/** One choice of one offer that a reply may mean. */
export interface Candidate {
  readonly offer: Offer;
  readonly choice: Choice;
}

/** What a reply means. */
export type Recognition =
  /** `more`: the words say more than the choice, such as why. */
  | ({ readonly kind: "understood"; readonly words: string; readonly more?: true } & Candidate)
  | { readonly kind: "global"; readonly word: GlobalWord }
  /** A button of a question that is over, or that we never put. */
  | { readonly kind: "stale"; readonly offer?: Offer }
  /** Several choices fit, or one that is too weighty to be guessed: ask which is meant. */
  | { readonly kind: "ambiguous"; readonly candidates: readonly Candidate[]; readonly words: string }
  | { readonly kind: "unknown" };

const unknown: Recognition = { kind: "unknown" };

/**
 * Holds a reply against everything that was offered, oldest first. Taps, numbers in any script's digits, labels, unambiguous beginnings
 * of labels, and yes and no in every language all mean the same choice.
 */
export function recognise(
  reply: Reply,
  offers: readonly Offer[],
  language: Language,
  asked: Asked | undefined,
): Recognition {
  if (reply.kind === "tap") return recogniseTap(reply.token, offers);
  if (reply.kind !== "text") return unknown;
  const open = offers.filter(({ state }) => state === "open");
  const own = open.findLast(
    ({ about }) => about.kind === "step" && about.flow === asked?.flow && about.step === asked.step,
  );
  const view: View = { text: reply.text, said: comparable(reply.text, language), language, open, own, asked };
  // A story names no choice and is no command; it may still be an answer with its reason.
  const tried = reply.text.length > longestChoiceText ? [byYesOrNo] : readings;
  for (const reading of tried) {
    const meaning = reading(view);
    if (meaning !== undefined) return meaning;
  }
  return unknown;
}

/** In UTF-16 units; longer than any label that a channel shows. */
const longestChoiceText = 250;

/** In this order, the first that finds a meaning holds: what was offered here comes before words that mean the same everywhere. */
const readings: readonly ((view: View) => Recognition | undefined)[] = [
  (view) => byLabel(view, view.own === undefined ? [] : [view.own]),
  byGlobalWord,
  (view) => byLabel(view, view.open),
  byYesOrNo,
  byNumber,
  byBeginning,
  bySkipNotOffered,
];

interface View {
  readonly text: string;
  /** The text as it is compared. */
  readonly said: string;
  readonly language: Language;
  readonly open: readonly Offer[];
  /** The offer of the question at hand. */
  readonly own: Offer | undefined;
  readonly asked: Asked | undefined;
}

function recogniseTap(token: string, offers: readonly Offer[]): Recognition {
  const parts = readToken(token);
  const offer = parts === undefined ? undefined : offerNamed(offers, parts.offerId);
  const choice = parts === undefined ? undefined : offer?.choices[parts.index];
  if (offer === undefined || choice === undefined) return { kind: "stale" };
  const standing = offer.state === "open" ? offer : repeatOf(offer, offers);
  const same = standing?.choices.find(({ value }) => value === choice.value);
  if (standing === undefined || same === undefined) return { kind: "stale", offer };
  return { kind: "understood", offer: standing, choice: same, words: same.label };
}

/** The question may have been put again since: its earlier buttons still answer it. */
function repeatOf(offer: Offer, offers: readonly Offer[]): Offer | undefined {
  if (offer.state !== "superseded") return undefined;
  return offers.findLast((other) => other.state === "open" && sameQuestion(other.about, offer.about));
}

/** Labels are the same from turn to turn, so their comparable forms are kept. */
const labelForms = new Map<string, string>();
const maxLabelForms = 5_000;

function comparableLabel(label: string, language: Language): string {
  const key = `${language} ${label}`;
  const known = labelForms.get(key);
  if (known !== undefined) return known;
  if (labelForms.size >= maxLabelForms) labelForms.clear();
  const form = comparable(label, language);
  labelForms.set(key, form);
  return form;
}

function byLabel(view: View, offers: readonly Offer[]): Recognition | undefined {
  const unnumbered = view.said.replace(/^\d{1,3}\s*[.):-]\s*/, "");
  const matches = candidates(offers, ({ label }) => {
    const same = comparableLabel(label, view.language);
    return same === view.said || same === unnumbered;
  });
  return settle(matches, view.text);
}

function byGlobalWord(view: View): Recognition | undefined {
  const word = globalWordOf(view.text, view.language);
  if (word === undefined) return undefined;
  if (word !== "skip" && word !== "done") return { kind: "global", word };
  const own = view.own === undefined ? [] : [view.own];
  // Who has nothing to say to a question says that they are done, and the other way round.
  const other = word === "skip" ? "done" : "skip";
  const meantBy = (wanted: string) =>
    settle(
      candidates(own, ({ value }) => value === wanted),
      view.text,
    );
  return meantBy(word) ?? meantBy(other);
}

/** *Skip* and *done* are never taken for the customer's own words. */
function bySkipNotOffered(view: View): Recognition | undefined {
  const word = globalWordOf(view.text, view.language);
  return word === undefined || view.asked === undefined ? undefined : { kind: "global", word };
}

/** Values that a bare yes or no can stand for, the likeliest first. */
const meanings = { yes: ["yes", "accept", "done"], no: ["no", "reject", "done", "skip"] } as const;

function byYesOrNo(view: View): Recognition | undefined {
  const whole = yesOrNo(view.text, view.language);
  const consents = view.open.filter(({ about }) => about.kind === "consent");
  if (whole === undefined) return byFirstWord(view, consents);
  const own = view.own === undefined ? undefined : meant(view.own, whole);
  const rivals = consents.flatMap((offer) => meant(offer, whole) ?? []);
  if (own !== undefined) {
    const newer = rivals.filter(({ offer }) => offer.seq > own.offer.seq);
    return settle([own, ...newer], view.text);
  }
  if (rivals.length === 0) return undefined;
  if (view.asked === undefined || view.asked.casual) return settle(rivals, view.text);
  return { kind: "ambiguous", candidates: rivals, words: view.text };
}

/** "No, it still leaks": an answer to a decision, with its reason. "Yes, please": an answer to the question at hand. */
function byFirstWord(view: View, consents: readonly Offer[]): Recognition | undefined {
  const words = view.text.trim().split(/[\s,،.;:!؛]+/u);
  const leading = words.length < 2 ? undefined : yesOrNo(words[0] ?? "", view.language);
  if (leading === undefined) return undefined;
  const decided = decisionsAsked(view, consents);
  if (decided === undefined) return byPoliteWord(view, leading, words.length);
  const settled = settle(
    decided.flatMap((offer) => meant(offer, leading) ?? []),
    view.text,
  );
  return settled?.kind === "understood" ? { ...settled, more: true } : settled;
}

/** The decisions that words with more than a yes or no can answer: the one at hand, else those that wait while nothing is asked. */
function decisionsAsked({ own, asked }: View, consents: readonly Offer[]): readonly Offer[] | undefined {
  if (own?.choices.some(({ value }) => value === "accept") === true) return [own];
  return asked === undefined || asked.casual ? consents : undefined;
}

/** Longer answers say something of their own. */
const politeWords = 3;

function byPoliteWord(view: View, leading: "yes" | "no", count: number): Recognition | undefined {
  if (view.own === undefined || view.asked?.takesText === true || count > politeWords) return undefined;
  if (mentions(doubtWords, view.text, view.language)) return undefined;
  const own = meant(view.own, leading);
  return own === undefined ? undefined : settle([own], view.text);
}

function meant(offer: Offer, word: "yes" | "no"): Candidate | undefined {
  for (const value of meanings[word]) {
    const choice = offer.choices.find((each) => each.value === value);
    if (choice !== undefined) return { offer, choice };
  }
  return undefined;
}

/** What people put before a number: "option 2", "گزینه ۲". */
const counters: ReadonlySet<string> = new Set(
  [
    "option",
    "number",
    "no",
    "choice",
    "گزینه",
    "شماره",
    "مورد",
    "seçenek",
    "numara",
    "خيار",
    "الخيار",
    "رقم",
    "الرقم",
    "вариант",
    "номер",
    "пункт",
  ].flatMap((word) => languages.map((language) => comparable(word, language))),
);

function byNumber(view: View): Recognition | undefined {
  const number = numberIn(view.said);
  if (number === undefined) return undefined;
  const pick = (offer: Offer): Candidate[] => {
    const choice = offer.choices[number - 1];
    return choice === undefined ? [] : [{ offer, choice }];
  };
  const notices = view.open.filter(({ about }) => about.kind !== "step");
  if (view.own === undefined) return settle(rivalsOfNewest(notices).flatMap(pick), view.text);
  const { seq } = view.own;
  const newer = notices.filter((offer) => offer.seq > seq);
  return settle([view.own, ...newer].flatMap(pick), view.text);
}

function numberIn(said: string): number | undefined {
  // U+20E3 encloses the digit of a keycap emoji.
  const [, counter, digits] = /^(?:(\S+)\s+|[#№])?(\d{1,3})\s?[.)]?$/u.exec(said.replace(/\u20e3/gu, "")) ?? [];
  if (digits === undefined || (counter !== undefined && !counters.has(counter))) return undefined;
  return Number(digits);
}

/** A number goes by what was shown last; but one decision is never answered where another was meant. */
function rivalsOfNewest(notices: readonly Offer[]): readonly Offer[] {
  const newest = notices.at(-1);
  if (newest === undefined) return [];
  return newest.about.kind === "consent" ? notices.filter(({ about }) => about.kind === "consent") : [newest];
}

function byBeginning(view: View): Recognition | undefined {
  const offer = view.own ?? view.open.at(-1);
  if (offer === undefined || view.said.length < 2 || (view.own !== undefined && view.asked?.takesText === true))
    return undefined;
  const matches = candidates([offer], ({ label }) => comparableLabel(label, view.language).startsWith(view.said));
  return settle(matches, view.text);
}

function candidates(offers: readonly Offer[], fits: (choice: Choice) => boolean): readonly Candidate[] {
  return offers.flatMap((offer) => offer.choices.filter(fits).map((choice) => ({ offer, choice })));
}

function settle(matches: readonly Candidate[], words: string): Recognition | undefined {
  const [first] = matches;
  if (first === undefined) return undefined;
  return matches.length === 1
    ? { kind: "understood", ...first, words }
    : { kind: "ambiguous", candidates: matches, words };
}
