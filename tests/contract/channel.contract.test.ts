import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { guises } from "../../bots/console/limits.ts";
import type { Reply } from "../../core/channel/inbound.ts";
import type { Outbound } from "../../core/channel/outbound.ts";
import { recognise } from "../../core/conversation/recognise.ts";
import { toLocalDigits } from "../../core/language/digits.ts";
import { directionOf, languages } from "../../core/language/language.ts";
import type { Language } from "../../core/language/language.ts";
import type { PlayedPlatform, Shown } from "../support/platforms/played-platform.ts";
import { playConnector, playConsole, playGatewaySms, playWebchat } from "../support/platforms/played-others.ts";
import { playTelegram } from "../support/platforms/played-telegram.ts";
import { playPlainWhatsApp, playTwilioSms, playWhatsApp } from "../support/platforms/played-twilio.ts";
import { asked, inDigits, labelsOf, ordinaryWords, questionOf, questionsIn, saying } from "../support/questions.ts";
import type { Question } from "../support/questions.ts";

/** Every way in which our messages are shown and answered. */
const platforms: readonly (readonly [string, () => PlayedPlatform | Promise<PlayedPlatform>])[] = [
  ["Telegram", () => playTelegram({ asksContact: false })],
  ["Telegram, where the number can be shared", () => playTelegram({ asksContact: true })],
  ["WhatsApp", playWhatsApp],
  ["WhatsApp without Content resources", playPlainWhatsApp],
  ["SMS through Twilio", playTwilioSms],
  ["SMS through a gateway", playGatewaySms],
  ["the web chat", playWebchat],
  ["another channel of Bot Framework", playConnector],
  ...guises.map((guise) => [`the terminal as ${guise}`, () => playConsole(guise)] as const),
];

/** The value that is understood, or what came instead. */
function valueOf(reply: Reply, { offer }: Question, language: Language): unknown {
  const meaning = recognise(reply, [offer], language, asked);
  return meaning.kind === "understood" ? meaning.choice.value : { ...meaning, reply };
}

/** The labels of `message` that the customer can neither read nor tap, and its words that are not there. */
function missingFrom({ words, buttons }: Shown, { choices, text }: Outbound): readonly string[] {
  const seen = words.replace(/\s+/gu, " ");
  const tappable = new Set(buttons.map(({ label }) => label));
  return [
    ...choices.map(({ label }) => label).filter((label) => !tappable.has(label) && !seen.includes(label)),
    ...(seen.includes(text) ? [] : [text]),
  ];
}

/** Answers with the choice at `place` as the platform lets people answer: a tap where there is a button, else the number that stands before it. */
function answerAt(place: number, { choices }: Question, shown: Shown, platform: PlayedPlatform): Promise<Reply> {
  const label = choices[place]?.label ?? "";
  const button = shown.buttons.find((one) => one.label === label);
  if (button !== undefined) return button.press();
  const line = shown.words.split("\n").find((one) => one.endsWith(`. ${label}`));
  return platform.write(line?.split(".", 1)[0] ?? "");
}

/** What goes wrong when each choice of `question` is answered; empty where nothing does. */
async function wrongAnswers(
  question: Question,
  language: Language,
  platform: PlayedPlatform,
): Promise<readonly unknown[]> {
  const shown = await platform.show(question.message);
  const wrong: unknown[] = [...shown.breaches, ...missingFrom(shown, question.message)];
  const check = async (place: number, reply: Promise<Reply>): Promise<void> => {
    const value = valueOf(await reply, question, language);
    if (value !== question.choices[place]?.value) wrong.push({ place, value });
  };
  for (const place of question.choices.keys()) await check(place, answerAt(place, question, shown, platform));
  // Whoever types is understood as well, whatever is shown; each choice of each place comes up in some question.
  const typed = question.offer.choices.length - 1;
  const [digits = ""] = [inDigits(typed + 1)[typed % 3]];
  await check(typed, platform.write(digits));
  await check(typed, platform.write(question.choices[typed]?.label ?? ""));
  return wrong;
}

