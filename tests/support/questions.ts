import type { Outbound } from "../../core/channel/outbound.ts";
import type { Choice } from "../../core/channel/prompt.ts";
import type { Offer } from "../../core/conversation/conversation.ts";
import { offerFor, tokensOf } from "../../core/conversation/offer.ts";
import type { Asked } from "../../core/conversation/recognise.ts";
import { brand } from "../../core/ids.ts";
import type { Language } from "../../core/language/language.ts";

/** A question as core puts it: its offer, what is sent to the channel, and what recognition knows of it. */
export interface Question {
  readonly choices: readonly Choice[];
  readonly offer: Offer;
  readonly message: Outbound;
}

/** The step that the questions stand for. */
export const asked: Asked = { flow: "test", step: "choice", takesText: false, casual: false };

/** Words to make labels of, in each language; none is a global word, a yes or a no. */
export const ordinaryWords: Readonly<Record<Language, readonly string[]>> = {
  en: ["resin", "hardener", "pigment", "gelcoat", "mould", "primer"],
  fa: ["رزین", "سخت‌کننده", "رنگدانه", "ژلکوت", "قالب", "آستر"],
  tr: ["reçine", "sertleştirici", "pigment", "jelkot", "kalıp", "astar"],
  ar: ["راتنج", "مصلّب", "صبغة", "جلكوت", "قالب", "طلاء"],
  ru: ["смола", "отвердитель", "пигмент", "гелькоут", "форма", "грунт"],
};

const whichOne = { en: "Which one?", fa: "کدام یک؟", tr: "Hangisi?", ar: "أيّها؟", ru: "Какой?" } as const;

const letters: Readonly<Record<Language, readonly string[]>> = {
  en: Array.from("bdfgjklpqrtvwxz"),
  fa: Array.from("بپتجچدرزسشفقگلم"),
  tr: Array.from("bcçdfgjklmprsşz"),
  ar: Array.from("بتثجحدرزسشفقلمو"),
  ru: Array.from("бвгджзклмпрстфц"),
};

/** Around the limits of the channels: 20 and 24 on WhatsApp, 40 on Telegram, 100 on the web chat. */
const lengths = [8, 20, 24, 40, 90] as const;

const most = 30;

/** `count` labels that differ from their first letters on, each about `length` long. */
export function labelsOf(language: Language, count: number, length: number): readonly string[] {
  const own = letters[language];
  const rest = ordinaryWords[language];
  return Array.from({ length: count }, (_, index) => {
    const places = [index % own.length, Math.floor(index / own.length), (index * 7) % own.length];
    let label = places.map((place) => own[place]).join("");
    for (let word = index; label.length < length; word += 1) label += ` ${rest[word % rest.length]}`;
    return label.slice(0, length).trimEnd();
  });
}

/** The question with these labels. */
export function questionOf(language: Language, labels: readonly string[]): Question {
  const choices = labels.map((label, index) => ({ value: `v${index}`, label }));
  const about = { kind: "step", flow: asked.flow, step: asked.step } as const;
  const offer = offerFor({ text: "", choices, accepts: [] }, about, "abc123XYZ", 1);
  return { choices, offer, message: { ...saying(language, whichOne[language]), choices: tokensOf(offer) } };
}

/** A message of the bot that asks nothing. */
export function saying(language: Language, text: string): Outbound {
  return {
    messageId: brand("message-1"),
    conversationId: brand("conversation-1"),
    seq: 1,
    language,
    text,
    details: [],
    choices: [],
    files: [],
    author: { kind: "bot" },
  };
}

/** Questions with 1 to 30 choices of each length. */
export function questionsIn(language: Language): readonly Question[] {
  return Array.from({ length: most }, (_, index) => index + 1).flatMap((count) =>
    lengths.map((length) => questionOf(language, labelsOf(language, count, length))),
  );
}

const zeros = [0x30, 0x6f0, 0x660];

/** A number in Latin, Persian and Arabic digits. */
export function inDigits(number: number): readonly string[] {
  return zeros.map((zero) => String(number).replace(/\d/gu, (digit) => String.fromCharCode(zero + Number(digit))));
}
