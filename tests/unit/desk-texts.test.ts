import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { statuses } from "../../core/complaint/status.ts";
import { catalogues } from "../../core/language/catalogues.ts";
import { languages } from "../../core/language/language.ts";
import type { Language } from "../../core/language/language.ts";
import { deskText } from "../support/desk-text.ts";
import { shapeOf } from "../support/text-shape.ts";

const app = fileURLToPath(new URL("../../desk/app/", import.meta.url));
const areas = ["board", "complaint", "conversation", "queue", "settings", "shell"] as const;
const catalogue = z.record(z.string(), z.string());

function textsOf(area: string, language: Language): Readonly<Record<string, string>> {
  return catalogue.parse(JSON.parse(readFileSync(`${app}${area}/texts/${language}.json`, "utf8")));
}

describe.each(areas)("the desk's texts of %s", (area) => {
  const english = textsOf(area, "en");

  test.each(languages)("exist in %s, each and no other, in order", (language) => {
    expect(Object.keys(textsOf(area, language))).toEqual(Object.keys(english).toSorted());
  });

  test.each(languages)("ask in %s for what the English ones ask for", (language) => {
    for (const [key, text] of Object.entries(textsOf(area, language))) {
      const { names, kinds } = shapeOf(text);
      const wanted = shapeOf(english[key] ?? "");
      expect({ key, names, kinds }).toEqual({ key, names: wanted.names, kinds: wanted.kinds });
    }
  });

  test.each(languages)("say something in %s", (language) => {
    for (const [key, text] of Object.entries(textsOf(area, language)))
      expect({ key, isEmpty: text.trim() === "" }).toEqual({ key, isEmpty: false });
  });

  test("begin with the area's name", () => {
    for (const key of Object.keys(english)) expect(key.startsWith(`${area}.`)).toBe(true);
  });
});

describe("the states of a complaint", () => {
  test.each(languages)("have in %s the very words that customers see", (language) => {
    const say = deskText(language, ["shell"]);
    const shown = statuses.map((status) => say("shell.status", { status }));
    expect(shown).toEqual(statuses.map((status) => catalogues[language][`status.${status}`]));
  });

  test("have no other words in any area", () => {
    const states = Object.values(statuses).map((status) => `.${status}`);
    const named = areas.flatMap((area) => Object.keys(textsOf(area, "en"))).filter((key) => /status/u.test(key));
    expect(named.filter((key) => states.some((state) => key.endsWith(state)))).toEqual([]);
  });
});

describe("the desk's areas", () => {
  test("are all looked at", () => {
    const found = readdirSync(app, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && readdirSync(app + entry.name).includes("texts"))
      .map(({ name }) => name);
    expect(found.toSorted()).toEqual([...areas]);
  });
});
