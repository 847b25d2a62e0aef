import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseInbound } from "../../bots/sms/parse.ts";
import { parseTwilioSms } from "../../bots/sms/parse-twilio.ts";
import { messageOfFields } from "../../bots/twilio/message.ts";
import type { TwilioMessage } from "../../bots/twilio/message.ts";
import { statusOf } from "../../bots/twilio/status.ts";
import { parseWhatsApp } from "../../bots/whatsapp/parse.ts";
import type { Inbound } from "../../core/channel/inbound.ts";
import { recorded } from "../support/twilio/recorded.ts";

const now = new Date("2026-12-01T07:00:00Z");
const runs = { numRuns: 2_000 };

/** Words as they are sent by people who mean harm, and by everybody else. */
const words = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constantFrom(
    "",
    " ",
    "\u200c",
    "\u202e",
    "__proto__",
    "constructor",
    "+",
    "+0",
    "whatsapp:",
    "whatsapp:+",
    "../../etc",
  ),
  fc.constantFrom("-1", "1e9", "NaN", "Infinity", "999999999999999999999", "0x10", "{{1}}", "=1+1", "data:text/html,x"),
  fc.constantFrom("+905321112233", "whatsapp:+905321112233", "https://169.254.169.254/latest", "file:///etc/passwd"),
);

/** A message of Twilio with some of its fields changed, and with others that it never has. */
const fields = fc
  .tuple(
    fc.constantFrom("whatsapp-text", "whatsapp-list", "whatsapp-image", "whatsapp-location", "sms-text"),
    fc.dictionary(
      fc.constantFrom(
        ..."From To Body NumMedia MediaUrl0 MediaContentType0 Latitude Longitude Label ButtonPayload ListId MessageType ProfileName".split(
          " ",
        ),
        "toString",
        "Extra",
      ),
      words,
    ),
  )
  .map(([name, change]) => ({ ...recorded(name), ...change }));

/** What core may rely on, whatever came. */
function expectSound({ address, externalId, reply, phone }: Inbound): void {
  expect(address.externalId).toMatch(/^\+?[A-Za-z0-9._-]{1,160}$/u);
  expect(externalId.length).toBeLessThanOrEqual(120);
  if (phone !== undefined) expect(phone).toMatch(/^\+[1-9]\d{6,14}$/u);
  if (reply.kind === "tap") expect(reply.token).toMatch(/^[A-Za-z0-9.]{1,32}$/u);
  if (reply.kind === "place") {
    expect(Math.abs(reply.latitude)).toBeLessThanOrEqual(90);
    expect(Math.abs(reply.longitude)).toBeLessThanOrEqual(180);
  }
  if (reply.kind === "unsupported") expect(reply.what).toMatch(/^[a-z_]{1,40}$/u);
}

describe("whatever is posted", () => {
  test.each<[string, (message: TwilioMessage) => Inbound | { readonly ignored: string }]>([
    ["WhatsApp", parseWhatsApp],
    ["SMS through Twilio", parseTwilioSms],
  ])("as a message on %s is read or refused, and never a throw", (_, parse) => {
    fc.assert(
      fc.property(fields, (given) => {
        const message = messageOfFields(given);
        if ("unreadable" in message) return;
        const parsed = parse(message);
        if (!("ignored" in parsed)) expectSound(parsed);
      }),
      runs,
    );
  });

  test("as a report is read, ignored or refused", () => {
    const query = fc.dictionary(fc.constantFrom("message", "part", "parts", "invitation", "x"), words);
    fc.assert(
      fc.property(query, words, words, (asked, status, code) => {
        const read = statusOf({ MessageStatus: status, ErrorCode: code }, new URLSearchParams(asked));
        if ("report" in read) expect(read.report.messageId).toMatch(/^[0-9A-Za-z-]{8,64}$/u);
        expect(Object.keys(read)).toHaveLength(1);
      }),
      runs,
    );
  });

  test("by a gateway is read or ignored with a reason", () => {
    const names = fc.constantFrom(
      "from",
      "text",
      "id",
      "messageid",
      "date",
      "sender",
      "body",
      "__proto__",
      "constructor",
    );
    const request = fc.dictionary(names, fc.oneof(words, fc.jsonValue()));
    const named = fc.constantFrom(
      { from: "a.b.from", text: "a.b.text" },
      { from: "__proto__.from", text: "constructor.name" },
    );
    fc.assert(
      fc.property(request, fc.option(named, { nil: undefined }), (given, own) => {
        const reading = { now, callingCode: "98", ...(own === undefined ? {} : { fields: own }) };
        const parsed = parseInbound(given, reading);
        if ("ignored" in parsed) expect(["empty", "sender", "shape"]).toContain(parsed.ignored);
        else expectSound(parsed);
      }),
      runs,
    );
  });

  test("under the names of everything that an object has by itself is no message", () => {
    const fieldsOf = { from: "constructor.name", text: "__proto__.constructor.name" };
    expect(parseInbound({}, { now, fields: fieldsOf })).toEqual({ ignored: "shape" });
  });
});
