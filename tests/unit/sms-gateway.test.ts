import { describe, expect, test } from "@jest/globals";
import { countParts } from "../../core/channel/count-parts.ts";
import { gatewayFor, routeTo } from "../../bots/sms/choose-gateway.ts";
import type { SmsGateway } from "../../bots/sms/gateway.ts";
import { requestFor } from "../../bots/sms/http-request.ts";
import { judgeAnswer } from "../../bots/sms/judge-answer.ts";
import type { AnswerRules, GatewayAnswer } from "../../bots/sms/judge-answer.ts";
import { smsText } from "../../core/channel/sms-text.ts";
import { DeliveryError } from "../../core/errors.ts";

describe("the parts of an SMS", () => {
  test.each([
    ["", "gsm7", 0, 1],
    ["a".repeat(160), "gsm7", 160, 1],
    ["a".repeat(161), "gsm7", 161, 2],
    ["a".repeat(306), "gsm7", 306, 2],
    ["a".repeat(307), "gsm7", 307, 3],
    ["€".repeat(80), "gsm7", 160, 1],
    [`${"€".repeat(80)}a`, "gsm7", 161, 2],
    // 152 letters, and then a sign of two septets that would be divided.
    [`${"a".repeat(152)}€${"a".repeat(151)}`, "gsm7", 305, 2],
    [`${"a".repeat(152)}€${"a".repeat(152)}`, "gsm7", 306, 3],
    ["[]{}^~|\\", "gsm7", 16, 1],
    ["àèéùìòÄÖÑÜ§¿äöñüΔΦΓΛΩΠΨΣΘΞ", "gsm7", 26, 1],
    ["ş", "ucs2", 1, 1],
    ["`", "ucs2", 1, 1],
    ["ش".repeat(70), "ucs2", 70, 1],
    ["ش".repeat(71), "ucs2", 71, 2],
    ["ش".repeat(134), "ucs2", 134, 2],
    ["ش".repeat(135), "ucs2", 135, 3],
    ["👍".repeat(35), "ucs2", 70, 1],
    // 66 letters leave one unit, in which half of an emoji does not go.
    [`${"ش".repeat(66)}👍${"ش".repeat(65)}`, "ucs2", 133, 2],
    [`${"ش".repeat(66)}👍${"ش".repeat(66)}`, "ucs2", 134, 3],
  ] as const)("of %j are counted in %s", (text, encoding, units, parts) => {
    expect(countParts(text)).toEqual({ encoding, units, parts });
  });
});

describe("the words of an SMS", () => {
  test("lose isolates and typography where that keeps them in the GSM alphabet", () => {
    expect(smsText("Complaint \u20681234567890\u2069: “write” – it’s…", "en")).toBe(
      'Complaint 1234567890: "write" - it\'s...',
    );
  });

  test("keep their typography where a letter is beyond it anyway", () => {
    expect(smsText("“Şikayet” – \u20681234567890\u2069", "tr")).toBe("“Şikayet” – 1234567890");
  });

  test("keep the isolates of what would turn around among words that run right to left, and of nothing else", () => {
    expect(smsText("شکایت \u20681234567890\u2069 رمز \u20681234 5678 9012\u2069", "fa")).toBe(
      "شکایت 1234567890 رمز \u20681234 5678 9012\u2069",
    );
    expect(smsText("شکایت \u20681234567890\u2069 ۱۴۰۵/۹/۱۰", "fa")).toContain("\u2068");
    expect(smsText("شکایت \u20681234567890\u2069. https://example.com", "fa")).toContain("\u2068");
  });
});

function gateway(name: string, prefixes: readonly string[], unserved: readonly string[] = []): SmsGateway {
  return { name, prefixes, unserved, receives: true, send: () => Promise.resolve({}) };
}

describe("the gateway for a number", () => {
  const iran = gateway("iran", ["+98", "+93"]);
  const tehran = gateway("tehran", ["+98912"]);
  const rest = gateway("rest", [], ["+98"]);

  test.each([
    ["+989351234567", "iran"],
    ["+989121234567", "tehran"],
    ["+93701234567", "iran"],
    ["+905321234567", "rest"],
  ])("%s is %s", (phone, name) => {
    expect(gatewayFor(phone, [rest, iran, tehran])?.name).toBe(name);
  });

  test("is none where nobody serves it", () => {
    expect(gatewayFor("+989351234567", [rest])).toBeUndefined();
    expect(gatewayFor("+905321234567", [iran])).toBeUndefined();
  });

  test.each(["+905321234567", " +90 532 123 45 67 ", "+۹۰۵۳۲۱۲۳۴۵۶۷", "+9005321234567"])(
    "is found for %j however it is written",
    (address) => {
      expect(routeTo(address, [rest])).toMatchObject({ phone: "+905321234567", country: "TR", gateway: rest });
    },
  );

  test.each([
    ["+982122334455", "kind"],
    ["+18005551234", "kind"],
    ["+19005551234", "kind"],
    ["+447011234567", "kind"],
    ["+90112", "number"],
    ["hello", "number"],
    ["", "number"],
    ["05321234567", "number"],
    ["+989351234567", "country"],
  ])("is not looked for with %j: unreachable at once", (address, platformCode) => {
    const failure = failureOf(() => routeTo(address, [rest]));
    expect(failure).toMatchObject({ trouble: "unreachable", permanent: true, platformCode });
    expect(failure.message).not.toContain(address || "never");
  });
});

function failureOf(work: () => unknown): DeliveryError {
  try {
    work();
  } catch (error) {
    if (error instanceof DeliveryError) return error;
  }
  throw new Error("it did not fail as a delivery fails");
}

