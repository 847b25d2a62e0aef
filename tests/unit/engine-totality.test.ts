import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Reply } from "../../core/channel/inbound.ts";
import { brand } from "../../core/ids.ts";
import type { QuestionId } from "../../core/ids.ts";
import { languages } from "../../core/language/language.ts";
import { openDialogue } from "../support/dialogue.ts";
import type { Dialogue } from "../support/dialogue.ts";
import { decided, questioned, running, story } from "../support/dialogue-starts.ts";

/** Texts that mean something somewhere, and some that mean nothing anywhere. */
const texts = fc.oneof(
  fc.constantFrom(
    ...["menu", "back", "cancel", "help", "status", "person", "language", "skip", "done", "yes", "no", "👍", "👎"],
    ...["stop", "my chats", "start", "Add my mobile number", "+905321234567", "123456"],
    ...["منو", "بله", "خیر", "بازگشت", "evet", "hayır", "да", "نعم", "1", "۲", "٣)", "9", "گزینه ۱", "5550000001"],
    ...[
      "012345678901",
      "yes, but it still leaks",
      "no, it leaks",
      story,
      "thanks",
      "",
      " ",
      "\u200c",
      "\u2067",
      "0",
      "-1",
      "x".repeat(10_000),
    ],
  ),
  fc.string({ unit: "grapheme", maxLength: 30 }),
  fc.string({ unit: "binary", maxLength: 30 }),
);

/** A customer's act: some replies, or a tap on the n-th button that is to be seen, old ones among them. */
type Act = { readonly reply: Reply } | { readonly button: number } | { readonly hours: number };

const files = fc.array(fc.constantFrom("file-1", "file-2", "file-3"), { maxLength: 3 });

const acts: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fc.nat(60).map((button) => ({ button })) },
  { weight: 4, arbitrary: texts.map((text) => ({ reply: { kind: "text" as const, text } })) },
  {
    weight: 2,
    arbitrary: fc.tuple(files, fc.option(texts, { nil: undefined })).map(([names, text]) => ({
      reply: {
        kind: "files" as const,
        files: names.map((handle) => ({ source: { kind: "remote" as const, handle }, kind: "photo" as const })),
        ...(text === undefined ? {} : { text }),
      },
    })),
  },
  { weight: 1, arbitrary: fc.nat(100).map((hours) => ({ hours })) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.integer({ min: 1, max: 60 }), texts)
      .map(([of, text]) => ({ reply: { kind: "edit" as const, of: `message${String(of)}`, text } })),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom<Reply>(
        { kind: "start" },
        { kind: "unsupported", what: "sticker" },
        { kind: "place", latitude: 41.01, longitude: 28.97 },
        { kind: "contact", phone: "+905321234567", own: true },
        { kind: "contact", phone: "not a phone", own: false },
        { kind: "tap", token: "forged.7" },
      )
      .map((reply) => ({ reply })),
  },
);

function opened(kind: number, language: (typeof languages)[number]): Dialogue {
  const complaints =
    [[], [decided(1)], [decided(1), decided(2)], [questioned(1), running(2).complaint]][kind % 4] ?? [];
  const dialogue = openDialogue({ language, languageChosen: kind > 3, complaints });
  for (const complaint of complaints) {
    if (complaint.status === "concluded") dialogue.notify({ kind: "decision", round: 1 }, complaint);
    const [question] = complaint.questions;
    if (question !== undefined)
      dialogue.notify({ kind: "question", questionId: brand<QuestionId>(question.id) }, complaint);
  }
  return dialogue;
}

function act(dialogue: Dialogue, given: Act): void {
  if ("hours" in given) {
    dialogue.later(given.hours);
    return;
  }
  if ("button" in given) {
    const tokens = dialogue.state.offers.flatMap(({ id, choices }) => choices.map((_, index) => `${id}.${index}`));
    const token = tokens.toReversed()[given.button];
    if (token === undefined) return;
    check(dialogue, { kind: "tap", token });
    return;
  }
  check(dialogue, given.reply);
}

/** Whatever came, something is said, the state can be kept, and no word is lost without a mark. */
function check(dialogue: Dialogue, reply: Reply): void {
  const attachments =
    reply.kind === "files" ? reply.files.map(({ source }) => (source.kind === "remote" ? source.handle : "")) : [];
  const before = JSON.stringify(dialogue.state);
  const answered = dialogue.reply(reply, attachments);
  // An edit that changes nothing is no reason to speak.
  const isIdle = reply.kind === "edit" && before === JSON.stringify(dialogue.state);
  if (!isIdle) expect(answered.said.length).toBeGreaterThan(0);
  expect(dialogue.state.offers.length).toBeLessThanOrEqual(20);
  expect(dialogue.state.cursors.length).toBeLessThanOrEqual(12);
  for (const { choices } of answered.said) expect(new Set(choices.map(({ label }) => label)).size).toBe(choices.length);
  if (!answered.unassigned) expectKept(dialogue, attachments);
}

function expectKept(dialogue: Dialogue, attachments: readonly string[]): void {
  const kept = JSON.stringify([dialogue.state, dialogue.commands]);
  for (const name of attachments) expect(kept).toContain(name);
}

describe("the engine", () => {
  test("answers every reply in every state, and never throws", () => {
    fc.assert(
      fc.property(
        fc.nat(7),
        fc.constantFrom(...languages),
        fc.array(acts, { maxLength: 25 }),
        (kind, language, given) => {
          const dialogue = opened(kind, language);
          for (const each of given) act(dialogue, each);
        },
      ),
      { numRuns: 400 },
    );
  });

  test("goes on from any stored cursor, of whatever version, step and slots", () => {
    const cursor = fc.record({
      flow: fc.constantFrom(
        "file_complaint",
        "follow",
        "consent",
        "rate",
        "menu",
        "which",
        "unsure",
        "draft",
        "add",
        "doubt",
        "reason",
        "number",
        "channels",
        "join",
        "opt_out",
        "opt_in",
        "gone",
      ),
      version: fc.integer({ min: 0, max: 2 }),
      step: fc.constantFrom(
        "category",
        "description",
        "review",
        "which",
        "view",
        "choice",
        "reason",
        "why",
        "answer",
        "phone",
        "code",
        "sure",
        "gone",
      ),
      slots: fc.dictionary(
        fc.constantFrom(
          "category",
          "description",
          "attachments",
          "complaintId",
          "words",
          "answer",
          "round",
          "choice",
          "options",
          "confirmed",
          "fix",
        ),
        fc.oneof(
          fc.string(),
          fc.integer(),
          fc.constantFrom(null, [], ["a"], {}, true, "product", "accept", "yes", "no", "complaint-1"),
        ),
      ),
      startedAt: fc.constant("2026-11-30T10:00:00.000Z"),
    });
    fc.assert(
      fc.property(fc.array(cursor, { maxLength: 3 }), fc.array(acts, { maxLength: 6 }), (cursors, given) => {
        const dialogue = openDialogue({ complaints: [decided(1)] });
        dialogue.state = { ...dialogue.state, cursors };
        for (const each of given) act(dialogue, each);
      }),
      { numRuns: 400 },
    );
  });
});
