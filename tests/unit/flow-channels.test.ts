import { describe, expect, test } from "@jest/globals";
import type { LinkedChat } from "../../core/conversation/linked-chat.ts";
import { maskedNumber } from "../../core/conversation/linked-chat.ts";
import { languages } from "../../core/language/language.ts";
import { sayIn } from "../../core/language/say.ts";
import { openDialogue } from "../support/dialogue.ts";
import type { Dialogue, DialogueSetting } from "../support/dialogue.ts";

const linked: LinkedChat = {
  conversationId: "conversation-2",
  channel: "whatsapp",
  number: maskedNumber("+905321234567"),
  at: "2026-11-20T08:00:00.000Z",
  proof: "passcode",
  here: false,
};
const own: LinkedChat = {
  conversationId: "conversation-1",
  channel: "webchat",
  at: "2026-11-19T08:00:00.000Z",
  here: true,
};
const phone = "+905321234567";

function chats(setting: DialogueSetting = {}): Dialogue {
  const dialogue = openDialogue({ channels: [own, linked], ...setting });
  dialogue.write("my chats");
  return dialogue;
}

describe.each(languages)("the customer's chats in %s", (language) => {
  const say = sayIn(language, "Europe/Istanbul");

  test("are listed with day and masked number, and unlinked after asking once more", () => {
    const dialogue = chats({ language });
    const shown = dialogue.said.at(-1);
    expect(shown?.text).toBe(say("channels.ask"));
    expect(JSON.stringify(shown?.details)).toContain("+90•••••••67".slice(0, 4));
    expect(JSON.stringify(shown?.details)).not.toContain(phone);
    const label = say("channels.unlink", { index: 2, channel: say("channels.name", { channel: "whatsapp" }) });
    expect(dialogue.tap(label).commands).toEqual([]);
    expect(dialogue.tap(say("channels.sure.yes")).commands).toEqual([
      { kind: "part_channel", conversationId: "conversation-2", stranger: false },
    ]);
    expect(dialogue.said.at(-1)?.text).toBe(say("channels.parted"));
  });

  test("get a number by a code that is sent there", () => {
    const dialogue = chats({ language });
    dialogue.tap(say("channels.number"));
    expect(dialogue.write(phone).commands).toEqual([{ kind: "send_code", phone }]);
    expect(dialogue.said.at(-1)?.text).toBe(say("number.code.ask", { phone: { code: phone } }));
    const [entered] = dialogue.write("۱۲۳ ۴۵۶").commands;
    expect(entered).toMatchObject({ kind: "enter_code", phone, code: "123456", sent: { hash: "hash" } });
    expect(dialogue.said.at(-1)?.text).toBe(say("number.proven"));
  });

  test("are told what still reaches them where no more messages are wanted, and how to come back", () => {
    const dialogue = openDialogue({ language });
    dialogue.write("stop");
    expect(dialogue.said.at(-1)?.text).toContain(say("channels.name", { channel: "webchat" }));
    expect(dialogue.tap(say("optout.yes")).commands).toEqual([{ kind: "opt_out" }]);
    expect(dialogue.said.at(-1)?.text).toBe(say("optout.done"));
  });
});

describe("linking", () => {
  test("unlinks a stranger's chat with new passcodes, told here", () => {
    const dialogue = chats();
    dialogue.tap("Unlink no. 2: WhatsApp");
    expect(dialogue.tap("Unlink it, it is not mine").commands).toEqual([
      { kind: "part_channel", conversationId: "conversation-2", stranger: true },
    ]);
  });

  test("offers no unlinking of a chat that was the customer's from the start, and no stranger's for this one", () => {
    const here: LinkedChat = { ...linked, here: true };
    const dialogue = openDialogue({ channels: [own, here] });
    dialogue.write("my chats");
    expect(dialogue.said.at(-1)?.choices.filter(({ label }) => label.startsWith("Unlink"))).toHaveLength(1);
    dialogue.tap("Unlink no. 2: WhatsApp");
    expect(dialogue.said.at(-1)?.choices.map(({ value }) => value)).toEqual(["yes", "no"]);
  });

  test("gives up a code that was wrong five times", () => {
    const outcome: DialogueSetting["outcome"] = (command) =>
      command.kind === "enter_code" ? { ok: false, refusal: { key: "refusal.code_wrong" } } : undefined;
    const dialogue = chats({ outcome });
    dialogue.tap("Add my mobile number");
    dialogue.write(phone);
    for (let tries = 1; tries < 5; tries += 1) expect(dialogue.write("111111").text).toContain("not the code");
    expect(dialogue.write("111111").text).toContain("wrong too often");
    expect(dialogue.write("111111").commands).toEqual([]);
  });

  test("goes on with the draft that was interrupted", () => {
    const dialogue = openDialogue({ channels: [own] });
    dialogue.write("The resin arrived hardened and cannot be used at all");
    dialogue.write("my chats");
    dialogue.write("No messages here");
    expect(dialogue.tap("No, go on writing").text).toContain("Back to your complaint");
  });

  test("takes the word for start as such only where no messages are wanted", () => {
    expect(openDialogue().write("start").commands).toEqual([]);
    expect(openDialogue({ optedOut: true }).write("START").commands).toEqual([{ kind: "opt_in" }]);
    expect(openDialogue({ optedOut: true }).write("شروع").commands).toEqual([{ kind: "opt_in" }]);
  });
});

describe("an SMS with a code", () => {
  test.each(languages)("is one part in %s and says to ignore it if it was not asked for", (language) => {
    const text = sayIn(language, "Europe/Istanbul")("sms.code", { code: { code: "123456" } });
    expect(text.length).toBeLessThanOrEqual(70);
    expect(text).toContain("123456");
  });
});

test("a number is masked but for its country and its end", () => {
  expect(maskedNumber(phone)).toBe("+90••••••••67");
  expect(maskedNumber("+1234")).toBe("+1234");
});
