import { describe, expect, test } from "@jest/globals";
import { guiseCapabilities, guises } from "../../bots/console/limits.ts";
import type { Capabilities } from "../../core/channel/channel.ts";
import { layoutOf, planLayout } from "../../core/channel/layout.ts";
import type { Layout } from "../../core/channel/layout.ts";
import type { Choice } from "../../core/channel/prompt.ts";
import { offerFor, tokensOf } from "../../core/conversation/offer.ts";
import { recognise } from "../../core/conversation/recognise.ts";
import type { Asked, Recognition } from "../../core/conversation/recognise.ts";
import type { Offer } from "../../core/conversation/conversation.ts";
import { directionOf, languages } from "../../core/language/language.ts";
import type { Language } from "../../core/language/language.ts";

/** Words to make labels of, in each language; none is a global word, a yes or a no. */
const words: Readonly<Record<Language, readonly string[]>> = {
  en: ["resin", "hardener", "pigment", "gelcoat", "mould", "primer"],
  fa: ["رزین", "سخت‌کننده", "رنگدانه", "ژلکوت", "قالب", "آستر"],
  tr: ["reçine", "sertleştirici", "pigment", "jelkot", "kalıp", "astar"],
  ar: ["راتنج", "مصلّب", "صبغة", "جلكوت", "قالب", "طلاء"],
  ru: ["смола", "отвердитель", "пигмент", "гелькоут", "форма", "грунт"],
};

/** Around the limits of the channels: 20 and 24 on WhatsApp, 40 on Telegram, 60 on the web chat. */
const lengths = [8, 20, 24, 40, 90] as const;

const question = { en: "Which one?", fa: "کدام یک؟", tr: "Hangisi?", ar: "أيّها؟", ru: "Какой?" } as const;

/** `count` labels that differ from their first letters on, each about `length` long. */
function labelsOf(language: Language, count: number, length: number): readonly string[] {
  const letters = alphabet[language];
  return Array.from({ length: count }, (_, index) => {
    const first = `${letters[index % letters.length]}${letters[Math.floor(index / letters.length)]}${letters[(index * 7) % letters.length]}`;
    const rest = words[language];
    let label = first;
    for (let word = index; label.length < length; word += 1) label += ` ${rest[word % rest.length]}`;
    return label.slice(0, length).trimEnd();
  });
}

const alphabet: Readonly<Record<Language, readonly string[]>> = {
  en: Array.from("bdfgjklpqrtvwxz"),
  fa: Array.from("بپتجچدرزسشفقگلم"),
  tr: Array.from("bcçdfgjklmprsşz"),
  ar: Array.from("بتثجحدرزسشفقلمو"),
  ru: Array.from("бвгджзклмпрстфц"),
};

const asked: Asked = { flow: "test", step: "choice", takesText: false, casual: false };

function offerOf(choices: readonly Choice[]): Offer {
  return offerFor({ text: "", choices, accepts: [] }, { kind: "step", flow: "test", step: "choice" }, "abc123XYZ", 1);
}

function expectChoice(meaning: Recognition, choice: Choice): void {
  if (meaning.kind !== "understood" || meaning.choice.value !== choice.value) {
    throw new Error(`wanted ${choice.label}, got ${JSON.stringify(meaning)}`);
  }
}

const zeros = [0x30, 0x6f0, 0x660];

/** The number as a customer types it, in Latin, Persian and Arabic digits, bare and dressed. */
function typed(number: number): readonly string[] {
  const scripts = zeros.map((zero) =>
    String(number).replace(/\d/g, (digit) => String.fromCharCode(zero + Number(digit))),
  );
  return [
    ...scripts,
    `${scripts[1]}.`,
    `${scripts[0]})`,
    ` ${scripts[2]} `,
    `گزینه ${scripts[1]}`,
    `option ${scripts[0]}`,
  ];
}

