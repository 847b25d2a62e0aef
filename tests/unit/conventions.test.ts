import { describe, expect, test } from "@jest/globals";
import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const files = globSync("{bench,bots,core,desk,prisma,scripts,server,site,tests}/**/*.{ts,tsx}", {
  cwd: root,
  exclude: (path) => /(^|\/)(node_modules|dist|generated)(\/|$)/u.test(path),
});
/** This file quotes what it looks for. */
const searched = files.filter((path) => basename(path) !== basename(import.meta.url));

/** Every line of every file that fits `pattern`, with where it is. */
function linesWith(pattern: RegExp): string[] {
  return searched.flatMap((path) =>
    readFileSync(`${root}${path}`, "utf8")
      .split("\n")
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : [])),
  );
}

describe("the source", () => {
  test("is found", () => {
    expect(searched).toContain("core/errors.ts");
  });

  test("has file names in kebab case, after what they export", () => {
    expect(files.filter((path) => !/^\.?[a-z0-9]+([-.][a-z0-9]+)*\.tsx?$/u.test(basename(path)))).toEqual([]);
  });

  test("switches a lint rule off for one line only, and says why", () => {
    const switches = linesWith(/eslint-(disable|enable)/u);
    expect(switches.filter((line) => !/eslint-disable-(next-)?line [@\w/, -]+ -- \S.{10,}/u.test(line))).toEqual([]);
  });

  test("never tells the compiler to look away without a reason", () => {
    expect(linesWith(/@ts-(ignore|nocheck)/u)).toEqual([]);
    expect(linesWith(/@ts-expect-error(?! -- | \S+ \S+)/u)).toEqual([]);
  });

  test("keeps no notes about work left undone", () => {
    expect(linesWith(/\b(TODO|FIXME|XXX|HACK)\b/u)).toEqual([]);
  });
});
