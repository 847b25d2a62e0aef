import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { invitationKinds } from "../../bots/whatsapp/content-plan.ts";
import { refusalReasons } from "../../core/attachment/attachment.ts";
import type { ProofDay, Recomputation } from "../../core/calendar/stage-clock.ts";
import { decisionKinds, remedyKinds } from "../../core/complaint/complaint.ts";
import { statuses } from "../../core/complaint/status.ts";
import { stages } from "../../core/calendar/stage-clock.ts";
import { dimensions } from "../../core/improvement/board.ts";
import { figureNames, figures } from "../../core/improvement/figure.ts";
import { boardColumns } from "../../desk/views/board-csv.ts";
import { catalogues } from "../../core/language/catalogues.ts";
import { languages } from "../../core/language/language.ts";
import type { Language } from "../../core/language/language.ts";
import { globalWordOf } from "../../core/language/words.ts";
import { scriptSlips } from "../support/script-slips.ts";
import { pluralCategories, shapeOf } from "../support/text-shape.ts";
import type { TextShape } from "../support/text-shape.ts";
import { readTextUses } from "../support/text-uses.ts";

const stageFigures = [
  ...new Set(
    figureNames.flatMap((name) =>
      stages.filter((stage) => name.endsWith(`_${stage}`)).map((stage) => name.slice(0, -stage.length - 1)),
    ),
  ),
];
const plainFigures = figureNames.filter((name) => !stages.some((stage) => name.endsWith(`_${stage}`)));

/** Beginnings of keys that the source composes, with the typed union that ends them. */
const families: Readonly<Record<string, readonly string[]>> = {
  "board.column.": boardColumns,
  "board.figure.": plainFigures,
  "board.help.": plainFigures,
  "board.stage.": stages,
  "board.stage_figure.": stageFigures,
  "board.stage_help.": stageFigures,
  "board.unit.": [...new Set([...figures.values()].map(({ unit }) => unit))],
  "board.unknown.": dimensions,
  "decision.": decisionKinds,
  "file.refused.": refusalReasons,
  "proof.": ["closure", "holiday", "paused", "start", "weekend"] satisfies readonly ProofDay["why"][],
  "proof.moved_": ["calendar_changed", "resumed"] satisfies readonly Recomputation["why"][],
  "remedy.": remedyKinds,
  "status.": statuses,
  "whatsapp.invitation.": [...invitationKinds, "general"],
};

const keys = Object.keys(catalogues.en);
const translations = languages.filter((language) => language !== "en");

function problemsIn(language: Language, find: (key: string, text: string) => readonly string[]): readonly string[] {
  return Object.entries(catalogues[language]).flatMap(([key, text]) =>
    find(key, text).map((what) => `${key}: ${what}`),
  );
}

function pluralProblems(shape: TextShape, language: Language): readonly string[] {
  return shape.plurals.flatMap((plural) => {
    const wanted = pluralCategories(language, plural.pluralType ?? "cardinal");
    const given = Object.keys(plural.options).filter((option) => !option.startsWith("="));
    const wrong = [
      ...wanted.filter((category) => !given.includes(category)).map((category) => `lacks ${category}`),
      ...given.filter((category) => !wanted.includes(category)).map((category) => `has no ${category}`),
    ];
    return wrong.map((what) => `{${plural.value}} ${what}`);
  });
}

describe.each(languages)("the catalogue of %s", (language) => {
  test("is sorted by key, each once, so that two people's additions merge", () => {
    const written = readFileSync(new URL(`../../core/language/catalogues/${language}.json`, import.meta.url), "utf8");
    const found = [...written.matchAll(/^ {2}"([^"]+)":/gm)].map(([, key]) => key);
    expect(found).toEqual(Object.keys(catalogues[language]));
    expect(found).toEqual(found.toSorted());
  });

  test("has no empty text and no text with spaces around it", () => {
    expect(
      problemsIn(language, (key, text) =>
        text.trim() !== "" && (text === text.trim() || key.endsWith(".separator"))
          ? []
          : ["is empty or has outer spaces"],
      ),
    ).toEqual([]);
  });

  test("is ICU MessageFormat with the plural forms of its language", () => {
    expect(problemsIn(language, (_, text) => pluralProblems(shapeOf(text), language))).toEqual([]);
  });
});

