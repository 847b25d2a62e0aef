import { countParts } from "../channel/count-parts.ts";
import { smsText } from "../channel/sms-text.ts";
import { catalogues } from "../language/catalogues.ts";
import { languages } from "../language/language.ts";
import type { Language } from "../language/language.ts";
import { compileMessage } from "../language/message.ts";
import type { Message } from "../language/message.ts";
import { sayWith } from "../language/say.ts";
import type { TextArgs, TextKey } from "../language/text-key.ts";
import type { TextOverrides } from "../language/text-overrides.ts";
import type { WrongPart } from "../organisation/profile.ts";

/**
 * Texts on which a proof, an approval or an understanding rests: the words of consent and what they are about, the explanation of a date, the five
 * states, what WhatsApp approved, the bot's commands at Telegram, and texts that name words which the bot understands.
 */
const fixed =
  /^(?:consent|decision|doubt|proof|status|whatsapp|telegram\.command)\.|^(?:engine\.help|sms\.answer_here|sms\.answer_by_sms)$/u;

/** Whether the organisation may put a text of its own in the place of the catalogue's. */
export function isOverridable(key: string): boolean {
  return isKnown(key) && !fixed.test(key);
}

/** Not `in`: what every object has is no text. */
function isKnown(key: string): boolean {
  return Object.hasOwn(catalogues.en, key);
}

/** The longest text of the organisation's own, in characters: more than the longest of the catalogues. */
const longestOverride = 2_000;

/** What is wrong with each override: path `LANGUAGE.KEY`, and a stable code. Empty where all can be said. */
export function wrongOverrides(overrides: TextOverrides): readonly WrongPart[] {
  return languages.flatMap((language) => {
    const own = Object.entries(overrides[language] ?? {});
    const wrong = own.flatMap(([key, text]) => {
      const code = wrongText(language, key, text);
      return code === undefined ? [] : [{ path: `${language}.${key}`, code }];
    });
    return wrong.length > 0 ? wrong : tooLongForSms(overrides, language);
  });
}

/** The code of what is wrong with one text; undefined where it can be said. */
function wrongText(language: Language, key: string, text: string): string | undefined {
  if (!isKnown(key)) return "unknown_key";
  if (!isOverridable(key)) return "not_overridable";
  if (text.trim() === "") return "too_small";
  if (text.length > longestOverride) return "too_big";
  return wrongForm(language, key, text);
}

/** As `wrongText`, for a text that may be overridden at all: what it asks for has to be what it is given. */
function wrongForm(language: Language, key: string, text: string): string | undefined {
  const own = compiled(text, language);
  if (own === undefined) return "not_icu";
  const known = compileMessage(catalogues[language][key] ?? "", language);
  const english = compileMessage(catalogues.en[key] ?? "", "en");
  if (namesOf(own).join() !== namesOf(known).join()) return "placeholders";
  const choosing = new Set([...known.selectors, ...english.selectors]);
  return own.selectors.every((name) => choosing.has(name)) ? undefined : "placeholders";
}

function compiled(text: string, language: Language): Message | undefined {
  try {
    return compileMessage(text, language);
  } catch {
    return undefined;
  }
}

/** Every placeholder of a text, sorted, each once. */
function namesOf({ shown, selectors }: Message): readonly string[] {
  return [...new Set([...shown.map(({ name }) => name), ...selectors])].sort();
}

/** The placeholders of the text `key`. */
export function placeholdersOf(key: TextKey): readonly string[] {
  return namesOf(compileMessage(catalogues.en[key] ?? "", "en"));
}

/** A day that is as long as one can be written in each calendar. */
const longDay = new Date("2028-12-30T12:00:00Z");

/** The longest address of a page with which every SMS has to fit. */
const longPage = "https://complaints.example.com";

const codes: Readonly<Record<string, string>> = { number: "1234567890", passcode: "0123 4567 8901", code: "123456" };

/** Values with which the text `key` can be looked at in `language`, as long as they get. */
export function sampleArgs(key: string, language: Language): TextArgs {
  const message = compileMessage(catalogues.en[key] ?? "", language);
  const args: Record<string, TextArgs[string]> = {};
  for (const { name, showing } of message.shown) {
    const code = codes[name];
    args[name] =
      showing !== "text" ? longDay : code !== undefined ? { code } : name === "page" ? longPage : `⟨${name}⟩`;
  }
  for (const name of message.selectors) args[name] = 3;
  if ("how" in args) args["how"] = catalogues[language]["sms.answer_here"] ?? "";
  return args;
}

/** Notices that go out by SMS beside those called `sms.…`. */
const alsoBySms: readonly string[] = ["notice.under_evaluation", "notice.remedy_carried_out"];

/** The ways to close a complaint that have a form of their own. */
const closings = ["accepted", "unanswered", "withdrawn", "ruling", "other"] as const;

/** Texts that take more parts of an SMS than the catalogue's do: people pay for each. */
function tooLongForSms(overrides: TextOverrides, language: Language): readonly WrongPart[] {
  const keys = Object.keys(overrides[language] ?? {}).filter(
    (key): key is TextKey => key.startsWith("sms.") || alsoBySms.includes(key),
  );
  return keys
    .filter((key) => partsOf(overrides, key, language) > partsOf({}, key, language))
    .map((key) => ({ path: `${language}.${key}`, code: "sms_too_long" }));
}

function partsOf(overrides: TextOverrides, key: TextKey, language: Language): number {
  const say = sayWith(overrides, language, "Asia/Tehran");
  const args = sampleArgs(key, language);
  const forms = "rule" in args ? closings.map((rule) => ({ ...args, rule })) : [args];
  return Math.max(...forms.map((form) => countParts(smsText(say(key, form), language)).parts));
}

/** `overrides` without those that cannot be said by this program: a text may have got other placeholders since it was saved. */
export function sayable(overrides: TextOverrides): TextOverrides {
  const wrong = new Set(wrongOverrides(overrides).map(({ path }) => path));
  return Object.fromEntries(
    languages.map((language) => [
      language,
      Object.fromEntries(Object.entries(overrides[language] ?? {}).filter(([key]) => !wrong.has(`${language}.${key}`))),
    ]),
  );
}
