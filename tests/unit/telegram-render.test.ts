import { describe, expect, test } from "@jest/globals";
import { guiseCapabilities } from "../../bots/console/limits.ts";
import { capabilities } from "../../bots/telegram/limits.ts";
import { renderMessage } from "../../bots/telegram/render.ts";
import type { Outbound } from "../../core/channel/outbound.ts";
import { brand } from "../../core/ids.ts";

const plain: Outbound = {
  messageId: brand("m1"),
  conversationId: brand("c1"),
  seq: 1,
  language: "fa",
  text: "شکایت شما ثبت شد.",
  details: [],
  choices: [],
  files: [],
  author: { kind: "bot" },
};

function choices(count: number, label = (place: number) => `answer ${place}`): Outbound["choices"] {
  return Array.from({ length: count }, (_, place) => ({ token: `o1.${place}`, label: label(place) }));
}

describe("a message on Telegram", () => {
  test("is plain text, and takes away a keyboard that stands in the place of the letters", () => {
    expect(renderMessage(plain)).toEqual([{ kind: "text", text: plain.text, markup: { remove_keyboard: true } }]);
  });

  test("has one button in each row, with the choice's token", () => {
    const [piece] = renderMessage({ ...plain, choices: choices(2) });
    expect(piece).toMatchObject({
      markup: {
        inline_keyboard: [[{ text: "answer 0", callback_data: "o1.0" }], [{ text: "answer 1", callback_data: "o1.1" }]],
      },
    });
  });

  test("numbers choices that are too many or too long for buttons, and drops none", () => {
    for (const many of [choices(13), choices(2, (place) => `${place} ${"long ".repeat(10)}`)]) {
      const pieces = renderMessage({ ...plain, choices: many });
      const text = pieces.map((piece) => (piece.kind === "text" ? piece.text : "")).join("\n");
      for (const { label } of many) expect(text).toContain(label.trim());
      expect(pieces.at(-1)).toMatchObject({ markup: { remove_keyboard: true } });
    }
  });

  test("of more than 4096 characters is split, with the buttons on the last part", () => {
    const pieces = renderMessage({ ...plain, text: "کلمه ".repeat(2_000), choices: choices(2) });
    expect(pieces.length).toBeGreaterThan(2);
    for (const piece of pieces) expect(piece.kind === "text" && piece.text.length).toBeLessThanOrEqual(4_096);
    expect(pieces.map((piece) => "markup" in piece)).toEqual(pieces.map((_, place) => place === pieces.length - 1));
    expect(pieces.at(-1)).toHaveProperty("markup.inline_keyboard");
  });

  test("sends its files first, so that the question stands at the end of the chat", () => {
    const pieces = renderMessage({ ...plain, files: [brand("f1"), brand("f2")], choices: choices(2) });
    expect(pieces.map(({ kind }) => kind)).toEqual(["file", "file", "text"]);
    expect(renderMessage({ ...plain, text: "", files: [brand("f1")] })).toEqual([{ kind: "file", id: "f1" }]);
  });

  test("has words below which buttons can stand, although it has none of its own", () => {
    expect(renderMessage({ ...plain, text: "", choices: choices(1) })).toMatchObject([{ text: "…" }]);
  });

  test("that a shared number can answer offers to share it, with the choices beside it", () => {
    const [piece] = renderMessage({ ...plain, wantsContact: true, choices: choices(1, () => "رد کردن") });
    expect(piece).toMatchObject({
      markup: {
        keyboard: [[{ text: "فرستادن شمارهٔ من", request_contact: true }], [{ text: "رد کردن" }]],
        one_time_keyboard: true,
      },
    });
  });

  test("names the agent who speaks, and leaves every sign as it was typed", () => {
    const [piece] = renderMessage({ ...plain, text: "*a_b* [c](d) <e>!", author: { kind: "agent", name: "Service" } });
    expect(piece).toMatchObject({ text: "Service:\n*a_b* [c](d) <e>!" });
  });

  test("has data of at most 64 bytes on every button", () => {
    const token = `${"a".repeat(28)}.999`;
    const [piece] = renderMessage({ ...plain, choices: [{ token, label: "x" }] });
    expect(piece).toMatchObject({ markup: { inline_keyboard: [[{ callback_data: token }]] } });
    expect(Buffer.byteLength(token)).toBeLessThanOrEqual(64);
  });

  test("looks in the terminal as it does on Telegram", () => {
    // Files of staff are the one thing that a terminal does not show.
    const { sends, ...looks } = capabilities;
    expect(guiseCapabilities.telegram).toEqual(looks);
  });
});