describe.each(translations)("the translation into %s", (language) => {
  test("has every text of English and none more", () => {
    const own = Object.keys(catalogues[language]);
    expect({
      missing: keys.filter((key) => !own.includes(key)),
      needless: own.filter((key) => !keys.includes(key)),
    }).toEqual({
      missing: [],
      needless: [],
    });
  });

  test("asks for the same values in the same way as English", () => {
    const found = problemsIn(language, (key, text) => {
      const english = shapeOf(catalogues.en[key] ?? "");
      const own = shapeOf(text);
      const counted = own.plurals.filter((plural) => !english.plurals.some((each) => each.value === plural.value));
      return [
        ...(own.names.join() === english.names.join() ? [] : [`{${own.names.join()}} for {${english.names.join()}}`]),
        ...(own.kinds.join() === english.kinds.join() ? [] : [`${own.kinds.join()} for ${english.kinds.join()}`]),
        ...counted.map(
          (plural) => `counts by {${plural.value}}, which English does not: nobody knows that it is a number`,
        ),
      ];
    });
    expect(found).toEqual([]);
  });
});

describe("the words of each script", () => {
  test.each(languages)("have no slip of the keyboard in %s", (language) => {
    expect(problemsIn(language, (_, text) => scriptSlips(shapeOf(text).words, language))).toEqual([]);
  });

  test("no text is English in another language", () => {
    for (const language of translations) {
      expect(
        problemsIn(language, (key, text) =>
          text === catalogues.en[key] && /\p{L}{2}/u.test(shapeOf(text).words) ? ["is English"] : [],
        ),
      ).toEqual([]);
    }
  });
});

describe("the texts and the source", () => {
  const uses = readTextUses(new Set(keys));

  test("every text is used", () => {
    const composed = new Set(
      Object.entries(families).flatMap(([beginning, ends]) => ends.map((end) => beginning + end)),
    );
    expect(keys.filter((key) => !uses.written.has(key) && !composed.has(key))).toEqual([]);
  });

  test("every family of composed keys is composed somewhere and has all its members", () => {
    expect(Object.keys(families).filter((beginning) => !uses.beginnings.has(beginning))).toEqual([]);
    const members = Object.entries(families).flatMap(([beginning, ends]) => ends.map((end) => beginning + end));
    expect(members.filter((key) => !keys.includes(key))).toEqual([]);
  });

  test("every key that the source composes is of a family that is known here", () => {
    const unknown = [...uses.beginnings].filter(
      ([beginning]) =>
        /^[a-z_]+\./.test(beginning) && !(beginning in families) && keys.some((key) => key.startsWith(beginning)),
    );
    expect(unknown).toEqual([]);
  });

  test("every text is given the values that it asks for", () => {
    const lacking = uses.fillings.flatMap(({ key, names, where }) => {
      const wanted = shapeOf(catalogues.en[key] ?? "").names;
      const missing = names === undefined ? [] : wanted.filter((name) => !names.includes(name));
      return missing.map((name) => `${where}: ${key} needs {${name}}`);
    });
    expect(lacking).toEqual([]);
    expect(uses.fillings.length).toBeGreaterThan(10);
  });
});

describe("the words of the process", () => {
  test.each([
    ["en", ["Complaint received", "Under evaluation", "Concluded", "Closed", "Open"]],
    ["fa", ["دریافت شکایت", "در حین ارزیابی", "به نتیجه رسید", "مسدود", "باز"]],
    ["tr", ["Şikayet alındı", "Değerlendiriliyor", "Sonuçlandı", "Kapalı", "Açık"]],
  ] as const)("for the five states are these in %s", (language, words) => {
    expect(statuses.map((status) => catalogues[language][`status.${status}`])).toEqual(words);
  });

  test.each(languages)("for getting around are understood in %s as the help names them", (language) => {
    const named = catalogues[language]["engine.help"]?.split(/[:：]/).at(-1)?.split(/[,،]/) ?? [];
    expect(named.map((word) => globalWordOf(word, language))).toEqual([
      "menu",
      "back",
      "cancel",
      "status",
      "language",
      "person",
    ]);
  });

  test.each(languages)("that an SMS asks for are understood in %s", (language) => {
    const askedFor = (key: string): string | undefined =>
      /«(.+?)»|(?<!\p{L})(\p{Lu}{4,})(?!\p{L})/u
        .exec(catalogues[language][key] ?? "")
        ?.slice(1)
        .find(Boolean);
    const keysWithStatus = keys.filter((key) => /Reply STATUS/.test(catalogues.en[key] ?? ""));
    expect(keysWithStatus.length).toBeGreaterThan(0);
    for (const key of keysWithStatus) expect(globalWordOf(askedFor(key) ?? "", language)).toBe("status");
  });
});
