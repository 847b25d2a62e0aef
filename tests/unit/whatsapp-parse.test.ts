import { describe, expect, it } from "@jest/globals";
import { readdirSync } from "node:fs";
import { messageOfFields, messageOfListed } from "../../bots/twilio/message.ts";
import { parseWhatsApp } from "../../bots/whatsapp/parse.ts";
import type { Inbound } from "../../core/channel/inbound.ts";
import { recorded } from "../support/twilio/recorded.ts";

function parse(fields: Record<string, string>): Inbound {
  const message = messageOfFields(fields);
  if ("unreadable" in message) throw new Error(message.unreadable);
  const inbound = parseWhatsApp(message);
  if ("ignored" in inbound) throw new Error(inbound.ignored);
  return inbound;
}

const unreadable = (change: Record<string, string>): unknown => {
  const message = messageOfFields({ ...recorded("whatsapp-image"), ...change });
  return "unreadable" in message ? message.unreadable : "readable";
};

describe("a message from WhatsApp", () => {
  it.each([
    ["whatsapp-text", { kind: "text", text: "Reçine sertleşmiş olarak geldi." }],
    ["whatsapp-button", { kind: "tap", token: "k3x9q2.0", label: "Kabul ediyorum" }],
    ["whatsapp-list", { kind: "tap", token: "k3x9q2.4", label: "Ürün kalitesi" }],
    ["whatsapp-foreign-button", { kind: "text", text: "Stop Updates" }],
    ["whatsapp-location", { kind: "place", latitude: 41.0082, longitude: 28.9784, label: "Depo" }],
    ["whatsapp-contacts", { kind: "unsupported", what: "contacts" }],
    ["whatsapp-sticker", { kind: "unsupported", what: "sticker" }],
    ["whatsapp-reaction", { kind: "text", text: "👍" }],
    ["whatsapp-order", { kind: "unsupported", what: "order" }],
    ["whatsapp-new-fields", { kind: "text", text: "Merhaba" }],
  ])("is read from %s", (name, reply) => {
    expect(parse(recorded(name)).reply).toEqual(reply);
  });

  it.each([
    ["whatsapp-image", ["photo"], "Kutunun altı"],
    ["whatsapp-voice", ["voice"], undefined],
    ["whatsapp-document", ["document"], "fatura.pdf"],
    ["whatsapp-several-media", ["photo", "video", "photo"], undefined],
  ])("brings the files of %s", (name, kinds, text) => {
    const fields = recorded(name);
    const inbound = parse(fields);
    if (inbound.reply.kind !== "files") throw new Error(inbound.reply.kind);
    expect(inbound.reply.files.map(({ kind }) => kind)).toEqual(kinds);
    expect(inbound.reply.files[0]?.source).toEqual({ kind: "remote", handle: fields["MediaUrl0"] });
    expect(inbound.reply.files[0]?.claimedType).toBe(fields["MediaContentType0"]);
    expect(inbound.reply.text).toBe(text);
    expect(inbound.mayContinue).toBe(true);
  });

  it("names the customer by the number, which it proves", () => {
    expect(parse(recorded("whatsapp-text"))).toMatchObject({
      address: { channel: "whatsapp", externalId: "+905321112233" },
      externalId: `SM${"1".repeat(32)}`,
      phone: "+905321112233",
      profileName: "Deniz",
    });
  });

  it("knows somebody who hides the number by WhatsApp's own id, and has no phone", () => {
    const inbound = parse(recorded("whatsapp-hidden-number"));
    expect(inbound.address.externalId).toBe("TR.13491208655302741918");
    expect(inbound).not.toHaveProperty("phone");
  });

  it("says what it can say of a message that has no words", () => {
    expect(parse({ ...recorded("whatsapp-text"), Body: " " }).reply).toEqual({ kind: "unsupported", what: "message" });
    const strange = { ...recorded("whatsapp-order"), MessageType: "<b>order</b>" };
    expect(parse(strange).reply).toEqual({ kind: "unsupported", what: "message" });
  });

  it.each([
    [{ From: "" }, "ends"],
    [{ From: "messenger:123" }, "ends"],
    [{ To: "+14155238886" }, "ends"],
    [{ From: "whatsapp:+90 532 111" }, "ends"],
    [{ NumMedia: "11" }, "media"],
    [{ NumMedia: "-1" }, "media"],
    [{ NumMedia: "2" }, "media"],
    [{ MediaUrl0: "not an address" }, "media"],
    [{ Latitude: "abc" }, "readable"],
    [{ Latitude: "91", Longitude: "0" }, "readable"],
  ])("with %j is %s", (change, expected) => {
    expect(unreadable(change)).toBe(expected);
  });

  it("is no place where the degrees are nonsense", () => {
    const fields = { ...recorded("whatsapp-location"), Latitude: "9e99", Body: "burada" };
    expect(parse(fields).reply).toEqual({ kind: "text", text: "burada" });
  });

  it("can be read from the API's list, where a tap is only its label", () => {
    const message = messageOfListed(
      {
        sid: `SM${"2".repeat(32)}`,
        from: "whatsapp:+905321112233",
        to: "whatsapp:+14155238886",
        body: "Kabul ediyorum",
        isInbound: true,
        status: "received",
        numMedia: 0,
        sentAt: new Date(0),
      },
      [],
    );
    if ("unreadable" in message) throw new Error(message.unreadable);
    expect(parseWhatsApp(message)).toMatchObject({
      reply: { kind: "text", text: "Kabul ediyorum" },
      externalId: `SM${"2".repeat(32)}`,
      sentAt: new Date(0),
    });
  });

  it("has a fixture for every kind that is parsed, and no fixture is unreadable", () => {
    const names = readdirSync("tests/fixtures/twilio").filter((name) => /^(?:whatsapp|sms)-.*\.json$/u.test(name));
    for (const name of names)
      expect(messageOfFields(recorded(name.replace(".json", "")))).not.toHaveProperty("unreadable");
  });
});
