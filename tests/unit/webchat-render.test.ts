import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { capabilities } from "../../bots/webchat/limits.ts";
import { parseActivity } from "../../bots/webchat/parse.ts";
import { renderMessage } from "../../bots/webchat/render.ts";
import type { Frame } from "../../bots/webchat/render.ts";
import type { LoggedOutbound } from "../../bots/webchat/ports.ts";
import type { OfferedChoice, Outbound } from "../../core/channel/outbound.ts";
import { brand } from "../../core/ids.ts";

const visitor = { visitorId: "dl_1", conversationId: "conv" };
const frame: Frame = {
  visitor,
  botName: "Complaints desk",
  files: new Map(),
  fileUrl: (id) => `https://chat.example/${id}`,
};

function outbound(body: Partial<Outbound>): LoggedOutbound {
  return {
    direction: "out",
    seq: 7,
    createdAt: new Date("2026-11-22T10:00:00Z"),
    delivery: { state: "sent" },
    body: {
      messageId: brand("m"),
      conversationId: brand("c"),
      seq: 7,
      language: "en",
      text: "Which one?",
      details: [],
      choices: [],
      files: [],
      author: { kind: "bot" },
      ...body,
    },
  };
}

const labels = [1, 10, 30, 60, 61, 120];
const rounds = Array.from({ length: 30 }, (_, index) => index + 1).flatMap((count) =>
  labels.map((length) => ({ count, length })),
);

describe("choices", () => {
  test.each(rounds)("$count of $length characters: each can be chosen, none is dropped", ({ count, length }) => {
    const choices: readonly OfferedChoice[] = Array.from({ length: count }, (_, index) => ({
      token: `ab12.${String(index)}`,
      label: String.fromCharCode(0x6a9 + index).padEnd(length, "x"),
    }));
    const activity = renderMessage(outbound({ choices }), frame);
    const actions = activity.suggestedActions?.actions;
    if (actions === undefined) {
      choices.forEach(({ label }, index) => expect(activity.text).toContain(`${String(index + 1)}. ${label}`));
      return;
    }
    expect(actions.length).toBeLessThanOrEqual(capabilities.maxButtons);
    const chosen = actions.map(({ text, value, displayText }) => {
      expect(text.length).toBeLessThanOrEqual(capabilities.maxButtonLabel);
      const posted = { type: "message", text, value, channelData: { messageBack: { displayText } } };
      const parsed = parseActivity(posted, visitor, "id");
      return parsed.kind === "inbound" ? parsed.inbound.reply : undefined;
    });
    expect(chosen).toEqual(choices.map(({ token, label }) => ({ kind: "tap", token, label })));
  });
});

describe("details", () => {
  const details = [
    { label: "شماره", value: "\u20681234567890\u2069" },
    { label: "What happened", value: "1. *bold* <b> [link](http://evil.example) \\ _x_" },
  ];

  test("are a card in the language's direction, and the text alone says the same", () => {
    const activity = renderMessage(outbound({ details, language: "fa", text: "درست است؟" }), frame);
    expect(activity.text).toBe(`درست است؟\n\n${details.map(({ label, value }) => `${label}: ${value}`).join("\n")}`);
    const [card] = activity.attachments ?? [];
    expect(card).toMatchObject({
      contentType: "application/vnd.microsoft.card.adaptive",
      content: { type: "AdaptiveCard", version: "1.5", rtl: true, lang: "fa", fallbackText: activity.text },
    });
    const { body } = card?.content as {
      readonly body: readonly { readonly facts?: readonly { readonly value: string }[] }[];
    };
    expect(body[1]?.facts?.map(({ value }) => value)).toEqual([
      details[0]?.value,
      "1\\. \\*bold\\* \\<b\\> \\[link\\](http://evil.example) \\\\ \\_x\\_",
    ]);
  });
});

describe("who speaks", () => {
  test("the bot under the organisation's name, an agent under their own", () => {
    expect(renderMessage(outbound({}), frame).from).toEqual({ id: "bot", name: "Complaints desk", role: "bot" });
    const agent = renderMessage(outbound({ author: { kind: "agent", name: "R." } }), frame);
    expect(agent.from).toEqual({ id: "agent", name: "R.", role: "bot" });
  });
});

test("whatever is posted is parsed without throwing, and what becomes a message has a bounded id and storable words", () => {
  const activity = fc.record(
    {
      type: fc.constantFrom("message", "event", "typing", "x"),
      text: fc.option(fc.string({ unit: "binary", maxLength: 40 })),
      name: fc.option(fc.constantFrom("webchat/join", "x")),
      value: fc.anything(),
      attachments: fc.option(fc.array(fc.anything())),
      channelData: fc.oneof(fc.anything(), fc.record({ clientActivityID: fc.string({ unit: "binary" }) })),
      locale: fc.option(fc.string()),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(activity, fc.anything()), (body) => {
      const parsed = parseActivity(body, visitor, "new-id");
      if (parsed.kind !== "inbound") return;
      const { inbound } = parsed;
      expect(inbound.externalId).toMatch(/^conv\|c\.[\x21-\x7e]{1,128}$/u);
      expect(inbound.address).toEqual({ channel: "webchat", externalId: "dl_1" });
      const text = inbound.reply.kind === "text" ? inbound.reply.text : "";
      expect(text.includes("\0") || !text.isWellFormed()).toBe(false);
    }),
  );
});
