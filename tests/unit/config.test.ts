import { describe, expect, it } from "@jest/globals";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ConfigFault, readConfig, readEnvironment } from "../../core/config.ts";
import type { RawEnvironment } from "../../core/config.ts";
import { configReport } from "../../core/config/config-report.ts";
import { envExample } from "../../core/config/env-example.ts";
import { derivedKey } from "../../core/config/secret-key.ts";
import { explanations } from "../../core/config/explanations.ts";

const KEY = "c2VjcmV0LWZvci10ZXN0cy1vbmx5LTQ3MTE5ODIzNzQ";
const ACCOUNT = `AC${"0".repeat(32)}`;
const BOT = "7000000001:AAfake-token-that-nobody-has-given-out-1";
const PRODUCTION: RawEnvironment = { NODE_ENV: "production", PUBLIC_URL: "https://c.example.com", SECRET_KEY: KEY };

function troubles(raw: RawEnvironment): string[] {
  return readEnvironment(raw).troubles.map(({ variable }) => variable);
}

describe("the configuration", () => {
  it("starts from nothing in development", () => {
    const config = readConfig({ SECRET_KEY: KEY });
    expect(config).toMatchObject({ mode: "development", port: 3978, host: "127.0.0.1", databaseUrl: undefined });
    expect(path.isAbsolute(config.dataDir)).toBe(true);
  });

  it("counts an empty variable as unset", () => {
    expect(readConfig({ SECRET_KEY: KEY, PORT: "", DATABASE_URL: " " }).port).toBe(3978);
  });

  it("reads every variable", () => {
    const config = readConfig({
      ...PRODUCTION,
      PORT: "0",
      TRUST_PROXY: "loopback, 10.0.0.0/8",
      DATABASE_URL: "postgresql://redress@db:5432/redress",
      ADMIN_EMAIL: "Admin@Example.com",
      ADMIN_PASSWORD: "a stone in the river",
      WIDGET_ORIGINS: "https://www.example.com/,http://localhost:8080",
      DIRECT_LINE_SECRET: KEY,
      MICROSOFT_APP_ID: "00000000-0000-0000-0000-000000000000",
      MICROSOFT_APP_PASSWORD: "secret",
      S3_ENDPOINT: "http://localhost:9000",
      S3_BUCKET: "files",
      S3_ACCESS_KEY_ID: "id",
      S3_SECRET_ACCESS_KEY: "key",
      S3_PATH_STYLE: "false",
      CLAMD_HOST: "clamd",
      TELEGRAM_BOT_TOKEN: BOT,
      TWILIO_ACCOUNT_SID: ACCOUNT,
      TWILIO_AUTH_TOKEN: "0123456789abcdef0123456789abcdef",
      TWILIO_WHATSAPP_FROM: "whatsapp:+14155238886",
      TWILIO_SMS_FROM: "Redress",
      TWILIO_API_ROOT: "http://127.0.0.1:4010",
    });
    expect(config).toMatchObject({
      mode: "production",
      host: "0.0.0.0",
      port: 0,
      publicUrl: "https://c.example.com",
      trustProxy: ["loopback", "10.0.0.0/8"],
      administrator: { email: "admin@example.com", password: "a stone in the river" },
      webchat: { widgetOrigins: ["https://www.example.com", "http://localhost:8080"] },
      botFramework: { appPassword: "secret", tenantId: undefined },
      objectStorage: { bucket: "files", region: "us-east-1", pathStyle: false },
      scanner: { host: "clamd", port: 3310 },
      telegram: { token: BOT, webhookSecret: undefined, apiRoot: "https://api.telegram.org" },
      twilio: {
        accountSid: ACCOUNT,
        nextAuthToken: undefined,
        whatsappFrom: "+14155238886",
        smsFrom: "Redress",
        apiRoot: "http://127.0.0.1:4010",
      },
    });
  });

  it("tells everything that is wrong at once, with how to mend it and without what was set", () => {
    const raw = {
      NODE_ENV: "production",
      PORT: "seven",
      SECRET_KEY: "short-canary",
      DATABASE_URL: "mysql://canary",
      MICROSOFT_APP_PASSWORD: "canary-secret",
    };
    expect(() => readConfig(raw)).toThrow(ConfigFault);
    expect(new Set(troubles(raw))).toEqual(
      new Set(["PORT", "SECRET_KEY", "DATABASE_URL", "PUBLIC_URL", "MICROSOFT_APP_ID"]),
    );
    const told = new ConfigFault(readEnvironment(raw).troubles).message;
    expect(told).toContain("PORT must be a whole number from 0 to 65535");
    expect(told).toContain("openssl rand -base64 48");
    expect(told).not.toContain("canary");
  });

  it.each([
    [{ PUBLIC_URL: undefined }, "PUBLIC_URL"],
    [{ PUBLIC_URL: "http://c.example.com" }, "PUBLIC_URL"],
    [{ PUBLIC_URL: "https://c.example.com/path" }, "PUBLIC_URL"],
    [{ SECRET_KEY: undefined }, "SECRET_KEY"],
    [{ SECRET_KEY: "a".repeat(64) }, "SECRET_KEY"],
    [{ SECRET_KEY: "change-me-change-me-change-me-change-me" }, "SECRET_KEY"],
    [{ MICROSOFT_APP_ID: "00000000-0000-0000-0000-000000000000" }, "MICROSOFT_APP_PASSWORD"],
    [{ S3_BUCKET: "files", S3_ENDPOINT: "https://s3.example", S3_ACCESS_KEY_ID: "id" }, "S3_SECRET_ACCESS_KEY"],
    [{ ADMIN_PASSWORD: "a stone in the river" }, "ADMIN_EMAIL"],
    [{ ADMIN_EMAIL: "a@example.com", ADMIN_PASSWORD: "passwordpassword" }, "ADMIN_PASSWORD"],
    [{ METRICS_TOKEN: "short" }, "METRICS_TOKEN"],
    [{ TELEGRAM_BOT_TOKEN: "a token" }, "TELEGRAM_BOT_TOKEN"],
    [{ TELEGRAM_WEBHOOK_SECRET: KEY.replaceAll(/[^A-Za-z0-9]/gu, "") }, "TELEGRAM_BOT_TOKEN"],
    [{ TELEGRAM_BOT_TOKEN: BOT, TELEGRAM_WEBHOOK_SECRET: "a b c".repeat(10) }, "TELEGRAM_WEBHOOK_SECRET"],
    [{ TELEGRAM_BOT_TOKEN: BOT, TELEGRAM_WEBHOOK_SECRET: "x".repeat(40) }, "TELEGRAM_WEBHOOK_SECRET"],
    [{ TELEGRAM_API_ROOT: "https://api.telegram.org/bot" }, "TELEGRAM_API_ROOT"],
    [{ TWILIO_ACCOUNT_SID: ACCOUNT, TWILIO_WHATSAPP_FROM: "+14155238886" }, "TWILIO_AUTH_TOKEN"],
    [{ TWILIO_ACCOUNT_SID: ACCOUNT, TWILIO_AUTH_TOKEN: "a".repeat(32) }, "TWILIO_WHATSAPP_FROM"],
    [{ TWILIO_WHATSAPP_FROM: "+14155238886", TWILIO_AUTH_TOKEN: "a".repeat(32) }, "TWILIO_ACCOUNT_SID"],
    [{ TWILIO_WHATSAPP_FROM: "whatsapp" }, "TWILIO_WHATSAPP_FROM"],
    [{ TWILIO_ACCOUNT_SID: "AC1" }, "TWILIO_ACCOUNT_SID"],
    [{ TWILIO_API_ROOT: "http://twilio.example.com" }, "TWILIO_API_ROOT"],
    [{ METRICS_TOKEN: "a-long-random-text" }, "METRICS_TOKEN"],
    [{ METRICS_TOKEN: "0000000000000000" }, "METRICS_TOKEN"],
    [{ DIRECT_LINE_SECRET: "short" }, "DIRECT_LINE_SECRET"],
    [{ DIRECT_LINE_SECRET: "x".repeat(32) }, "DIRECT_LINE_SECRET"],
    [{ DIRECT_LINE_SECRET: "change-me-change-me-change-me-change-me" }, "DIRECT_LINE_SECRET"],
    [{ TRUST_PROXY: "everybody" }, "TRUST_PROXY"],
    [{ WIDGET_ORIGINS: "https://a.example/page" }, "WIDGET_ORIGINS"],
  ])("refuses production with %j, and names %s", (change, variable) => {
    expect(troubles({ ...PRODUCTION, ...change })).toEqual([variable]);
  });

  it("starts production with what production needs, on this machine without https", () => {
    expect(troubles(PRODUCTION)).toEqual([]);
    expect(troubles({ ...PRODUCTION, PUBLIC_URL: "http://localhost:3978" })).toEqual([]);
  });

  it("leaves a half-configured part off in development, and says so", () => {
    const half = { SECRET_KEY: KEY, MICROSOFT_APP_ID: "00000000-0000-0000-0000-000000000000" };
    expect(readConfig(half).botFramework).toBeUndefined();
    const part = configReport(readEnvironment(half).environment).find(({ state }) => state === "half");
    expect(part).toEqual({
      part: "Azure Bot Service",
      state: "half",
      why: "MICROSOFT_APP_PASSWORD unset; it stays off",
    });
  });

  it("names what a gateway for SMS lacks", () => {
    const lost = { SECRET_KEY: KEY, SMS_GATEWAY_PREFIXES: "+98" };
    const part = configReport(readEnvironment(lost).environment).find(({ state }) => state === "half");
    expect(part).toMatchObject({ part: "the HTTP gateway for SMS", why: "SMS_GATEWAY_URL unset; it stays off" });
  });

  it("never tells a secret in its report", () => {
    const secrets = {
      SECRET_KEY: `canary-${KEY}`,
      METRICS_TOKEN: "canary-0123456789",
      ADMIN_EMAIL: "a@b.example",
      ADMIN_PASSWORD: "canary stone river",
    };
    expect(JSON.stringify(configReport(readEnvironment(secrets).environment))).not.toContain("canary");
  });
});

