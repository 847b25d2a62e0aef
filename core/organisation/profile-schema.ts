import { z } from "zod";
import { languages } from "../language/language.ts";
import type { Language } from "../language/language.ts";

/** What other fields are checked against, read leniently, so that one parse finds every problem. Undefined where it is itself wrong. */
export const frameSchema = z
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

/** A category as it is written: its key is its own alone, and what it has of its parent may be left out. */
export interface WrittenCategory {
  readonly key: string;
  readonly name: Partial<Record<Language, string>>;
  readonly department?: string;
  readonly children?: readonly WrittenCategory[];
  readonly retired?: true;
}

const key = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "must be small letters, digits and hyphens; for example late-delivery");
const retired = z.literal(true).exactOptional();
const days = z.int().min(1).max(3650);
const minutes = z.int().min(1).max(1440);
const months = z.int().min(1).max(240);
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "is no time of day; write hours and minutes such as 08:00");
const hours = z.strictObject({ from: time, to: time });

const policy = z.strictObject({
  unansweredAfterDays: days.exactOptional(),
  reminderDays: z.array(days).refine(isRising, rule("not_rising", "must rise; write for example [3, 7, 14]")),
  undoDays: days,
  doubtDays: days,
  maxFiles: z.int().min(1).max(100),
  quietHours: hours.default({ from: "21:00", to: "08:00" }),
  contactHours: hours
    .refine(({ from, to }) => from < to, rule("hours", "must end after they begin; write for example 09:00 to 18:00"))
    .default({ from: "09:00", to: "18:00" }),
  takeOver: z
    .strictObject({ offerMinutes: minutes, takeWithinMinutes: minutes, awayAfterMinutes: minutes })
    .default({ offerMinutes: 2, takeWithinMinutes: 10, awayAfterMinutes: 30 }),
  retention: z
    .strictObject({ endedAfterMonths: months.exactOptional(), neverFiledAfterMonths: months.exactOptional() })
    .default({}),
});

/** The shape of a profile as it is written. `frame`: what its fields refer to. */
export function profileSchema(frame: Frame) {
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
      .refine(isWithoutRepeats, rule("repeated", "names a language twice; name each once, the most usual first")),
    timeZone: z
      .string()
      .refine(isTimeZone, rule("time_zone", "is no time zone; write an IANA name such as Europe/Istanbul")),
    country: z
      .string()
      .refine(isCountry, rule("country", "is no country; write two capital letters of ISO 3166-1 such as TR")),
    departments: z
      .array(z.strictObject({ key, name: text, retired }))
      .min(1)
      .refine(haveOneOpen, rule("all_retired", "is retired as a whole; keep one department"))
      .refine(haveOwnKeys, rule("repeated", "has a key twice; give each department a key of its own")),
    categories: categoriesSchema(text, frame.departments),
    sources: z
      .array(z.strictObject({ key: key.max(31), name: text, product: text.exactOptional(), retired }))
      .refine(haveOwnKeys, rule("repeated", "has a key twice; give each source a key of its own"))
      .default([]),
    externalRemedies: z
      .record(
        z
          .string()
          .refine(
            (country) => country === "*" || isCountry(country),
            rule("country", "must be a country such as TR, or * for every other"),
          ),
        z.array(z.strictObject({ name: text, how: text, url: webAddress.exactOptional() })).min(1),
      )
      .refine(
        (byCountry) => "*" in byCountry,
        rule("no_general", "has nothing for other countries; add an entry with the key *"),
      ),
    privacyNotice: text,
    policy,
  });
}

const webAddress = z.url({ protocol: /^https?$/, error: "must be a web address; write it with https://" });

function localised(first: Language | undefined) {
  return z
    .partialRecord(z.enum(languages), z.string().trim().min(1, "is empty; write the text or leave the language out"))
    .refine(
      (texts) => first === undefined || first in texts,
      rule("first_language", `lacks the organisation's first language; add "${first ?? ""}"`),
    );
}

function categoriesSchema(name: ReturnType<typeof localised>, known: Frame["departments"]) {
  const department = z
    .string()
    .refine(
      (named) => known === undefined || known.some((each) => each.key === named),
      rule("department", "is not among departments; use one of their keys"),
    );
  const level = (
    children: z.ZodType<readonly WrittenCategory[]>,
    above: boolean,
  ): z.ZodType<readonly WrittenCategory[]> =>
    z
      .array(
        z
          .strictObject({
            key,
            name,
            department: above ? department.exactOptional() : department,
            children: children.exactOptional(),
            retired,
          })
          .refine(
            ({ retired: whole, children: below }) => whole === true || below === undefined || haveOneOpen(below),
            rule("all_retired", "offers nothing below it; retire it too, or keep one of its children"),
          ),
      )
      .min(1)
      .refine(haveOwnKeys, rule("repeated", "has a key twice on one level; give each category a key of its own"));
  const deeper: z.ZodType<readonly WrittenCategory[]> = z.lazy(() => level(deeper, true));
  return level(deeper, false).refine(haveOneOpen, rule("all_retired", "is retired as a whole; keep one category"));
}

/** What is wrong, as a stable code for pages beside the sentence for operators. */
function rule(code: string, sentence: string): { readonly error: string; readonly params: { readonly rule: string } } {
  return { error: sentence, params: { rule: code } };
}

function haveOneOpen(things: readonly { readonly retired?: true }[]): boolean {
  return things.some(({ retired: isRetired }) => isRetired !== true);
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