describe("a request to the gateway", () => {
  const evil = 'یک & دو "سه" \\ {to} + %41\n';
  const text = { phone: "+989121234567", text: evil, id: "0193a1b2-0000-7000-8000-000000000001" };
  const bare = { url: "https://sms.example/", method: "POST", headers: {} } as const;

  test("carries the words in an address without their becoming part of it", () => {
    const { url } = requestFor(text, {
      ...bare,
      url: "https://sms.example/{to}?t={text}&n={to_national}",
      body: undefined,
    });
    const read = new URL(url);
    expect(read.pathname).toBe("/%2B989121234567");
    expect([...read.searchParams]).toEqual([
      ["t", evil],
      ["n", "09121234567"],
    ]);
  });

  test("carries them in JSON, in a form and as they are", () => {
    const json = '{"mobiles":["{to_digits}"],"text":"{text}","line":30001,"deep":{"id":"x-{id}"}}';
    expect(JSON.parse(requestFor(text, { ...bare, body: { type: "json", template: json } }).body ?? "")).toEqual({
      mobiles: ["989121234567"],
      text: evil,
      line: 30_001,
      deep: { id: `x-${text.id}` },
    });
    const form = requestFor(text, { ...bare, body: { type: "form", template: "to={to}&text={text}&flash=false" } });
    expect([...new URLSearchParams(form.body)]).toEqual([
      ["to", "+989121234567"],
      ["text", evil],
      ["flash", "false"],
    ]);
    expect(form.headers["content-type"]).toBe("application/x-www-form-urlencoded");
    expect(requestFor(text, { ...bare, body: { type: "text", template: "{text}" } }).body).toBe(evil);
  });

  test("has an id that is the same at each attempt, also as a number that every reader keeps exactly", () => {
    const template = { ...bare, url: "https://sms.example/?i={id}&n={id_number}", body: undefined };
    const first = requestFor(text, template).url;
    expect(requestFor(text, template).url).toBe(first);
    const number = Number(new URL(first).searchParams.get("n"));
    expect(Number.isSafeInteger(number) && number > 0).toBe(true);
    expect(requestFor({ ...text, id: `${text.id}-2` }, template).url).not.toContain(String(number));
  });

  test("lets the operator's own type of content stand", () => {
    const headers = { "Content-Type": "application/vnd.example+json" };
    const { headers: sent } = requestFor(text, { ...bare, headers, body: { type: "json", template: '"{text}"' } });
    expect(sent).toEqual({ "content-type": "application/vnd.example+json" });
  });

  test.each([
    ["+905321234567", "05321234567"],
    ["+12133734253", "2133734253"],
    ["+79161234567", "89161234567"],
  ])("writes %s as it is dialled at home", (phone, national) => {
    const { url } = requestFor(
      { ...text, phone },
      { ...bare, url: "https://sms.example/{to_national}", body: undefined },
    );
    expect(url).toBe(`https://sms.example/${national}`);
  });
});

describe("a gateway's answer", () => {
  const rules: AnswerRules = {
    success: { statuses: [[200, 200]], pattern: /"status":\s*1\b/u },
    troubles: [
      { trouble: "unreachable", pattern: /"status":104\b/u },
      { trouble: "account", pattern: /^401 |"status":102\b/u },
    ],
    id: { path: ["data", "messageIds", "0"] },
  };
  const json = (status: number, text: string, more: Partial<GatewayAnswer> = {}): GatewayAnswer => ({
    status,
    type: "application/json",
    text,
    ...more,
  });

  test("gives the receipt with the gateway's own id, digit by digit", () => {
    const text = '{"status":1,"data":{"messageIds":[9007199254740993]}}';
    expect(judgeAnswer(json(200, text), rules)).toEqual({ providerId: "9007199254740993" });
    expect(
      judgeAnswer(json(200, "OK 77"), {
        success: { statuses: [[200, 299]] },
        troubles: [],
        id: { pattern: /OK (\d+)/u },
      }),
    ).toEqual({ providerId: "77" });
    expect(judgeAnswer(json(200, '{"status":1}'), rules)).toEqual({});
    expect(judgeAnswer(json(200, 'not JSON "status":1'), rules)).toEqual({});
  });

  test.each([
    [json(400, '{"status":104}'), { trouble: "unreachable", platformCode: "400" }],
    [json(400, '{"status":102}'), { trouble: "account" }],
    [json(401, ""), { trouble: "account" }],
    [json(403, ""), { trouble: "account" }],
    [json(404, "no such method"), { trouble: "account" }],
    [json(301, ""), { trouble: "account" }],
    [json(400, '{"status":0}'), { trouble: "refused", platformCode: "400" }],
    [json(200, '{"status":0}'), { trouble: "refused", platformCode: "200" }],
    [json(500, ""), { trouble: "unavailable", platformCode: "500" }],
    [json(429, "", { retryAfterMs: 7_000 }), { trouble: "unavailable", retryAfterMs: 7_000, forAll: true }],
    [json(400, "", { retryAfterMs: 7_000 }), { trouble: "refused", retryAfterMs: undefined }],
    [json(200, '<html>"status":1</html>', { type: "text/html" }), { trouble: "unavailable", platformCode: undefined }],
    [json(200, '\n<!DOCTYPE html>"status":1'), { trouble: "unavailable", platformCode: undefined }],
    [json(403, "<html>", { type: "text/html" }), { trouble: "account" }],
  ])("%j is %j", (answer, verdict) => {
    const failure = failureOf(() => judgeAnswer(answer, rules));
    expect(failure).toMatchObject(verdict);
    expect(failure.message).not.toContain("status");
  });
});