describe.each(platforms)("on %s", (_, open) => {
  let platform: PlayedPlatform;

  beforeAll(async () => {
    platform = await open();
  });

  afterAll(() => platform.close());

  test.each(languages)(
    "one to thirty choices in %s are shown whole, and each answer is the choice meant",
    async (language) => {
      let answered = 0;
      for (const question of questionsIn(language)) {
        expect(await wrongAnswers(question, language, platform)).toEqual([]);
        answered += question.choices.length;
      }
      expect(answered).toBe(2_325);
    },
  );

  test.each(languages)(
    "a text in %s of any length arrives whole, in parts that the platform takes",
    async (language) => {
      for (const count of [1, 40, 200, 900]) {
        const text = Array.from({ length: count }, (_, index) => ordinaryWords[language][index % 6]).join(" ");
        const { words, breaches } = await platform.show(saying(language, text));
        expect(breaches).toEqual([]);
        expect(words.replace(/\s+/gu, " ")).toBe(text);
      }
    },
  );

  test("words of a long question stand before its choices, none of them lost", async () => {
    const text = Array.from({ length: 300 }, (_, index) => ordinaryWords.tr[index % 6]).join(" ");
    const question = questionOf("tr", labelsOf("tr", 10, 20));
    const shown = await platform.show({ ...question.message, text });
    expect([...shown.breaches, ...missingFrom(shown, { ...question.message, text })]).toEqual([]);
  });

  test("a button of a question that is over is stale, and so is one that we never made", async () => {
    const question = questionOf("en", labelsOf("en", 3, 8));
    const shown = await platform.show(question.message);
    const over: Question = { ...question, offer: { ...question.offer, state: "answered" } };
    for (const { press } of shown.buttons) {
      const reply = await press();
      // Where a button only types its words, an old one is no more than words.
      if (reply.kind === "tap") expect(recognise(reply, [over.offer], "en", asked)).toMatchObject({ kind: "stale" });
      else expect(valueOf(reply, over, "en")).toMatchObject({ kind: "unknown" });
    }
    for (const token of ["abc123XYZ.3", "other.0", "abc123XYZ", "abc123XYZ.-1"])
      expect(recognise({ kind: "tap", token }, [question.offer], "en", asked)).toMatchObject({ kind: "stale" });
  });
});

describe("the contract", () => {
  const telegram = playTelegram({ asksContact: false });
  const broken = (change: (shown: Shown) => Shown): PlayedPlatform => ({
    ...telegram,
    show: async (message) => change(await telegram.show(message)),
  });

  test.each<[string, (shown: Shown) => Shown]>([
    ["drops all but three buttons", (shown) => ({ ...shown, buttons: shown.buttons.slice(0, 3) })],
    ["mixes two buttons up", ({ buttons: [a, b, ...rest], ...shown }) => mixedUp(shown, a, b, rest)],
    ["says nothing of what is asked", (shown) => ({ ...shown, words: "" })],
  ])("is not kept by a platform that %s", async (_, change) => {
    const question = questionOf("en", labelsOf("en", 5, 20));
    expect(await wrongAnswers(question, "en", telegram)).toEqual([]);
    expect(await wrongAnswers(question, "en", broken(change))).not.toEqual([]);
  });

  function mixedUp(
    shown: Omit<Shown, "buttons">,
    a: Shown["buttons"][number] | undefined,
    b: Shown["buttons"][number] | undefined,
    rest: Shown["buttons"],
  ): Shown {
    if (a === undefined || b === undefined) throw new Error("there are not two");
    return { ...shown, buttons: [{ ...a, press: b.press }, { ...b, press: a.press }, ...rest] };
  }

  test("has labels in the direction of their language, so that the numbers stand before them", () => {
    for (const language of languages) {
      const isRightToLeft = /[\u0590-\u08ff]/u.test(labelsOf(language, 1, 20)[0] ?? "");
      expect(isRightToLeft).toBe(directionOf(language) === "rtl");
      expect(new Set(labelsOf(language, 30, 8)).size).toBe(30);
    }
  });
});

/** The number as a customer types it, in Latin, Persian and Arabic digits, and dressed in one of the ways that people have. */
function typed(number: number): readonly string[] {
  const scripts = inDigits(number);
  const [latin, persian, arabic] = scripts;
  const dressed = [`${persian}.`, `${latin})`, ` ${arabic} `, `گزینه ${persian}`, `option ${latin}`];
  return [...scripts, dressed[number % dressed.length] ?? ""];
}

describe("on every channel", () => {
  test.each(languages)(
    "a choice in %s is taken by its number in three scripts, its label and its beginning",
    (language) => {
      for (const question of questionsIn(language)) {
        question.choices.forEach(({ label, value }, index) => {
          const said = [
            ...typed(index + 1),
            label,
            label.toLocaleUpperCase(language),
            `${toLocalDigits(String(index + 1), language)}. ${label}`,
            label.slice(0, 3),
          ];
          const wrong = said.filter((text) => valueOf({ kind: "text", text }, question, language) !== value);
          if (wrong.length > 0) throw new Error(`“${label}” is not understood by ${wrong.join(" | ")}`);
        });
      }
    },
  );
});
