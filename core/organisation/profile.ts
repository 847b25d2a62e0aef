import { readFileSync } from "node:fs";
import { z } from "zod";
import { Fault } from "../errors.ts";
import { brand } from "../ids.ts";
import type { CategoryKey, DepartmentKey } from "../ids.ts";
import { languages } from "../language/language.ts";
import type { Language } from "../language/language.ts";
import demo from "./demo-organisation.json" with { type: "json" };
import type { Category, Organisation } from "./organisation.ts";

/** Either the organisation, or everything that is wrong with its profile, one sentence each: where, what, and how to mend it. */
export type ProfileReading =
  | { readonly ok: true; readonly organisation: Organisation }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads the profile at `path` (JSON), or the demo organisation where there is none. Throws a `Fault` that names every problem at once. */
export function loadOrganisation(path: string | undefined): Organisation {
  const reading = readProfile(path === undefined ? demo : readJson(path));
  if (reading.ok) return reading.organisation;
  throw new Fault(
    "organisation-profile",
    [`${path ?? "the demo profile"} cannot be used:`, ...reading.problems].join("\n- "),
  );
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    const what = cause instanceof SyntaxError ? "is not JSON" : "cannot be read";
    throw new Fault("organisation-profile", `${path} ${what}; correct the file, or the path in ORGANISATION`, cause);
  }
}

/** Checks a profile: the shape of every field, and that what refers to something refers to something that is there. */
export function readProfile(profile: unknown): ProfileReading {
  const parsed = schemaFor(frameSchema.parse(profile)).safeParse(profile);
  if (!parsed.success) return { ok: false, problems: parsed.error.issues.map(describe) };
  const { categories, departments, ...rest } = parsed.data;
  return {
    ok: true,
    organisation: {
      ...rest,
      departments: departments.map(({ key, name }) => ({ key: brand<DepartmentKey>(key), name })),
      categories: categories.map((category) => toCategory(category, undefined)),
    },
  };
}

/** What other fields are checked against, read leniently, so that one parse finds every problem. Undefined where it is itself wrong. */
const frameSchema = z
  .object({
    languages: z
      .tuple([z.enum(languages)], z.unknown())
      .optional()
      .catch(undefined),
    departments: z
      .array(z.object({ key: z.string() }))
      .optional()
      .catch(undefined),
  })
  .catch({});

type Frame = z.infer<typeof frameSchema>;

interface WrittenCategory {
  readonly key: string;
  readonly name: Partial<Record<Language, string>>;
  readonly department?: string;
  readonly children?: readonly WrittenCategory[];
}

const key = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "must be small letters, digits and hyphens; for example late-delivery");
const days = z.int().min(1).max(3650);
const minutes = z.int().min(1).max(1440);
const months = z.int().min(1).max(240);
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "is no time of day; write hours and minutes such as 08:00");
const hours = z.strictObject({ from: time, to: time });

