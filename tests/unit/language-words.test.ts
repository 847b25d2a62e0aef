import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { toLatinDigits, toLocalDigits } from "../../core/language/digits.ts";
import { guessLanguage } from "../../core/language/guess.ts";
import { languages } from "../../core/language/language.ts";
import type { Language } from "../../core/language/language.ts";
import { mentions } from "../../core/language/mention.ts";
import { comparable } from "../../core/language/normalise.ts";
import {
  doubtWords,
  globalWordNames,
  globalWordOf,
  globalWords,
  isAmong,
  noWords,
  safetyWords,
  thanksWords,
  yesOrNo,
  yesWords,
} from "../../core/language/words.ts";

describe("digits", () => {
  test("of every script become Latin, and nothing else changes", () => {
    expect(toLatinDigits("۱۲۳ ٤٥٦ ７８９ شمارهٔ ۱۲-۳")).toBe("123 456 789 شمارهٔ 12-3");
  });

  test("are local where the language has its own", () => {
    expect(languages.map((language) => toLocalDigits("2026", language))).toEqual([
      "2026",
      "۲۰۲۶",
      "2026",
      "٢٠٢٦",
      "2026",
    ]);
  });

  test("come back as they were", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9 a-z]*$/), fc.constantFrom(...languages), (text, language) => {
        expect(toLatinDigits(toLocalDigits(text, language))).toBe(text);
      }),
    );
  });
});

describe("texts that mean the same compare as the same", () => {
  test.each<[Language, string, string, string]>([
    ["fa", "كيفيت", "کیفیت", "letters of an Arabic keyboard"],
    ["fa", "می‌خواهم", "میخواهم", "a non-joiner left out"],
    ["fa", "آره", "اره", "a missing sign above alef"],
    ["fa", "بـــله", "بله", "drawn out letters"],
    ["fa", "«بله»!", "بله", "quotation marks"],
    ["fa", "  نه\u200f\n متشکرم ", "نه متشکرم", "direction marks and spaces"],
    ["fa", "شمارهٔ ۲", "شماره 2", "digits and a small hamza"],
    ["ar", "لا يَزَالُ", "لا يزال", "vowel signs"],
    ["ar", "إلغاء", "الغاء", "a left out hamza"],
    ["ar", "القائمة", "القائمه", "a ta marbuta without dots"],
    ["tr", "İPTAL", "iptal", "the capital of i"],
    ["tr", "HAYIR", "hayır", "the capital of dotless i"],
    ["tr", "hayir", "hayır", "letters without their signs"],
    ["tr", "Vazgeç.", "VAZGEC", "a full stop"],
    ["ru", "ЕЩЁ", "еще", "yo written as ye"],
    ["en", "“Yes”", "yes", "curly quotation marks"],
    ["en", "/menu", "menu", "a slash before a command"],
    ["en", "👍🏽", "👍", "a tone of skin"],
    ["en", "❤️", "❤", "the form of an emoji"],
    ["en", "ＹＥＳ", "yes", "fullwidth letters"],
    ["en", "\u2068123\u2069", "123", "isolates"],
  ])("%s: %j and %j (%s)", (language, one, other) => {
    expect(comparable(one, language)).toBe(comparable(other, language));
  });

  test("but words that differ stay different", () => {
    expect(comparable("بار", "fa")).not.toBe(comparable("باز", "fa"));
    expect(comparable("й", "ru")).not.toBe(comparable("и", "ru"));
    expect(comparable("café", "en")).not.toBe(comparable("cafe", "en"));
  });

  test("and a mark alone is not lost", () => {
    expect(comparable("?", "en")).toBe("?");
    expect(comparable(" \u200c ", "fa")).toBe("");
  });

  test("whatever is written, comparing it twice changes nothing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.constantFrom(...languages), (text, language) => {
        const once = comparable(text, language);
        expect(comparable(once, language)).toBe(once);
      }),
    );
  });
});

describe("global words", () => {
  test("mean one thing each within a language", () => {
    for (const language of languages) {
      const words = globalWordNames.flatMap((name) => globalWords[name][language]);
      expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
    }
  });

  test.each([
    ["منو", "fa", "menu"],
    ["/menu", "fa", "menu"],
    ["MENÜ", "tr", "menu"],
    ["menu", "tr", "menu"],
    ["رجوع", "ar", "back"],
    ["GERİ", "tr", "back"],
    ["İptal et", "tr", "cancel"],
    ["بي خيال", "fa", "cancel"],
    ["؟", "fa", "help"],
    ["где моя жалоба?", "ru", "status"],
    ["می‌خواهم", "fa", undefined],
    ["گفت‌وگو با کارشناس", "fa", "person"],
    ["агент", "ru", undefined],
    ["temsilci", "tr", "person"],
    ["زبان", "ru", "language"],
    ["نمی‌دونم", "fa", "skip"],
    ["تموم شد", "fa", "done"],
    ["menu is broken", "en", undefined],
    ["", "en", undefined],
  ] as const)("%j in %s is %s", (text, language, word) => {
    expect(globalWordOf(text, language)).toBe(word);
  });
});

