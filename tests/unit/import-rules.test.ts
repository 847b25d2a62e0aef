import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { cruise, type ICruiseOptions } from "dependency-cruiser";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { z } from "zod";

const { forbidden, options } = z
  .object({
    forbidden: z.array(z.looseObject({ name: z.string(), comment: z.string(), severity: z.literal("error") })),
    options: z.looseObject({}),
  })
  .parse(createRequire(import.meta.url)("../../.dependency-cruiser.cjs"));

/** A small project: each rule is broken at least once, and beside it stand imports that are allowed. */
const PROJECT: Record<string, string> = {
  "server/main.ts": 'import "../bots/telegram/index.ts"; import "restify";',
  "core/meaning.ts": 'import "../server/main.ts"; import "twilio"; import "./complaint/rules.ts";',
  "core/complaint/rules.ts":
    'import type { Flow } from "../conversation/flow.ts"; import "node:fs"; import "node:crypto"; export type Rule = Flow;',
  "core/conversation/flow.ts": 'import type { Word } from "../channel/words.ts"; export type Flow = Word;',
  "core/store/store.ts": 'import "pg"; import "./generated/client.ts"; export const store = 1;',
  "core/store/generated/client.ts": "export const client = 1;",
  "core/channel/words.ts": "export type Word = string;",
  "core/channel/prompt-schema.ts": 'import "zod"; export const schema = 1;',
  "core/unused.ts": "export const unused = 1;",
  "core/cycle-a.ts": 'import type { B } from "./cycle-b.ts"; export type A = B;',
  "core/cycle-b.ts": 'import type { A } from "./cycle-a.ts"; export type B = A;',
  "bots/telegram/index.ts":
    'import "telegraf"; import type { Word } from "../../core/channel/words.ts"; import "../../core/store/store.ts"; import "../sms/index.ts"; import "../twilio/index.ts"; export type W = Word;',
  "bots/twilio/index.ts": 'import "twilio"; export const twilio = 1;',
  "bots/sms/index.ts": 'import "../twilio/index.ts"; import "telegraf";',
  "bots/webchat/index.ts": 'import "botbuilder";',
  "desk/app/main.tsx":
    'import "react"; import type { Word } from "../../core/channel/words.ts"; import "../schemas/shared.ts"; import "../../core/store/store.ts"; import "node:url"; export type W = Word;',
  "desk/schemas/shared.ts": 'import "zod"; import "react"; export const shared = 1;',
  "desk/routes.ts":
    'import "botbuilder"; import "restify"; import "prettier"; import "../tests/support/fake.ts"; import "./gone.ts"; import "../core/store/generated/client.ts";',
  "site/widget/widget.ts":
    'import type { Word } from "../../core/channel/words.ts"; import "../../core/channel/prompt-schema.ts"; import "../../core/store/store.ts"; import "node:path"; export type W = Word;',
  "tests/support/fake.ts": 'import "restify"; import "../../core/store/generated/client.ts";',
  "tests/unit/one.test.ts": 'import "./two.test.ts"; import "../../server/main.ts"; import "../support/fake.ts";',
  "tests/unit/two.test.ts": 'import "../support/fake.ts";',
};
const PACKAGES = ["botbuilder", "pg", "react", "restify", "telegraf", "twilio", "zod"];

/** Every broken rule of the project with the import that breaks it, and nothing else. */
const BROKEN = [
  "a-channel-decides-nothing: bots/telegram/index.ts → core/store/store.ts",
  "a-channel-stands-alone: bots/telegram/index.ts → bots/sms/index.ts",
  "a-test-imports-no-test: tests/unit/one.test.ts → tests/unit/two.test.ts",
  "botbuilder-in-one-folder: desk/routes.ts → node_modules/botbuilder/index.js",
  "core-knows-no-door: core/meaning.ts → server/main.ts",
  "core-knows-no-platform: core/meaning.ts → node_modules/twilio/index.js",
  "database-in-one-folder: desk/routes.ts → core/store/generated/client.ts",
  "everything-resolves: desk/routes.ts → ./gone.ts",
  "no-cycle: core/cycle-a.ts → core/cycle-b.ts",
  "no-orphan: core/unused.ts → core/unused.ts",
  "nothing-imports-the-server: core/meaning.ts → server/main.ts",
  "only-the-app-is-react: desk/schemas/shared.ts → node_modules/react/index.js",
  "only-whatsapp-and-sms-share-twilio: bots/telegram/index.ts → bots/twilio/index.ts",
  "product-imports-no-tests: desk/routes.ts → tests/support/fake.ts",
  "product-needs-no-dev-dependency: desk/routes.ts → node_modules/prettier/index.js",
  "pure-folders-do-no-io: core/complaint/rules.ts → fs",
  "restify-in-one-folder: desk/routes.ts → node_modules/restify/index.js",
  "telegraf-in-one-folder: bots/sms/index.ts → node_modules/telegraf/index.js",
  "the-complaint-knows-no-conversation: core/complaint/rules.ts → core/conversation/flow.ts",
  "the-desk-is-browser-code: desk/app/main.tsx → core/store/store.ts",
  "the-desk-needs-no-node: desk/app/main.tsx → url",
  "twilio-in-one-folder: core/meaning.ts → node_modules/twilio/index.js",
  "widget-is-browser-code: site/widget/widget.ts → core/store/store.ts",
  "widget-needs-no-node: site/widget/widget.ts → path",
];

describe("the import rules", () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "redress-imports-"));
    await write(folder, PROJECT);
    for (const name of [...PACKAGES, "prettier"]) {
      await write(join(folder, "node_modules", name), { "package.json": `{"name":"${name}"}`, "index.js": "" });
    }
    const dependencies = Object.fromEntries(PACKAGES.map((name) => [name, "*"]));
    await write(folder, { "package.json": JSON.stringify({ dependencies, devDependencies: { prettier: "*" } }) });
  });

  afterAll(() => rm(folder, { recursive: true }));

  test("report each forbidden import under its rule, and let the others pass", async () => {
    expect(await violations(folder)).toEqual(BROKEN);
  });

  test("are all seen to be broken above", () => {
    const broken = new Set(BROKEN.map((line) => line.split(":")[0]));
    expect([...broken].sort()).toEqual(forbidden.map(({ name }) => name).sort());
  });

  test("each explain in a sentence or two what to do instead", () => {
    const short = forbidden.filter(({ comment }) => comment.length < 60 || !comment.endsWith("."));
    expect(short).toEqual([]);
  });
});

async function write(folder: string, files: Record<string, string>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

async function violations(baseDir: string): Promise<string[]> {
  const settings = {
    ...options,
    tsConfig: undefined,
    baseDir,
    ruleSet: { forbidden },
    validate: true,
  } as unknown as ICruiseOptions;
  const { output } = await cruise(["bots", "core", "desk", "server", "site", "tests"], settings);
  if (typeof output === "string") throw new Error(output);
  return output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`).sort();
}
