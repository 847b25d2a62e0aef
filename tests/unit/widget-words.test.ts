import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { catalogues } from "../../core/language/catalogues.ts";
import { languages } from "../../core/language/language.ts";
import { paletteOf } from "../../site/widget/palette.ts";
import { daysAgo, sayCount, sayDay, sayFrom, saySize, sayTime } from "../../site/widget/saying.ts";
import { pickLanguage, readSettings } from "../../site/widget/settings.ts";
import { textPieces } from "../../site/widget/text-pieces.ts";
import { packTexts } from "../../site/widget/widget-texts.ts";

describe("the widget's texts", () => {
  const { en } = catalogues;

  test("are packed in all five languages, and filled with what is isolated", () => {
    const packed = packTexts(catalogues, false);
    for (const language of languages) {
      expect(packed.texts[language]).toHaveLength(packed.keys.length);
      expect(sayFrom(packed, language)("widget.file_remove", { name: "a.jpg" })).toContain("\u2068a.jpg\u2069");
    }
  });

  test("a build fails that lacks one, naming language and key", () => {
    const { "widget.send": _left, ...turkish } = { ...catalogues.tr };
    expect(() => packTexts({ ...catalogues, tr: turkish }, false)).toThrow("tr: widget.send");
    expect(sayFrom(packTexts({ ...catalogues, tr: turkish }, true), "tr")("widget.send")).toBe("Send");
  });

  test("a build fails on what only ICU could fill", () => {
    const plural = { ...en, "widget.send": "{count, plural, other {#}}" };
    expect(() => packTexts({ ...catalogues, en: plural }, false)).toThrow("en: widget.send");
  });
});

describe("numbers and dates of the widget", () => {
  const noon = new Date(2026, 10, 22, 12, 0).getTime();
  const day = 24 * 3600 * 1000;

  test("are written in the language's digits and calendar", () => {
    expect(sayCount(12, "fa")).toBe("۱۲");
    expect(sayCount(12, "ar")).toBe("١٢");
    expect(sayTime(noon, "fa")).toBe("۱۲:۰۰");
    expect(saySize(20 * 1024 * 1024, "fa")).toBe("۲۰ مگابایت");
    expect(saySize(1_999_999, "en")).toBe("1 megabyte");
  });

  test("days are called today and yesterday, then by their date, in Persian by the Jalali one", () => {
    expect(sayDay(noon, noon, "en")).toBe("today");
    expect(sayDay(noon - day, noon, "fa")).toBe("دیروز");
    expect(sayDay(noon - 2 * day, noon, "fa")).toBe("جمعه ۲۹ آبان ۱۴۰۵");
    expect(sayDay(noon - 2 * day, noon, "en")).toBe("Friday, 20 November 2026");
    expect(sayDay(noon + day, noon, "en")).toBe("today");
  });

  test("days are counted by the calendar and not by hours", () => {
    const evening = new Date(2026, 10, 21, 23, 59).getTime();
    const morning = new Date(2026, 10, 22, 0, 1).getTime();
    expect(daysAgo(evening, morning)).toBe(1);
    expect(daysAgo(morning, morning + 23 * 3600 * 1000)).toBe(0);
  });
});

describe("the pieces of a message", () => {
  const kinds = (text: string): readonly string[] =>
    textPieces(text)
      .filter(({ kind }) => kind !== "plain")
      .map(({ kind, text: found }) => `${kind} ${found}`);

  test("addresses end where the sentence goes on, and only those of the web are any", () => {
    expect(kinds("See https://a.example/x?y=1, (http://b.example).")).toEqual([
      "link https://a.example/x?y=1",
      "link http://b.example",
    ]);
    expect(kinds("ببینید: \u2068https://a.example\u2069؟")).toEqual(["link https://a.example"]);
    expect(kinds("javascript:alert(1) ftp://x data:text/html,x https://")).toEqual([]);
  });

  test("codes are numbers and capitals in groups", () => {
    expect(kinds("رمز 1234 5678 9012 و سری LOT 22-08-B است")).toEqual(["code 1234 5678 9012", "code LOT 22-08-B"]);
    expect(kinds("On 5 May at 12:30, A GOOD DAY, 42")).toEqual([]);
    expect(kinds("روی قوطی نوشته Lot A-22-31 و Epoxy ER-200")).toEqual([]);
  });

  test("joined again they are the message, whatever it is", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("https://", "a.b/", "12 ", "AB-", "سلام ", ".", "\u2068", "\n", "é"), {}),
        (parts) => {
          const text = parts.join("");
          expect(
            textPieces(text)
              .map((piece) => piece.text)
              .join(""),
          ).toBe(text);
        },
      ),
    );
  });
});

describe("the colours of the widget", () => {
  test("can be read by day and by night, whatever colour the organisation has", () => {
    const hex = fc.nat(0xffffff).map((value) => `#${value.toString(16).padStart(6, "0")}`);
    fc.assert(
      fc.property(hex, (color) => {
        const { fill, onFill, inkDay, inkNight } = paletteOf(color);
        expect(contrast(fill, onFill)).toBeGreaterThanOrEqual(4.5);
        for (const surface of ["rgb(255,255,255)", "rgb(238,241,244)"])
          expect(contrast(inkDay, surface)).toBeGreaterThanOrEqual(4.5);
        for (const surface of ["rgb(21,24,28)", "rgb(42,47,55)"])
          expect(contrast(inkNight, surface)).toBeGreaterThanOrEqual(4.5);
      }),
      { numRuns: 1_000 },
    );
  });

  test("are the organisation's own where these can be read", () => {
    expect(paletteOf("#0b6e69").fill).toBe("rgb(11,110,105)");
    expect(paletteOf("#fd0")).toMatchObject({ fill: "rgb(255,221,0)", onFill: "rgb(16,19,23)" });
  });
});

/** WCAG 2.2's contrast ratio, with sRGB's own curve. */
function contrast(one: string, other: string): number {
  const luminance = (color: string): number => {
    const [red = 0, green = 0, blue = 0] = (color.match(/\d+/gu) ?? []).map((part) => {
      const share = Number(part) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

describe("the script's tag", () => {
  const source = "https://redress.example:8443/widget.js?v=1";

  test("says language, side, colour and mode, and the server by its address", () => {
    const tag = { lang: "fa-IR", position: "left", color: "#0a7", mode: "page" };
    expect(readSettings(source, tag, [])).toEqual({
      origin: "https://redress.example:8443",
      language: "fa",
      side: "left",
      color: "#0a7",
      mode: "page",
    });
  });

  test("what is missing or wrong gets its default, the language that of page or browser", () => {
    const tag = { lang: "xx", position: "middle", color: "red;}" };
    expect(readSettings(source, tag, ["de", "tr-TR"])).toMatchObject({
      language: "tr",
      side: undefined,
      color: "#0b6e69",
      mode: "launcher",
    });
    expect(readSettings(source, {}, [])).toMatchObject({ language: "en" });
    expect(pickLanguage([undefined, "", "AR"])).toBe("ar");
  });
});
