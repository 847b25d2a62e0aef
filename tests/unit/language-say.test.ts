import { describe, expect, test } from "@jest/globals";
import { dayAndTimeIn, dayIn, shortDayIn } from "../../core/language/dates.ts";
import { languages } from "../../core/language/language.ts";
import type { Language } from "../../core/language/language.ts";
import { compileMessage } from "../../core/language/message.ts";
import { numberIn, showIn } from "../../core/language/fill-in.ts";
import { sayIn } from "../../core/language/say.ts";
import type { TextKey } from "../../core/language/text-key.ts";

const at = new Date("2026-12-01T10:05:00Z");

function inEach<Value>(make: (language: Language) => Value): Readonly<Record<string, Value>> {
  return Object.fromEntries(languages.map((language) => [language, make(language)]));
}

describe("a date", () => {
  const sameYear = new Date("2026-12-20T00:00:00Z");

  test("is a day in the words and the calendar of its language", () => {
    expect(inEach((language) => dayIn(at, { language, timeZone: "Asia/Tehran", now: sameYear }))).toEqual({
      en: "Tuesday 1 December",
      fa: "سه‌شنبه ۱۰ آذر",
      tr: "1 Aralık Salı",
      ar: "الثلاثاء ١ ديسمبر",
      ru: "вторник, 1 декабря",
    });
  });

  test("has few letters where a text asks for it, and never leaves its year out", () => {
    const short = inEach((language) => shortDayIn(at, { language, timeZone: "Asia/Tehran", now: sameYear }));
    expect(short).toEqual({
      en: "1 Dec 2026",
      fa: "۱۴۰۵/۹/۱۰",
      tr: "1.12.2026",
      ar: "١\u200f/١٢\u200f/٢٠٢٦",
      ru: "01.12.2026",
    });
    const say = sayIn("en", "UTC", sameYear);
    expect(say("sms.late_until", { number: { code: "1234567890" }, day: at })).toContain("by 1 Dec 2026");
  });

  test("has its year where it is not this one, or where this one is not known", () => {
    const withYear = {
      en: "Tuesday 1 December 2026",
      fa: "سه‌شنبه ۱۰ آذر ۱۴۰۵",
      tr: "1 Aralık 2026 Salı",
      ar: "الثلاثاء ١ ديسمبر ٢٠٢٦",
      ru: "вторник, 1 декабря 2026 г.",
    };
    const nextYear = new Date("2028-01-01T00:00:00Z");
    expect(inEach((language) => dayIn(at, { language, timeZone: "Asia/Tehran", now: nextYear }))).toEqual(withYear);
    expect(inEach((language) => dayIn(at, { language, timeZone: "Asia/Tehran" }))).toEqual(withYear);
  });

  test("is of this year by the calendar of its language", () => {
    const afterNewYear = new Date("2027-01-05T00:00:00Z");
    expect(dayIn(at, { language: "fa", timeZone: "Asia/Tehran", now: afterNewYear })).toBe("سه‌شنبه ۱۰ آذر");
    expect(dayIn(at, { language: "tr", timeZone: "Asia/Tehran", now: afterNewYear })).toBe("1 Aralık 2026 Salı");
  });

  test("has the time of day of its time zone", () => {
    expect(inEach((language) => dayAndTimeIn(at, { language, timeZone: "Asia/Tehran", now: sameYear }))).toEqual({
      en: "Tuesday 1 December, 13:35",
      fa: "سه‌شنبه ۱۰ آذر، ساعت ۱۳:۳۵",
      tr: "1 Aralık Salı, saat 13:35",
      ar: "الثلاثاء ١ ديسمبر، الساعة ١٣:٣٥",
      ru: "вторник, 1 декабря, 13:35",
    });
    expect(
      dayAndTimeIn(new Date("2026-12-01T21:00:00Z"), { language: "en", timeZone: "Europe/Istanbul", now: at }),
    ).toBe("Wednesday 2 December, 00:00");
  });
});

