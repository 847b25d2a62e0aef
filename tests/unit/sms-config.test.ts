import { describe, expect, test } from "@jest/globals";
import { readConfig, readEnvironment } from "../../core/config.ts";
import type { RawEnvironment } from "../../core/config.ts";
import { configReport } from "../../core/config/config-report.ts";

const KEY = "c2VjcmV0LWZvci10ZXN0cy1vbmx5LTQ3MTE5ODIzNzQ";
const PRODUCTION: RawEnvironment = { NODE_ENV: "production", PUBLIC_URL: "https://c.example.com", SECRET_KEY: KEY };
const URL = "https://sms.example.com/send?to={to}&text={text}";

function troublesOf(raw: RawEnvironment): string[] {
  return readEnvironment(raw).troubles.map(({ variable, explanation }) => `${variable} ${explanation}`);
}

function gatewayOf(raw: RawEnvironment) {
  return readConfig({ SECRET_KEY: KEY, ...raw }).sms.gateway;
}

function reportOf(raw: RawEnvironment) {
  return configReport(readEnvironment(raw).environment).find(({ part }) => part === "SMS by");
}

describe("the HTTP gateway for SMS", () => {
  test("is off while its address is unset", () => {
    expect(gatewayOf({})).toBeUndefined();
    expect(readConfig({ SECRET_KEY: KEY }).sms).toMatchObject({
      perSecond: 10,
      limits: { number: 100, country: 2_000, day: 5_000 },
    });
  });

  test("is called with GET where all is in the address, and counts every 2xx as taken", () => {
    expect(gatewayOf({ SMS_GATEWAY_URL: URL })).toEqual({
      url: URL,
      method: "GET",
      headers: {},
      body: undefined,
      success: { statuses: [[200, 299]] },
      troubles: [],
      id: undefined,
      prefixes: [],
      inbound: undefined,
    });
  });

  test("is read with all that can be said of it", () => {
    const gateway = gatewayOf({
      SMS_GATEWAY_URL: "https://sms.example.com/send",
      SMS_GATEWAY_HEADERS: '{"X-API-KEY":"key"}',
      SMS_GATEWAY_BODY: '{"messageText":"{text}","mobiles":["{to_national}"]}',
      SMS_GATEWAY_SUCCESS: '200,202-203 /"status":\\s*1\\b/i',
      SMS_GATEWAY_TROUBLES: '{"account":"/^401 /","unreachable":"/no such number/i"}',
      SMS_GATEWAY_ID: "data.messageIds.0",
      SMS_GATEWAY_PREFIXES: "+98, +93",
      SMS_GATEWAY_INBOUND_SECRET: KEY,
      SMS_GATEWAY_INBOUND_FIELDS: "from=from, text=body, at=time",
    });
    expect(gateway).toMatchObject({
      method: "POST",
      headers: { "X-API-KEY": "key" },
      body: { type: "json" },
      success: {
        statuses: [
          [200, 200],
          [202, 203],
        ],
        pattern: /"status":\s*1\b/iu,
      },
      id: { path: ["data", "messageIds", "0"] },
      prefixes: ["+98", "+93"],
      inbound: { secret: KEY, fields: { from: "from", text: "body", at: "time" } },
    });
    expect(gateway?.troubles.map(({ trouble }) => trouble)).toEqual(["unreachable", "account"]);
  });

  test.each([
    [{ SMS_GATEWAY_URL: "https://sms.example.com/?text={text}" }, "SMS_GATEWAY_URL must hold {to}, {to_digits} or"],
    [{ SMS_GATEWAY_URL: "https://sms.example.com/?to={to}" }, "SMS_GATEWAY_URL must hold {text}"],
    [
      { SMS_GATEWAY_URL: "https://sms.example.com/", SMS_GATEWAY_BODY: '{"to":"{to}"}' },
      "SMS_GATEWAY_BODY must hold {text}",
    ],
    [{ SMS_GATEWAY_URL: `${URL}&from={sender}` }, "SMS_GATEWAY_URL holds {sender}, which is none of {to}"],
    [{ SMS_GATEWAY_URL: URL, SMS_GATEWAY_BODY: "text={text}" }, "SMS_GATEWAY_BODY must be JSON"],
    [{ SMS_GATEWAY_URL: URL, SMS_GATEWAY_BODY: '{"to":{to}}' }, "SMS_GATEWAY_BODY must be JSON"],
    [{ SMS_GATEWAY_URL: URL, SMS_GATEWAY_BODY: "{}", SMS_GATEWAY_METHOD: "GET" }, "SMS_GATEWAY_METHOD must not be GET"],
    [{ SMS_GATEWAY_URL: `https://:secret@sms.example.com/?to={to}&text={text}` }, "SMS_GATEWAY_URL must be an address"],
    [{ SMS_GATEWAY_URL: "ftp://sms.example.com/{to}{text}" }, "SMS_GATEWAY_URL must be an address"],
    [{ SMS_GATEWAY_URL: URL, SMS_GATEWAY_HEADERS: "key" }, "SMS_GATEWAY_HEADERS must be a JSON object"],
    [{ SMS_GATEWAY_URL: URL, SMS_GATEWAY_HEADERS: '{"a":"b\\nc: d"}' }, "SMS_GATEWAY_HEADERS must be a JSON object"],
    [{ SMS_GATEWAY_URL: URL, SMS_GATEWAY_SUCCESS: "200 /(/" }, "SMS_GATEWAY_SUCCESS must be status codes"],
    [{ SMS_GATEWAY_URL: URL, SMS_GATEWAY_TROUBLES: '{"spent":"/x/"}' }, "SMS_GATEWAY_TROUBLES must be a JSON object"],
    [{ SMS_GATEWAY_URL: URL, SMS_GATEWAY_PREFIXES: "98" }, "SMS_GATEWAY_PREFIXES must be a list"],
    [{ SMS_GATEWAY_URL: URL, SMS_GATEWAY_INBOUND_SECRET: "short" }, "SMS_GATEWAY_INBOUND_SECRET must have 24"],
    [{ SMS_A_DAY: "0" }, "SMS_A_DAY must be a whole number"],
  ])("with %j is refused in every mode, in a sentence", (raw, sentence) => {
    const told = troublesOf(raw);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(sentence);
  });

  test.each([
    [{ SMS_GATEWAY_URL: "http://sms.example.com/?to={to}&text={text}" }, "SMS_GATEWAY_URL must begin with https"],
    [{ SMS_GATEWAY_HEADERS: '{"a":"b"}' }, "SMS_GATEWAY_URL is unset"],
    [
      { SMS_GATEWAY_URL: URL, SMS_GATEWAY_INBOUND_FIELDS: "from=a,text=b" },
      "SMS_GATEWAY_INBOUND_SECRET is unset, which leaves answers by SMS",
    ],
    [
      { SMS_GATEWAY_URL: URL, SMS_GATEWAY_INBOUND_SECRET: "a".repeat(24) },
      "SMS_GATEWAY_INBOUND_SECRET is an example or a repetition",
    ],
  ])("with %j keeps production from starting", (raw, sentence) => {
    const told = troublesOf({ ...PRODUCTION, ...raw });
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(sentence);
  });

  test("on this machine needs no https", () => {
    expect(troublesOf({ ...PRODUCTION, SMS_GATEWAY_URL: "http://127.0.0.1:9000/?to={to_digits}&text={text}" })).toEqual(
      [],
    );
  });
});

