import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { brand } from "../../core/ids.ts";
import type { CategoryKey, DepartmentKey } from "../../core/ids.ts";
import { comparable } from "../../core/language/normalise.ts";
import { languages } from "../../core/language/language.ts";
import {
  categoryByKey,
  departmentOf,
  externalRemediesFor,
  leafCategories,
  textIn,
} from "../../core/organisation/look-up.ts";
import type { Category } from "../../core/organisation/organisation.ts";
import { loadOrganisation, readProfile } from "../../core/organisation/profile.ts";
import { scriptSlips } from "../support/script-slips.ts";

const text = { en: "Something", fa: "چیزی" };
const profile = {
  name: text,
  contact: { email: "complaints@company.example" },
  languages: ["fa", "en"],
  timeZone: "Asia/Tehran",
  country: "IR",
  departments: [
    { key: "service", name: text },
    { key: "quality", name: text },
  ],
  categories: [
    {
      key: "product",
      name: text,
      department: "quality",
      children: [
        { key: "colour", name: text },
        { key: "advice", name: text, department: "service" },
      ],
    },
    { key: "other", name: text, department: "service" },
  ],
  externalRemedies: { "*": [{ name: text, how: text }] },
  privacyNotice: text,
  policy: { reminderDays: [3, 7], undoDays: 30, doubtDays: 30, maxFiles: 20 },
};

function problemsOf(changes: Readonly<Record<string, unknown>>): readonly string[] {
  const reading = readProfile({ ...profile, ...changes });
  return reading.ok ? [] : reading.problems;
}

describe("a profile", () => {
  test("that is right becomes an organisation", () => {
    expect(problemsOf({})).toEqual([]);
  });

  test("is refused with every problem at once, each with its place and a way to mend it", () => {
    const problems = problemsOf({
      timeZone: "Istanbul",
      country: "Turkey",
      contact: { email: "nobody", phone: "0212 000", fax: "1" },
      departments: [
        { key: "service", name: text },
        { key: "service", name: { en: "Twice" } },
      ],
      categories: [
        {
          key: "Product!",
          name: { fa: " " },
          department: "quality",
          children: [{ key: "a", name: text, department: "gone" }],
        },
      ],
      policy: { ...profile.policy, reminderDays: [7, 3], maxFiles: 0 },
    });
    expect(problems.map((problem) => problem.split(":")[0])).toEqual(
      expect.arrayContaining([
        "timeZone",
        "country",
        "contact.email",
        "contact.phone",
        "contact",
        "departments",
        "departments.1.name",
        "categories.0.key",
        "categories.0.name.fa",
        "categories.0.department",
        "categories.0.children.0.department",
        "policy.reminderDays",
        "policy.maxFiles",
      ]),
    );
    for (const problem of problems) expect(problem).toMatch(/: .+; .+/);
  });

  test.each([
    ["repeats a language", { languages: ["fa", "fa"] }, /^languages: /],
    ["has no language", { languages: [] }, /^languages/],
    ["has a language that there is not", { languages: ["fa", "de"] }, /^languages\.1: /],
    [
      "has nothing for other countries",
      { externalRemedies: { TR: [{ name: text, how: text }] } },
      /^externalRemedies: .*\*/,
    ],
    [
      "names no country",
      { externalRemedies: { "*": [{ name: text, how: text }], Europe: [{ name: text, how: text }] } },
      /^externalRemedies\.Europe: /,
    ],
    [
      "links to nowhere",
      { externalRemedies: { "*": [{ name: text, how: text, url: "javascript:alert(1)" }] } },
      /^externalRemedies\.\*\.0\.url: /,
    ],
    [
      "uses one key for two categories",
      { categories: [profile.categories[1], profile.categories[1]] },
      /^categories: /,
    ],
    [
      "leaves a top category without department",
      { categories: [{ key: "other", name: text }] },
      /^categories\.0\.department: /,
    ],
    ["has a field that nobody reads", { colour: "red" }, /^profile: .*colour/],
    ["lacks a text in the first language", { name: { en: "Company" } }, /^name: .*"fa"/],
  ])("is refused when it %s", (_, changes, problem) => {
    expect(problemsOf(changes)).toEqual([expect.stringMatching(problem)]);
  });

  test.each([[null], [[]], ["profile"], [{}]])("is refused and does not throw when it is %j", (nonsense) => {
    expect(readProfile(nonsense)).toMatchObject({ ok: false });
  });
});

