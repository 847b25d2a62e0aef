import { describe, expect, it } from "@jest/globals";
import { verifyTwilio } from "../../bots/twilio/verify.ts";
import type { SignedRequest, TwilioTrust } from "../../bots/twilio/verify.ts";
import { recorded } from "../support/twilio/recorded.ts";
import { signatureOf } from "../support/twilio/webhooks.ts";

const token = "0123456789abcdef0123456789abcdef";
const publicUrl = "https://complaints.example.org";
const fields = recorded("whatsapp-text");
const trust: TwilioTrust = { accountSid: fields["AccountSid"] ?? "", tokens: [token], publicUrl };

/** A request as Twilio signs it, with what a forger changes afterwards. */
function request(change: Partial<SignedRequest> = {}, signedUrl = `${publicUrl}/twilio/messages`): SignedRequest {
  const body = fields;
  return { path: "/twilio/messages", query: "", signature: signatureOf(token, signedUrl, body), body, ...change };
}

function signed(body: Record<string, string>, with_ = token): SignedRequest {
  return request({ body, signature: signatureOf(with_, `${publicUrl}/twilio/messages`, body) });
}

const refusal = (given: SignedRequest, by: TwilioTrust = trust): unknown => {
  const result = verifyTwilio(given, by);
  return result.ok ? "believed" : `${String(result.status)} ${result.reason}`;
};

describe("a request that says it is Twilio's", () => {
  it("is believed when every field is signed with the account's token", () => {
    expect(verifyTwilio(request(), trust)).toEqual({ ok: true, fields });
  });

  it("is signed over the query, too", () => {
    const query = "message=01a23067-3580-7004-8689-b9b4ee40228f&part=1&parts=2";
    const path = "/twilio/status";
    const signature = signatureOf(token, `${publicUrl}${path}?${query}`, fields);
    expect(refusal(request({ path, query, signature }))).toBe("believed");
    expect(refusal(request({ path, query: query.replace("parts=2", "parts=1"), signature }))).toBe("403 signature");
    expect(refusal(request({ path, signature }))).toBe("403 signature");
  });

  it("may be signed with either token while they change, and with neither before or after", () => {
    const next = "fedcba9876543210fedcba9876543210";
    const both = { ...trust, tokens: [token, next] };
    expect(refusal(signed(fields, next), both)).toBe("believed");
    expect(refusal(signed(fields), both)).toBe("believed");
    expect(refusal(signed(fields, next))).toBe("403 signature");
  });

  it.each([
    ["no signature", { signature: undefined }, "403 signature_missing"],
    ["an empty signature", { signature: "" }, "403 signature"],
    ["a signature that is none", { signature: "x".repeat(28) }, "403 signature"],
    ["another signature", { signature: signatureOf("other", `${publicUrl}/twilio/messages`, fields) }, "403 signature"],
    ["changed words", { body: { ...fields, Body: "I accept" } }, "403 signature"],
    ["one field more", { body: { ...fields, Extra: "1" } }, "403 signature"],
    ["another path", { path: "/twilio/status" }, "403 signature"],
    ["a slash more", { path: "/twilio/messages/" }, "403 signature"],
    ["no body", { body: undefined }, "400 fields"],
    ["bytes", { body: new Uint8Array(3) }, "400 fields"],
    ["a list", { body: [fields] }, "400 fields"],
    ["a field twice", { body: { ...fields, From: ["whatsapp:+905321112233", "whatsapp:+14155550100"] } }, "400 fields"],
    ["a field that is no text", { body: { ...fields, Body: 3 } }, "400 fields"],
    ["a name that is somebody's text", { body: { ...fields, "Fromwhatsapp:+1": "x" } }, "400 fields"],
    ["an endless field", { body: { ...fields, Body: "x".repeat(20_001) } }, "400 fields"],
  ])("is refused with %s", (_, change, expected) => {
    expect(refusal(request(change as Partial<SignedRequest>))).toBe(expected);
  });

  it.each([
    ["another host", "https://evil.example/twilio/messages"],
    ["another port", "https://complaints.example.org:8443/twilio/messages"],
    ["no https", "http://complaints.example.org/twilio/messages"],
  ])("is refused when it was signed for %s", (_, url) => {
    expect(refusal(request({}, url))).toBe("403 signature");
  });

  it("is refused when our token is empty, whatever it was signed with", () => {
    expect(refusal(signed(fields, ""), { ...trust, tokens: [""] })).toBe("403 signature");
    expect(refusal(signed(fields, ""), { ...trust, tokens: [] })).toBe("403 signature");
  });

  it("is refused when it is another account's, or names no message", () => {
    expect(refusal(signed({ ...fields, AccountSid: `AC${"f".repeat(32)}` }))).toBe("403 account");
    const { AccountSid: _, ...nobody } = fields;
    expect(refusal(signed(nobody))).toBe("403 account");
    const { MessageSid: __, ...nameless } = fields;
    expect(refusal(signed(nameless))).toBe("400 message_sid");
    expect(refusal(signed({ ...fields, MessageSid: "SM1" }))).toBe("400 message_sid");
  });

  it("is refused when its sids disagree", () => {
    expect(refusal(signed({ ...fields, SmsSid: `SM${"9".repeat(32)}` }))).toBe("403 sids_disagree");
  });

  it("is refused when its fields are cut elsewhere, although the signature holds", () => {
    // The customer's own words hold another message; whoever has the signed request moves the borders, so that the words become its fields.
    const other = `SM${"7".repeat(32)}`;
    const words = `hiFromwhatsapp:+14155550100MessageSid${other}NumMedia0NumSegments1SmsMessageSid${other}SmsSid${other}Towhatsapp:+14155238886Xtail`;
    const genuine: Record<string, string> = {
      AccountSid: fields["AccountSid"] ?? "",
      Body: words,
      From: "whatsapp:+905321112233",
      MessageSid: `SM${"8".repeat(32)}`,
    };
    const cut: Record<string, string> = {
      AccountSid: fields["AccountSid"] ?? "",
      Body: "hi",
      From: "whatsapp:+14155550100",
      MessageSid: other,
      NumMedia: "0",
      NumSegments: "1",
      SmsMessageSid: other,
      SmsSid: other,
      To: "whatsapp:+14155238886",
      Xtail: `Fromwhatsapp:+905321112233MessageSidSM${"8".repeat(32)}`,
    };
    const url = `${publicUrl}/twilio/messages`;
    expect(signatureOf(token, url, cut)).toBe(signatureOf(token, url, genuine));
    expect(refusal(request({ body: cut, signature: signatureOf(token, url, genuine) }))).toBe("403 ambiguous");
    // The genuine one is not believed either: the reconciler asks Twilio for it.
    expect(refusal(request({ body: genuine, signature: signatureOf(token, url, genuine) }))).toBe("403 ambiguous");
  });

  it("may have fields that nobody knew when this was written", () => {
    expect(refusal(signed(recorded("whatsapp-new-fields")))).toBe("believed");
  });
});
