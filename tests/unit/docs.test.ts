import { describe, expect, test } from "@jest/globals";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** Folders whose files documents name by path. */
const ROOMS = [
  "bots",
  "bench",
  "conformance",
  "core",
  "desk",
  "docs",
  "prisma",
  "scripts",
  "server",
  "site",
  "tests",
  ".ci",
];
/** Commands of npm itself; all others are scripts of package.json. */
const NPM_COMMANDS = ["ci", "install"];
const NOT_OURS = (path: string) => /(^|\/)(node_modules|dist|data|screenshots)(\/|$)/u.test(path);

// The changelog tells what was, so it may name what is gone.
const documents = globSync("**/*.md", { cwd: root, exclude: NOT_OURS }).filter((path) => path !== "CHANGELOG.md");
const ourFiles = new Set(
  globSync(["*.*", ".*", ...ROOMS.map((room) => `${room}/**/*`)], { cwd: root, exclude: NOT_OURS }).map((path) =>
    path.split("/").at(-1),
  ),
);
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));

/** The paths in `text`, between backticks or as the target of a link, that lead nowhere from the document in `folder`. */
function missingPaths(text: string, folder: string): string[] {
  const quoted = [...text.matchAll(/`([^`\n]+)`/gu)].map(([, token = ""]) => token);
  const links = [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/gu)].map(([, target = ""]) => target);
  return [
    ...quoted.filter((token) => isPath(token) && !pathExists(token)),
    ...quoted.filter((token) => /^[\w-][\w.-]*\.(cjs|js|json|md|prisma|ts|tsx)$/u.test(token) && !ourFiles.has(token)),
    ...links.filter((target) => !existsSync(join(root, folder, target))),
  ];
}

function isPath(token: string): boolean {
  return ROOMS.some((room) => token.startsWith(`${room}/`)) && /^[\w.@{},*<>/-]+$/u.test(token);
}

/** `NAME` and `<name>` stand for any name. */
function pathExists(token: string): boolean {
  const pattern = token.replace(/<[^>]+>|\b[A-Z]{3,}\b(?!\.)/gu, "*").replace(/\/$/u, "");
  return globSync(pattern, { cwd: root }).length > 0;
}

/** The commands in `text` that npm would not know. */
function unknownCommands(text: string): string[] {
  const named = [...text.matchAll(/\bnpm (run )?([a-z][\w:-]*)/gu)];
  return named
    .filter(([, run, name = ""]) => !(name in scripts) && (run !== undefined || !NPM_COMMANDS.includes(name)))
    .map(([command]) => command)
    .filter((command) => /^npm (run|test|start|ci|i|install|exec)\b/u.test(command));
}

describe("the documents", () => {
  test.each(documents)("%s names only paths that exist", (path) => {
    expect(missingPaths(readFileSync(join(root, path), "utf8"), dirname(path))).toEqual([]);
  });

  test.each(documents)("%s names only commands that exist", (path) => {
    expect(unknownCommands(readFileSync(join(root, path), "utf8"))).toEqual([]);
  });

  test("are searched well enough to find what is gone", () => {
    const text =
      "`core/gone.ts`, `gone-too.ts`, `bots/NAME/gone.ts`, [a](gone.md), `core/errors.ts`, `errors.ts`, `tests/*/`.";
    expect(missingPaths(text, ".")).toEqual(["core/gone.ts", "bots/NAME/gone.ts", "gone-too.ts", "gone.md"]);
    expect(unknownCommands("`npm run gone`, npm test, `npm ci && npm start`, `npm run check`, npm is")).toEqual([
      "npm run gone",
    ]);
  });
});

describe("the decisions", () => {
  const decisions = globSync("docs/adr/[0-9]*.md", { cwd: root }).sort();
  const list = readFileSync(join(root, "docs/adr/README.md"), "utf8");

  test.each(decisions)("%s is listed under its number and ends with its check", (path) => {
    const [file = "", number = ""] = /(\d{4})-[a-z0-9-]+\.md$/u.exec(path) ?? [];
    const text = readFileSync(join(root, path), "utf8").trim();
    expect(text).toMatch(new RegExp(`^# ${number}: `, "u"));
    expect(text.split("\n").at(-1)).toMatch(/^Checked by: `/u);
    expect(list).toContain(`[${number}](${file})`);
  });
});
