import { afterEach, describe, expect, it } from "@jest/globals";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readConfig } from "../../core/config.ts";
import type { Config } from "../../core/config.ts";
import { loadOrganisation } from "../../core/organisation/profile.ts";
import { openStore } from "../../core/store/open-store.ts";
import { systemPorts } from "../../core/system.ts";
import { examine } from "../../server/doctor.ts";
import { reconcileTwilio, tellReconciled } from "../../server/twilio-reconcile.ts";
import { syncTemplates } from "../../server/twilio-templates.ts";
import { captureLog } from "../support/captured-log.ts";
import { openFakeTwilio } from "../support/twilio/fake-twilio.ts";
import type { FakeTwilio } from "../support/twilio/fake-twilio.ts";

const KEY = "c2VjcmV0LWZvci10ZXN0cy1vbmx5LTQ3MTE5ODIzNzQ";

const closing: (() => void | Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function open(): Promise<{ readonly twilio: FakeTwilio; readonly config: Config }> {
  const twilio = await openFakeTwilio();
  const folder = mkdtempSync(path.join(tmpdir(), "redress-twilio-"));
  closing.push(twilio.close, () => rmSync(folder, { recursive: true, force: true }));
  const config = readConfig({
    NODE_ENV: "test",
    SECRET_KEY: KEY,
    DATA_DIR: folder,
    TWILIO_ACCOUNT_SID: twilio.state.accountSid,
    TWILIO_AUTH_TOKEN: twilio.state.authToken,
    TWILIO_WHATSAPP_FROM: "+14155238886",
    TWILIO_API_ROOT: twilio.root,
  });
  return { twilio, config };
}

const usual = { isDryRun: false, prunes: false };
/** 3 buttons, 10 lists, 16 invitations and a general one. */
const perLanguage = 30;

describe("npm run twilio:templates", () => {
  const all = perLanguage * loadOrganisation(undefined).languages.length;

  it("makes what is missing, asks for approval, and does nothing the second time", async () => {
    const { twilio, config } = await open();
    const first = await syncTemplates(config, usual);
    expect(first[0]).toContain(`made ${String(all)};`);
    expect(twilio.state.contents).toHaveLength(all);
    expect(twilio.state.contents.filter(({ approval }) => approval?.category === "UTILITY")).toHaveLength(17 * 5);
    const second = await syncTemplates(config, usual);
    expect(second[0]).toContain(`made 0; asked to approve 0; there already: ${String(all)};`);
    expect(second).toContain("Approved by WhatsApp: 0 of 85.");
    twilio.decide("approved");
    expect(await syncTemplates(config, usual)).toContain("Approved by WhatsApp: 85 of 85.");
    expect(twilio.state.contents).toHaveLength(all);
    expect(twilio.state.unknown).toEqual([]);
  });

  it("changes nothing in a dry run", async () => {
    const { twilio, config } = await open();
    const lines = await syncTemplates(config, { isDryRun: true, prunes: true });
    expect(lines[0]).toContain(`would make ${String(all)}; would ask to approve 85`);
    expect(twilio.state.contents).toEqual([]);
  });

  it("goes on where it was broken off", async () => {
    const { twilio, config } = await open();
    for (let call = 0; call < 5; call += 1) twilio.faults.next("content", { kind: "slow", ms: 0 });
    twilio.faults.next("content", { kind: "error", status: 503, code: 20503 });
    await expect(syncTemplates(config, usual)).rejects.toThrow("503");
    expect(twilio.state.contents).toHaveLength(4);
    await syncTemplates(config, usual);
    expect(new Set(twilio.state.contents.map(({ name }) => name)).size).toBe(all);
    expect(twilio.state.contents).toHaveLength(all);
  });

  it("shows what no text needs any more, deletes it when told to, and leaves others' alone", async () => {
    const { twilio, config } = await open();
    await syncTemplates(config, usual);
    const [one] = twilio.state.contents;
    if (one === undefined) throw new Error("nothing was made");
    twilio.state.contents.push({ ...one, sid: `HX${"e".repeat(32)}`, name: "redress_buttons_1_en_000000000000" });
    twilio.state.contents.push({ ...one, sid: `HX${"f".repeat(32)}`, name: "promotion_of_summer" });
    expect(await syncTemplates(config, usual)).toContain("  ? redress_buttons_1_en_000000000000");
    const pruned = await syncTemplates(config, { ...usual, prunes: true });
    expect(pruned).toContain("  - redress_buttons_1_en_000000000000");
    expect(twilio.state.contents.map(({ name }) => name)).toContain("promotion_of_summer");
    expect(twilio.state.contents).toHaveLength(all + 1);
  });

  it("says so where Twilio is not configured", async () => {
    const config = readConfig({ SECRET_KEY: KEY });
    await expect(syncTemplates(config, usual)).rejects.toThrow("TWILIO_ACCOUNT_SID");
  });
});

describe("npm run twilio:reconcile", () => {
  it("takes in what customers wrote in the last hours, into the store that the servers use", async () => {
    const { twilio, config } = await open();
    await twilio.whatsAppUser("+905321112233").writes("menu");
    await twilio.whatsAppUser("+905321112244").writes("menu");
    const { log } = captureLog();
    const done = await reconcileTwilio(config, log, 24);
    expect(done).toEqual({ listed: 2, handed: 2 });
    expect(tellReconciled(done)).toContain("2 messages");

    const store = await openStore({ dataDir: config.dataDir, ids: systemPorts().ids });
    const conversation = await store.conversations.byAddress({ channel: "whatsapp", externalId: "+905321112233" });
    const messages = conversation === undefined ? [] : await store.conversations.messages(conversation.id, 0, 50);
    await store.close();
    expect(messages.filter(({ direction }) => direction === "in")).toHaveLength(1);
    expect(messages.filter(({ direction }) => direction === "out").length).toBeGreaterThan(0);
    // The servers send; the command does not.
    expect(twilio.sent()).toEqual([]);
  });

  it("says what is wrong where Twilio is not configured, and when a server is at it", async () => {
    const { log } = captureLog();
    await expect(reconcileTwilio(readConfig({ SECRET_KEY: KEY }), log, 1)).rejects.toThrow("TWILIO_ACCOUNT_SID");
    const numberless = readConfig({
      SECRET_KEY: KEY,
      TWILIO_ACCOUNT_SID: `AC${"0".repeat(32)}`,
      TWILIO_AUTH_TOKEN: KEY,
    });
    await expect(reconcileTwilio(numberless, log, 1)).rejects.toThrow("a number to send from");
    expect(tellReconciled(undefined)).toContain("nothing was done");
  });
});

describe("npm run doctor", () => {
  it("says whether Twilio lets us in; the server would start all the same", async () => {
    const { twilio, config } = await open();
    const raw = (token: string): Record<string, string> => ({
      SECRET_KEY: KEY,
      DATA_DIR: config.dataDir,
      TWILIO_ACCOUNT_SID: twilio.state.accountSid,
      TWILIO_AUTH_TOKEN: token,
      TWILIO_WHATSAPP_FROM: "+14155238886",
      TWILIO_API_ROOT: twilio.root,
    });
    expect((await examine(raw(twilio.state.authToken))).text).toContain("ok    Twilio account");
    const { text, wouldStart } = await examine(raw("a-wrong-token-canary"));
    expect(text).toContain("LATER Twilio account: twilio: Twilio answered 401 with code 20003");
    expect(text).toContain("PUBLIC_URL is unset, so Twilio cannot reach this server");
    expect(text).not.toContain("canary");
    expect(wouldStart).toBe(true);
  });
});