describe("a number", () => {
  test("has the digits and marks of its language", () => {
    expect(inEach((language) => numberIn(12345.5, language))).toEqual({
      en: "12,345.5",
      fa: "۱۲٬۳۴۵٫۵",
      tr: "12.345,5",
      ar: "١٢٬٣٤٥٫٥",
      ru: "12\u00a0345,5",
    });
  });
});

describe("a value in a text", () => {
  const view = (language: Language) => ({ language, timeZone: "Europe/Istanbul", now: at });

  test("that is a code is isolated and has Latin digits", () => {
    expect(inEach((language) => showIn({ code: "۱۲۳٤" }, "text", view(language)))).toEqual(
      inEach(() => "\u20681234\u2069"),
    );
  });

  test("that is a number or a date is shown as its language does", () => {
    expect(showIn(20, "text", view("fa"))).toBe("۲۰");
    expect(showIn(at, "date", view("fa"))).toBe("سه‌شنبه ۱۰ آذر");
    expect(showIn(at, "text", view("en"))).toBe("Tuesday 1 December");
    expect(showIn(at, "time", view("en"))).toBe("Tuesday 1 December, 13:05");
  });

  test("in the other direction is isolated, in the same it is not", () => {
    expect(showIn("Epoxy X-200 (5 kg)", "text", view("fa"))).toBe("\u2068Epoxy X-200 (5 kg)\u2069");
    expect(showIn("3 × 5", "text", view("fa"))).toBe("\u20683 × 5\u2069");
    expect(showIn("رزین", "text", view("en"))).toBe("\u2068رزین\u2069");
    expect(showIn("رزین", "text", view("fa"))).toBe("رزین");
    expect(showIn("Epoxy", "text", view("tr"))).toBe("Epoxy");
    expect(showIn("https://example.org/follow", "text", view("fa"))).toBe("https://example.org/follow");
  });
});

describe("a text", () => {
  test("is said in each language", () => {
    expect(inEach((language) => sayIn(language, "Europe/Istanbul")("status.received"))).toMatchObject({
      en: "Complaint received",
      fa: "دریافت شکایت",
      tr: "Şikayet alındı",
    });
  });

  test("is filled", () => {
    const say = sayIn("en", "Europe/Istanbul", at);
    expect(say("refusal.too_many_tries", { until: at })).toContain("Tuesday 1 December, 13:05");
  });

  test("that lacks an argument, or is not there, is a fault", () => {
    const say = sayIn("en", "Europe/Istanbul");
    expect(() => say("refusal.too_many_tries")).toThrow(
      /text-argument-missing: refusal\.too_many_tries needs \{until\}/,
    );
    expect(() => say("no.such.text" as TextKey)).toThrow(/text-missing: no text no\.such\.text in en/);
  });

  test("chooses plural forms by the bare number and shows it in local digits", () => {
    const message = compileMessage("{n, plural, one {# файл} few {# файла} many {# файлов} other {# файла}}", "ru");
    expect([1, 3, 5, 21, 111].map((n) => message.fill({ n }))).toEqual([
      "1 файл",
      "3 файла",
      "5 файлов",
      "21 файл",
      "111 файлов",
    ]);
    expect(compileMessage("{n, plural, one {# فایل} other {# فایل}}", "fa").fill({ n: 12 })).toBe("۱۲ فایل");
    expect(compileMessage("{n, plural, two {ملفان} few {# ملفات} other {# ملف}}", "ar").fill({ n: 3 })).toBe("٣ ملفات");
  });

  test("keeps tags and quotes as they are", () => {
    expect(compileMessage("don't <b>{name}</b>", "en").fill({ "name:text": "x" })).toBe("don't <b>x</b>");
  });

  test("names what it shows and what it chooses by", () => {
    const { shown, selectors } = compileMessage(
      "{a} {b, date} {b, time} {c, plural, other {# {d}}} {e, select, x {} other {{f}}}",
      "en",
    );
    expect(shown.map(({ name, showing }) => `${name} ${showing}`)).toEqual([
      "a text",
      "b date",
      "b time",
      "d text",
      "f text",
    ]);
    expect(selectors).toEqual(["c", "e"]);
  });
});