describe("the doctor's word on SMS", () => {
  const twilio = {
    TWILIO_ACCOUNT_SID: `AC${"0".repeat(32)}`,
    TWILIO_AUTH_TOKEN: "0123456789abcdef",
    TWILIO_SMS_FROM: "+14155238887",
  };

  test.each([
    [{}, "on", "no gateway is set: /outbox shows"],
    [{ NODE_ENV: "production" }, "off", "nothing is sent by SMS"],
    [{ SMS_GATEWAY_URL: URL }, "on", "sms.example.com takes every number"],
    [{ SMS_GATEWAY_URL: URL, ...twilio }, "on", "Twilio gets none"],
    [{ SMS_GATEWAY_URL: URL, SMS_GATEWAY_PREFIXES: "+98", ...twilio }, "on", "takes +98; Twilio takes the others"],
    [{ SMS_GATEWAY_URL: URL, SMS_GATEWAY_PREFIXES: "+98" }, "on", "takes +98; nobody takes the others"],
    [twilio, "on", "Twilio takes every number but Iran's"],
    [{ SMS_GATEWAY_URL: "https://sms.example.com/" }, "half", "it stays off"],
  ])("of %j is %s", (raw, state, why) => {
    const part = reportOf(raw);
    expect(part?.state).toBe(state);
    expect(part?.why).toContain(why);
  });

  test("tells no key, address or template", () => {
    const raw = {
      SMS_GATEWAY_URL: "https://sms.example.com/canary-key/send?to={to}&text={text}",
      SMS_GATEWAY_HEADERS: '{"X-API-KEY":"canary"}',
      SMS_GATEWAY_INBOUND_SECRET: `canary${KEY}`,
    };
    expect(JSON.stringify(configReport(readEnvironment(raw).environment))).not.toContain("canary");
  });
});
