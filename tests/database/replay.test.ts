import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { readConfig } from "../../core/config.ts";
import type { Config, RawEnvironment } from "../../core/config.ts";
import { sayIn } from "../../core/language/say.ts";
import { replay } from "../../server/replay.ts";
import { startServer } from "../../server/start.ts";
import { captureLog } from "../support/captured-log.ts";
import { freePort } from "../support/free-port.ts";
import { freshDatabase } from "../support/postgres.ts";
import { openFakeTelegram } from "../support/telegram/fake-telegram.ts";
import type { FakeTelegram } from "../support/telegram/fake-telegram.ts";
import { openFakeTwilio } from "../support/twilio/fake-twilio.ts";
import type { FakeTwilio } from "../support/twilio/fake-twilio.ts";

const usual = { isFresh: false };
const fresh = { isFresh: true };
const folder = mkdtempSync(path.join(tmpdir(), "redress-replay-"));

let twilio: FakeTwilio;
let telegram: FakeTelegram;
let raw: RawEnvironment;
let stop: () => Promise<void>;

beforeAll(async () => {
  twilio = await openFakeTwilio();
  telegram = await openFakeTelegram();
  telegram.person({ id: 5_000_000_001 });
  raw = {
    NODE_ENV: "development",
    HOST: "127.0.0.1",
    PORT: String(await freePort()),
    SECRET_KEY: "c2VjcmV0LWZvci10ZXN0cy1vbmx5LTQ3MTE5ODIzNzQ",
    DATABASE_URL: await freshDatabase(),
    DATA_DIR: folder,
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    TWILIO_ACCOUNT_SID: twilio.state.accountSid,
    TWILIO_AUTH_TOKEN: twilio.state.authToken,
    TWILIO_WHATSAPP_FROM: "+14155238886",
    TWILIO_SMS_FROM: "+15005550006",
    TWILIO_API_ROOT: twilio.root,
    SMS_GATEWAY_URL: "http://127.0.0.1:9/send?to={to}&text={text}",
    SMS_GATEWAY_PREFIXES: "+98",
    SMS_GATEWAY_INBOUND_SECRET: "a-secret-of-the-gateway-for-tests-only",
  };
  const server = await startServer(config(), captureLog().log);
  stop = () => server.stop();
});

afterAll(async () => {
  await stop();
  await telegram.close();
  await twilio.close();
  rmSync(folder, { recursive: true, force: true });
});

function config(more: RawEnvironment = {}): Config {
  return readConfig({ ...raw, ...more });
}

function fileWith(payload: unknown): string {
  const file = path.join(folder, "payload.json");
  writeFileSync(file, JSON.stringify(payload));
  return file;
}

describe("npm run replay", () => {
  test("brings an update of Telegram, and tells what the bot said, once", async () => {
    const first = await replay(config(), "tests/fixtures/telegram/start.json", usual);
    expect(first.status).toBe(200);
    expect(first.text).toContain("→ start");
    expect(first.text).toContain(`[${sayIn("fa", "UTC")("menu.file")}]`);
    expect((await replay(config(), "tests/fixtures/telegram/start.json", usual)).text).not.toContain("→");
    expect((await replay(config(), "tests/fixtures/telegram/text.json", fresh)).text).toContain("→ text");
    expect((await replay(config(), "tests/fixtures/telegram/text.json", fresh)).text).toContain("→ text");
  });

  test("brings a message on WhatsApp and an SMS, signed, and a report on a message of ours", async () => {
    expect(await replay(config(), "tests/fixtures/twilio/whatsapp-text.json", usual)).toMatchObject({
      status: 200,
      text: expect.stringMatching(/→ text\n← /u),
    });
    expect((await replay(config(), "tests/fixtures/twilio/sms-text.json", fresh)).text).toContain("→ text");
    const report = { ...usual, messageId: "0193a1b2-0000-7000-8000-000000000001" };
    expect((await replay(config(), "tests/fixtures/twilio/status-delivered.json", report)).status).toBe(204);
    await expect(replay(config(), "tests/fixtures/twilio/status-delivered.json", usual)).rejects.toThrow(
      "--message ID",
    );
  });

  test("brings an SMS of a gateway", async () => {
    const sms = fileWith({ from: "+989121112233", text: "سلام" });
    expect((await replay(config(), sms, usual)).text).toContain("→ text");
  });

  test("says that the server does not believe it, where the secrets are others", async () => {
    const other = config({ SECRET_KEY: "another-key-that-is-also-long-enough-0123456789" });
    const update = await replay(other, "tests/fixtures/telegram/start.json", usual);
    expect(update).toMatchObject({ status: 401, text: expect.stringContaining("not believed") });
    const token = config({ TWILIO_AUTH_TOKEN: "0".repeat(32) });
    expect((await replay(token, "tests/fixtures/twilio/whatsapp-text.json", usual)).status).toBe(403);
  });

  test("is refused in production, without a server, without the channel, and for what is no payload", async () => {
    const file = "tests/fixtures/telegram/start.json";
    await expect(replay({ ...config(), mode: "production" }, file, usual)).rejects.toThrow(
      "not pushed into production",
    );
    await expect(replay(config({ PORT: String(await freePort()) }), file, usual)).rejects.toThrow("nobody answers");
    await expect(replay(config({ TELEGRAM_BOT_TOKEN: undefined }), file, usual)).rejects.toThrow("TELEGRAM_BOT_TOKEN");
    await expect(replay(config(), fileWith([1, 2]), usual)).rejects.toThrow("neither an update");
    await expect(replay(config(), "tests/fixtures/none.json", usual)).rejects.toThrow("cannot be read");
  });
});
