import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { csvLine } from "../../desk/csv.ts";

describe("a line of CSV", () => {
  test.each([
    "=1+1",
    "+905321234567",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\rx",
    "\nx",
    '"=1+1"',
    "'=1+1",
    "  =1+1",
    "＝１＋１",
    "＋1",
    "－1",
    "＠SUM",
    "\u200f=1",
    "\ufeff=cmd|' /C calc'!A0",
    "|calc",
    "%0A=1",
  ])("makes no formula of %j", (text) => {
    const cell = csvLine([text]).slice(1, -3).replaceAll('""', '"');
    expect(cell).toBe(`'${text}`);
  });

  test("leaves words, numbers and what is not there as they are", () => {
    expect(csvLine(["شکایت", 'a "b", c', -1.5, undefined, "", "1-2=3"])).toBe(
      '"شکایت","a ""b"", c",-1.5,,"","1-2=3"\r\n',
    );
    expect(csvLine([Number.NaN, Infinity, 0])).toBe(",,0\r\n");
  });

  test("is read back as it was by whoever knows RFC 4180", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" }), { minLength: 1, maxLength: 5 }), (cells) => {
        const read = readCsv(csvLine(cells));
        expect(read).toHaveLength(cells.length);
        for (const [index, cell] of cells.entries()) expect([cell, `'${cell}`]).toContain(read[index]);
      }),
    );
  });
});

function readCsv(line: string): readonly string[] {
  return [...line.slice(0, -2).matchAll(/"((?:[^"]|"")*)"(?:,|$)/gsu)].map(([, cell]) =>
    (cell ?? "").replaceAll('""', '"'),
  );
}