function schemaFor(frame: Frame) {
  const text = localised(frame.languages?.[0]);
  return z.strictObject({
    name: text,
    contact: z.strictObject({
      email: z.email("must be an e-mail address; for example complaints@company.example"),
      phone: z
        .string()
        .regex(/^\+[1-9]\d{6,14}$/, "must be a number in E.164; write + and the country code, without spaces")
        .exactOptional(),
      address: text.exactOptional(),
      website: webAddress.exactOptional(),
    }),
    languages: z
      .tuple([z.enum(languages)], z.enum(languages))
      .refine(isWithoutRepeats, "names a language twice; name each once, the most usual first"),
    timeZone: z.string().refine(isTimeZone, "is no time zone; write an IANA name such as Europe/Istanbul"),
    country: z.string().refine(isCountry, "is no country; write two capital letters of ISO 3166-1 such as TR"),
    departments: z
      .array(z.strictObject({ key, name: text }))
      .min(1)
      .refine(haveOwnKeys, "has a key twice; give each department a key of its own"),
    categories: categoriesSchema(text, frame.departments),
    sources: z
      .array(z.strictObject({ key: key.max(31), name: text, product: text.exactOptional() }))
      .refine(haveOwnKeys, "has a key twice; give each source a key of its own")
      .default([]),
    externalRemedies: z
      .record(
        z
          .string()
          .refine(
            (country) => country === "*" || isCountry(country),
            "must be a country such as TR, or * for every other",
          ),
        z.array(z.strictObject({ name: text, how: text, url: webAddress.exactOptional() })).min(1),
      )
      .refine((byCountry) => "*" in byCountry, "has nothing for other countries; add an entry with the key *"),
    privacyNotice: text,
    policy: z.strictObject({
      unansweredAfterDays: days.exactOptional(),
      reminderDays: z.array(days).refine(isRising, "must rise; write for example [3, 7, 14]"),
      undoDays: days,
      doubtDays: days,
      maxFiles: z.int().min(1).max(100),
      quietHours: hours.default({ from: "21:00", to: "08:00" }),
      contactHours: hours
        .refine(({ from, to }) => from < to, "must end after they begin; write for example 09:00 to 18:00")
        .default({ from: "09:00", to: "18:00" }),
      takeOver: z
        .strictObject({ offerMinutes: minutes, takeWithinMinutes: minutes, awayAfterMinutes: minutes })
        .default({ offerMinutes: 2, takeWithinMinutes: 10, awayAfterMinutes: 30 }),
      retention: z
        .strictObject({ endedAfterMonths: months.exactOptional(), neverFiledAfterMonths: months.exactOptional() })
        .default({}),
    }),
  });
}

const webAddress = z.url({ protocol: /^https?$/, error: "must be a web address; write it with https://" });

function localised(first: Language | undefined) {
  return z
    .partialRecord(z.enum(languages), z.string().trim().min(1, "is empty; write the text or leave the language out"))
    .refine(
      (texts) => first === undefined || first in texts,
      `lacks the organisation's first language; add "${first ?? ""}"`,
    );
}

function categoriesSchema(name: ReturnType<typeof localised>, known: Frame["departments"]) {
  const department = z
    .string()
    .refine(
      (named) => known === undefined || known.some((each) => each.key === named),
      "is not among departments; use one of their keys",
    );
  const level = (
    children: z.ZodType<readonly WrittenCategory[]>,
    above: boolean,
  ): z.ZodType<readonly WrittenCategory[]> =>
    z
      .array(
        z.strictObject({
          key,
          name,
          department: above ? department.exactOptional() : department,
          children: children.exactOptional(),
        }),
      )
      .min(1)
      .refine(haveOwnKeys, "has a key twice on one level; give each category a key of its own");
  const deeper: z.ZodType<readonly WrittenCategory[]> = z.lazy(() => level(deeper, true));
  return level(deeper, false);
}

/** A child's key is its path; a child without a department has its parent's. */
function toCategory(written: WrittenCategory, parent: Category | undefined): Category {
  const own: Category = {
    key: brand<CategoryKey>(parent === undefined ? written.key : `${parent.key}.${written.key}`),
    name: written.name,
    department:
      written.department === undefined && parent !== undefined
        ? parent.department
        : brand<DepartmentKey>(written.department ?? ""),
    children: [],
  };
  return { ...own, children: (written.children ?? []).map((child) => toCategory(child, own)) };
}

const mending: Readonly<Record<string, string>> = {
  invalid_type: "; give it a value of that type",
  invalid_value: "; use one of these",
  unrecognized_keys: "; remove it or correct its spelling",
  too_small: "; add what is missing",
  too_big: "; make it smaller",
};

function describe(issue: z.core.$ZodIssue): string {
  const where = issue.path.length === 0 ? "profile" : issue.path.map(String).join(".");
  const mend = issue.message.includes(";") ? "" : (mending[issue.code] ?? "; correct it");
  return `${where}: ${issue.message}${mend}`;
}

function haveOwnKeys(things: readonly { readonly key: string }[]): boolean {
  return isWithoutRepeats(things.map((thing) => thing.key));
}

function isWithoutRepeats(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}

function isRising(values: readonly number[]): boolean {
  return values.every((value, index) => index === 0 || value > (values[index - 1] ?? value));
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const regions = new Intl.DisplayNames("en", { type: "region", fallback: "none" });

function isCountry(code: string): boolean {
  return /^[A-Z]{2}$/.test(code) && regions.of(code) !== undefined;
}