/** What the customer sees must hold every choice whole, in parts that the channel can carry. */
function expectWhole(layout: Layout, choices: readonly Choice[], can: Capabilities): void {
  const seen = layout.parts.join("\n");
  for (const part of layout.parts) expect(part.length).toBeLessThanOrEqual(can.maxText);
  if (layout.kind === "numbered") {
    const missing = choices.filter(({ label }) => !seen.replace(/\s+/g, " ").includes(label));
    expect(missing).toEqual([]);
    return;
  }
  expect(layout.choices.map(({ label }) => label)).toEqual(choices.map(({ label }) => label));
  const limits =
    layout.kind === "buttons" ? [can.maxButtons, can.maxButtonLabel] : [can.maxListItems, can.maxListLabel];
  expect(layout.choices.length).toBeLessThanOrEqual(limits[0] ?? 0);
  for (const { label } of layout.choices) expect(label.length).toBeLessThanOrEqual(limits[1] ?? 0);
}

/** Runs `check` for 1 to 30 choices of each length. */
function forEveryQuestion(language: Language, check: (offer: Offer, choices: readonly Choice[]) => void): void {
  for (let count = 1; count <= 30; count += 1) {
    for (const length of lengths) {
      const choices = labelsOf(language, count, length).map((label, index) => ({ value: `v${index}`, label }));
      expect(new Set(choices.map(({ label }) => label)).size).toBe(count);
      check(offerOf(choices), choices);
    }
  }
}

describe.each(guises)("as %s", (guise) => {
  const can = guiseCapabilities[guise];

  test.each(languages)("every choice in %s is shown whole, and a tap or the number shown takes it", (language) => {
    forEveryQuestion(language, (offer, choices) => {
      const shown = layoutOf({ text: question[language], choices: tokensOf(offer), language }, can);
      expectWhole(shown, choices, can);
      const lines = shown.parts.flatMap((part) => part.split("\n"));
      choices.forEach((choice, index) => {
        const token = shown.choices[index]?.token;
        if (token !== undefined) expect(token).toMatch(/^[A-Za-z0-9.]{1,32}$/);
        const number = lines.find((line) => line.endsWith(`. ${choice.label}`))?.split(".", 1)[0];
        const act =
          token === undefined ? { kind: "text" as const, text: number ?? "" } : { kind: "tap" as const, token };
        expectChoice(recognise(act, [offer], language, asked), choice);
      });
    });
  });

  test("a text of any length arrives whole", () => {
    for (const language of languages) {
      const text = Array.from({ length: 900 }, (_, index) => words[language][index % 6]).join(" ");
      const shown = layoutOf({ text, choices: [], language }, can);
      expect(planLayout([], can)).toBe("plain");
      for (const part of shown.parts) expect(part.length).toBeLessThanOrEqual(can.maxText);
      expect(shown.parts.join(" ")).toBe(text);
    }
  });
});

describe("on every channel", () => {
  test.each(languages)(
    "a choice in %s is taken by its number in three scripts, its label and its beginning",
    (language) => {
      forEveryQuestion(language, (offer, choices) => {
        choices.forEach((choice, index) => {
          const say = (text: string) => recognise({ kind: "text", text }, [offer], language, asked);
          for (const number of typed(index + 1)) expectChoice(say(number), choice);
          expectChoice(say(choice.label), choice);
          expectChoice(say(choice.label.toLocaleUpperCase(language)), choice);
          expectChoice(say(`${index + 1}. ${choice.label}`), choice);
          expectChoice(say(choice.label.slice(0, 3)), choice);
        });
      });
    },
  );
});

describe("the labels of the test", () => {
  test("are in the direction of their language, so that the numbers stand before them", () => {
    for (const language of languages) {
      const isRightToLeft = /[\u0590-\u08ff]/.test(labelsOf(language, 1, 20)[0] ?? "");
      expect(isRightToLeft).toBe(directionOf(language) === "rtl");
    }
  });
});