describe("yes and no", () => {
  test("are never one word, in any two languages", () => {
    const yes = new Set(languages.flatMap((language) => yesWords[language]));
    expect(languages.flatMap((language) => noWords[language]).filter((word) => yes.has(word))).toEqual([]);
  });

  test.each([
    ["fa", ["بله", "بلی", "آره", "اره", "باشه", "Bale", "👍", "👍🏼"], ["نه", "خیر", "نخیر", "na", "👎"]],
    ["tr", ["evet", "EVET", "tamam", "olur", "e", "👍"], ["hayır", "HAYIR", "hayir", "olmaz", "h", "👎"]],
    ["ar", ["نعم", "أجل", "ايوه", "تمام", "👍"], ["لا", "كلا", "لأ", "👎"]],
    ["ru", ["да", "Да.", "ага", "👍"], ["нет", "Нет!", "👎"]],
    ["en", ["yes", "Yes!", "ok", "👍"], ["no", "nope", "👎"]],
  ] as const)("are understood in %s", (language, yes, no) => {
    expect(yes.map((word) => yesOrNo(word, language))).toEqual(yes.map(() => "yes"));
    expect(no.map((word) => yesOrNo(word, language))).toEqual(no.map(() => "no"));
  });

  test("are understood in another language than the conversation's", () => {
    expect(yesOrNo("evet", "fa")).toBe("yes");
    expect(yesOrNo("بله", "en")).toBe("yes");
    expect(yesOrNo("нет", "tr")).toBe("no");
  });

  test("are not heard in a letter of another language, nor in a longer answer", () => {
    expect(yesOrNo("e", "en")).toBeUndefined();
    expect(yesOrNo("yes but it still leaks", "en")).toBeUndefined();
    expect(yesOrNo("نه هنوز", "fa")).toBeUndefined();
  });
});

describe("words within a text", () => {
  test.each([
    ["بله ولی هنوز نشتی دارد", "fa"],
    ["بله، اما رنگش فرق می‌کند", "fa"],
    ["Evet ama hâlâ akıyor", "tr"],
    ["evet AMA", "tr"],
    ["evet, hala sızdırıyor", "tr"],
    ["да, но всё ещё течёт", "ru"],
    ["نعم ولكن لا يزال يتسرب", "ar"],
    ["yes, but it still leaks", "en"],
    ["yes but", "fa"],
  ] as const)("%j has doubt", (text, language) => {
    expect(mentions(doubtWords, text, language)).toBe(true);
  });

  test.each([
    ["بله، خیلی ممنون", "fa"],
    ["بله، ولیعهد", "fa"],
    ["evet, tamam", "tr"],
    ["evet, tekrar teşekkürler", "tr"],
    ["да, спасибо", "ru"],
    ["нормально", "ru"],
    ["نعم شكرا", "ar"],
    ["yes, the butter", "en"],
    ["yes, thanks again", "en"],
  ] as const)("%j has none", (text, language) => {
    expect(mentions(doubtWords, text, language)).toBe(false);
  });

  test.each([
    ["دستم با سخت‌کننده سوختگی پیدا کرد", "fa"],
    ["بشکه منفجر شد", "fa"],
    ["Elim yandı, hastaneye gittim", "tr"],
    ["YANGIN ÇIKTI", "tr"],
    ["kutu patladı", "tr"],
    ["ударило током", "ru"],
    ["у ребёнка отравление", "ru"],
    ["حدث انفجار في المستودع", "ar"],
    ["اندلع حريق والحروق شديدة", "ar"],
    ["the drum exploded", "en"],
    ["it caught fire", "en"],
    ["Elim yandı, ışık patladı", "en"],
  ] as const)("%j tells of danger", (text, language) => {
    expect(mentions(safetyWords, text, language)).toBe(true);
  });

  test.each([
    ["رزین سفت رسید", "fa"],
    ["مخزن سوخت را رنگ کردیم", "fa"],
    ["Reçine sertleşmiş geldi", "tr"],
    ["смола не твердеет", "ru"],
    ["الراتنج لا يتصلب", "ar"],
    ["the firewall colour is wrong", "en"],
  ] as const)("%j tells of none", (text, language) => {
    expect(mentions(safetyWords, text, language)).toBe(false);
  });

  test("that only thank are known as a whole", () => {
    expect(
      ["ممنون!", "Teşekkürler", "شكراً", "спасибо", "thank you.", "🙏"].map((text) => isAmong(thanksWords, text)),
    ).toEqual(Array(6).fill(true));
    expect(isAmong(thanksWords, "thanks, but it leaks")).toBe(false);
  });
});

describe("the first guess of a language", () => {
  test.each([
    ["fa-IR", "hello", "fa"],
    ["tr", undefined, "tr"],
    ["ru_RU", undefined, "ru"],
    ["de-DE", "سلام، چسب من خشک شده", "fa"],
    [undefined, "شكوى عن جودة المنتج", "ar"],
    [undefined, "Смола не твердеет", "ru"],
    [undefined, "Şikayetim var", "tr"],
    [undefined, "سلام", undefined],
    [undefined, "hello", undefined],
    ["de", undefined, undefined],
    [undefined, undefined, undefined],
    ["", "", undefined],
  ] as const)("%j with %j is %s", (locale, text, language) => {
    expect(guessLanguage(locale, text)).toBe(language);
  });
});