describe("the profile's file", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "profile-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function file(content: string): string {
    const path = join(folder, "profile.json");
    writeFileSync(path, content);
    return path;
  }

  test("is loaded", () => {
    expect(loadOrganisation(file(JSON.stringify(profile))).timeZone).toBe("Asia/Tehran");
  });

  test("stops the start with its path when it is missing, no JSON, or wrong", () => {
    expect(() => loadOrganisation(join(folder, "none.json"))).toThrow(/none\.json cannot be read; .*ORGANISATION/);
    expect(() => loadOrganisation(file("{"))).toThrow(/profile\.json is not JSON/);
    expect(() => loadOrganisation(file(JSON.stringify({ ...profile, timeZone: "x", country: "x" })))).toThrow(
      /profile\.json cannot be used:\n- timeZone: .*\n- country: /,
    );
  });
});

describe("looking something up", () => {
  const organisation = loadOrganisation(undefined);

  test("finds a category by its path, and gives a child its parent's department", () => {
    const hardened = categoryByKey(organisation, brand<CategoryKey>("product.cured-hard"));
    expect(hardened).toMatchObject({ key: "product.cured-hard", department: "quality" });
    expect(categoryByKey(organisation, brand<CategoryKey>("service.advice"))?.department).toBe("support");
    expect(categoryByKey(organisation, brand<CategoryKey>("cured-hard"))).toBeUndefined();
  });

  test("offers only categories without children", () => {
    const leaves = leafCategories(organisation);
    expect(leaves.length).toBeGreaterThan(10);
    expect(leaves.map((leaf) => leaf.key)).toContain("safety");
    expect(leaves.map((leaf) => leaf.key)).not.toContain("product");
    expect(leaves.every((leaf) => departmentOf(organisation, leaf.department) !== undefined)).toBe(true);
  });

  test("knows a department by its key, and none that is not there", () => {
    const name = departmentOf(organisation, brand<DepartmentKey>("quality"))?.name;
    expect(name?.tr).toBe("Kalite ve üretim");
    expect(departmentOf(organisation, brand<DepartmentKey>("gone"))).toBeUndefined();
  });

  test("falls back to the organisation's first language", () => {
    expect(textIn({ fa: "سلام", en: "Hello" }, "en", organisation)).toBe("Hello");
    expect(textIn({ fa: "سلام", en: "Hello" }, "ru", organisation)).toBe("سلام");
  });

  test("tells the routes of the customer's country, else the general ones", () => {
    expect(externalRemediesFor(organisation, "TR").map((route) => route.name.tr)).toEqual([
      "Tüketici Hakem Heyeti",
      "Tüketici Mahkemesi",
      "Ticaret Bakanlığı",
    ]);
    expect(externalRemediesFor(organisation, "IR")).toHaveLength(3);
    expect(externalRemediesFor(organisation, "DE")).toBe(organisation.externalRemedies["*"]);
    expect(externalRemediesFor(organisation, undefined)).toBe(organisation.externalRemedies["*"]);
  });
});

describe("the demo organisation", () => {
  const organisation = loadOrganisation(undefined);

  const texts = [
    organisation.name,
    organisation.privacyNotice,
    ...organisation.departments.map((department) => department.name),
    ...withChildren(organisation.categories).map((category) => category.name),
    ...Object.values(organisation.externalRemedies).flatMap((routes) =>
      routes.flatMap((route) => [route.name, route.how]),
    ),
  ];

  test("has every text in every language", () => {
    for (const each of texts) expect(Object.keys(each).sort()).toEqual([...languages].sort());
  });

  test("has no slip of the keyboard in any language", () => {
    for (const language of languages) {
      expect(texts.flatMap((text) => scriptSlips(text[language] ?? "", language))).toEqual([]);
    }
  });

  test("never offers two answers with one name", () => {
    const levels = [
      organisation.categories,
      ...withChildren(organisation.categories).map((category) => category.children),
    ];
    for (const level of levels) {
      for (const language of languages) {
        const names = level.map((category) => comparable(textIn(category.name, language, organisation), language));
        expect(new Set(names).size).toBe(names.length);
      }
    }
  });
});

function withChildren(level: readonly Category[]): readonly Category[] {
  return level.flatMap((category) => [category, ...withChildren(category.children)]);
}