describe("the secret key of development", () => {
  it("is made once, kept for its owner alone, and found again", () => {
    const dataDir = mkdtempSync(path.join(tmpdir(), "redress-config-"));
    const first = readConfig({ DATA_DIR: dataDir }).secretKey;
    expect(first.length).toBeGreaterThanOrEqual(43);
    expect(readConfig({ DATA_DIR: dataDir }).secretKey).toBe(first);
    expect(statSync(path.join(dataDir, "secret-key")).mode & 0o777).toBe(0o600);
    writeFileSync(path.join(dataDir, "secret-key"), "cut");
    expect(() => readConfig({ DATA_DIR: dataDir })).toThrow("too short");
    rmSync(dataDir, { recursive: true });
  });

  it("gives each purpose a key of its own", () => {
    expect(derivedKey(KEY, "pepper")).toHaveLength(32);
    expect(derivedKey(KEY, "pepper")).toEqual(derivedKey(KEY, "pepper"));
    expect(derivedKey(KEY, "pepper")).not.toEqual(derivedKey(KEY, "direct-line"));
  });
});

describe(".env.example", () => {
  it("is what the variables' explanations make of it", () => {
    expect(readFileSync(".env.example", "utf8")).toBe(envExample());
  });

  it("names exactly the variables that are read, and every example is one that can be set", () => {
    const lines = readFileSync(".env.example", "utf8").matchAll(/^# ([A-Z][A-Z0-9_]*)=(.*)$/gmu);
    const examples = Object.fromEntries([...lines].map(([, name = "", value]) => [name, value]));
    expect(Object.keys(examples)).toEqual(Object.keys(explanations));
    expect(troubles(examples)).toEqual([]);
  });

  it("shows as default what the variable is when unset", () => {
    const { environment } = readEnvironment({});
    for (const [name, { example, isDefault }] of Object.entries(explanations)) {
      if (isDefault) expect(String(Reflect.get(environment, name))).toBe(example);
    }
  });
});
