import { describe, expect, test } from "@jest/globals";
import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import fc from "fast-check";
import { parseUpdate } from "../../bots/telegram/parse.ts";

interface Fixture {
  readonly header: { readonly composed: string; readonly botApi: string };
  readonly update: Record<string, unknown> & { readonly update_id: number };
  readonly expected: unknown;
}

const fixtures = globSync("tests/fixtures/telegram/*.json").map((path) => ({
  name: basename(path, ".json"),
  fixture: JSON.parse(readFileSync(path, "utf8")) as Fixture,
}));

const text = fixtures.find(({ name }) => name === "text")?.fixture.update as {
  update_id: number;
  message: Record<string, unknown>;
};

/** What the message of the text fixture amounts to when parts of it are others. */
function withMessage(change: Record<string, unknown>): unknown {
  return parseUpdate({ ...text, message: { ...text.message, ...change } })?.parsed;
}

describe("an update of Telegram", () => {
  test.each(fixtures)("of kind “$name” is read as it should be", ({ fixture: { header, update, expected } }) => {
    expect(header.composed).toMatch(/^\d{4}-\d{2}-\d{2}$/u);
    const read = parseUpdate(update);
    expect(read?.updateId).toBe(update.update_id);
    expect(JSON.parse(JSON.stringify(read?.parsed))).toEqual(expected);
  });

  test("keeps ids as large as Telegram gives them, and refuses those that a number cannot hold", () => {
    const largest = 2 ** 52 - 1;
    expect(withMessage({ chat: { id: largest, type: "private" } })).toMatchObject({
      inbound: { address: { externalId: String(largest) }, externalId: `${largest}:4711` },
    });
    expect(withMessage({ chat: { id: 2 ** 60, type: "private" } })).toEqual({ kind: "ignored", reason: "malformed" });
    expect(withMessage({ message_id: 1.5 })).toEqual({ kind: "ignored", reason: "malformed" });
  });

  test("is no update without its number", () => {
    for (const body of [undefined, null, 7, "update", [], {}, { update_id: "7" }, { update_id: -1 }])
      expect(parseUpdate(body)).toBeUndefined();
  });

  test("loses what no database keeps, and nothing else", () => {
    expect(withMessage({ text: "a\0b\ud800c" })).toMatchObject({ inbound: { reply: { text: "ab\ufffdc" } } });
    expect(withMessage({ from: { id: 1, first_name: "\0 A\udc00 " } })).toMatchObject({
      inbound: { profileName: "A\ufffd" },
    });
  });

  test.each(["👍🏽", "\u200c", "\u200f\u202b", "ا".repeat(10_000)])("takes the words %# as they are", (words) => {
    expect(withMessage({ text: words })).toMatchObject({ inbound: { reply: { kind: "text", text: words } } });
  });

  test.each([
    ["a date before all dates", { date: -5 }],
    ["a date beyond all dates", { date: 9e15 }],
    ["a language that is no tag", { from: { id: 1, first_name: "A", language_code: "'; --" } }],
    ["a name that is no text", { from: { id: 1, first_name: { a: 1 } } }],
    ["an album without a name", { media_group_id: 7 }],
  ])("is taken all the same with %s", (_, change) => {
    expect(withMessage(change)).toMatchObject({ kind: "inbound", inbound: { reply: { kind: "text" } } });
  });

  test.each([
    ["a place beyond the poles", { location: { latitude: 91, longitude: 0 } }, "location"],
    ["a contact without digits", { contact: { phone_number: "call me" } }, "contact"],
    ["a photo without sizes", { photo: [] }, "photo"],
    ["a document without an id", { document: { file_id: "" } }, "document"],
  ])("with %s is answered kindly, not dropped", (_, change, what) => {
    const { text: __, ...message } = text.message;
    expect(parseUpdate({ ...text, message: { ...message, ...change } })?.parsed).toMatchObject({
      inbound: { reply: { kind: "unsupported", what: expect.stringMatching(new RegExp(`${what}|unknown`, "u")) } },
    });
  });

  test("takes no key of its prototype for a kind", () => {
    const body: unknown = JSON.parse('{"update_id":1,"__proto__":{"message":{"message_id":1}},"constructor":{}}');
    expect(parseUpdate(body)).toEqual({ updateId: 1, parsed: { kind: "ignored", reason: "unknown_kind" } });
  });

  test("is never a throw, whatever its parts are", () => {
    const kinds = ["message", "edited_message", "callback_query", "my_chat_member"];
    const broken = fc.oneof(
      fc.anything(),
      fc.dictionary(fc.constantFrom(...Object.keys(text.message), "photo", "data", "contact", "venue"), fc.anything()),
    );
    fc.assert(
      fc.property(fc.constantFrom(...kinds), broken, (kind, value) => {
        const whole = typeof value === "object" && value !== null ? { ...text.message, ...value } : value;
        for (const part of [value, whole]) expect(parseUpdate({ update_id: 1, [kind]: part })).toBeDefined();
      }),
      { numRuns: 500 },
    );
  });
});
