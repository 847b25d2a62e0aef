import { describe, expect, test } from "@jest/globals";
import { createConsole, guises } from "../../bots/console/index.ts";
import type { Guise } from "../../bots/console/index.ts";
import { parseLine } from "../../bots/console/parse.ts";
import type { Inbound } from "../../core/channel/inbound.ts";
import type { Outbound } from "../../core/channel/outbound.ts";
import { brand } from "../../core/ids.ts";
import type { ConversationId, MessageId } from "../../core/ids.ts";
import { countingIds } from "../support/complaints.ts";

const question: Outbound = {
  messageId: brand<MessageId>("message-1"),
  conversationId: brand<ConversationId>("conversation-1"),
  seq: 1,
  language: "en",
  text: "Which one?",
  details: [],
  choices: ["Red", "Green", "Blue", "Black"].map((label, index) => ({ token: `abc.${index}`, label })),
  files: [],
  author: { kind: "bot" },
};

async function terminal(guise: Guise) {
  const received: Inbound[] = [];
  const written: string[] = [];
  const opened = createConsole({
    guise,
    ids: countingIds(),
    receive: async (inbound) => received.push(inbound),
    stage: async (bytes) => `staged/${bytes.length}`,
    write: (text) => written.push(text),
  });
  await opened.channel.send({ channel: "console", externalId: "1" }, question);
  return { ...opened, received, written };
}

describe("a line in the terminal", () => {
  test.each([
    ["hello", { kind: "text", text: "hello" }],
    ["2", { kind: "text", text: "2" }],
    ["/2", { kind: "tap", place: 2 }],
    ["/start", { kind: "start" }],
    ["/quit", { kind: "quit" }],
    [
      "/photo a/b.JPG the label",
      { kind: "file", path: "a/b.JPG", fileKind: "photo", name: "b.JPG", caption: "the label" },
    ],
    ["/file c.pdf", { kind: "file", path: "c.pdf", fileKind: "document", name: "c.pdf" }],
    ["/photo", { kind: "text", text: "/photo" }],
  ])("%s is read as what it stands for", (line, meaning) => {
    expect(parseLine(line)).toEqual(meaning);
  });
});

describe("the terminal", () => {
  test.each([
    ["telegram", "▢ Green"],
    ["webchat", "▢ Green"],
    ["whatsapp", "☰ Green"],
    ["sms", "│ 2. Green"],
  ] as const)("shows a question as %s would", async (guise, seen) => {
    const { written } = await terminal(guise);
    expect(written[0]).toContain(seen);
  });

  test("taps the button shown last, and says where there is none", async () => {
    const { take, received, written } = await terminal("telegram");
    expect(await take("/3")).toBe(true);
    expect(received[0]?.reply).toEqual({ kind: "tap", token: "abc.2", label: "Blue" });
    await take("/9");
    expect(written.at(-1)).toBe("There is no such button.");
    expect(received).toHaveLength(1);
  });

  test("sends a file as staged bytes, and none where the channel takes none", async () => {
    const chat = await terminal("webchat");
    await chat.take("/file package.json");
    expect(chat.received[0]?.reply).toMatchObject({
      kind: "files",
      files: [{ kind: "document", name: "package.json" }],
    });
    const words = await terminal("sms");
    await words.take("/file package.json");
    expect(words.received).toEqual([]);
    expect(words.written.at(-1)).toContain("larger than sms takes");
    await words.take("/file missing.jpg");
    expect(words.written.at(-1)).toContain("cannot be read");
  });

  test("proves a number where the channel does", async () => {
    for (const guise of guises) {
      const { take, received } = await terminal(guise);
      await take("hello");
      expect(received[0]?.phone !== undefined).toBe(guise === "sms" || guise === "whatsapp");
    }
  });

  test("ends when the person leaves", async () => {
    const { take } = await terminal("sms");
    expect(await take("/quit")).toBe(false);
  });
});
