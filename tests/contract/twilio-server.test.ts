import { afterEach, describe, expect, it } from "@jest/globals";
import { freePort } from "../support/free-port.ts";
import { ServerProcess } from "../support/server-process.ts";
import { openFakeTwilio } from "../support/twilio/fake-twilio.ts";
import { waitUntil } from "../support/wait-until.ts";

const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

describe("the server as operators run it", () => {
  it("answers on WhatsApp, tells no word or number in its log, and stops cleanly", async () => {
    const twilio = await openFakeTwilio();
    closing.push(twilio.close);
    const port = await freePort();
    const server = await ServerProcess.prepare({
      PORT: String(port),
      PUBLIC_URL: `http://127.0.0.1:${String(port)}`,
      TWILIO_ACCOUNT_SID: twilio.state.accountSid,
      TWILIO_AUTH_TOKEN: twilio.state.authToken,
      TWILIO_WHATSAPP_FROM: "+14155238886",
      TWILIO_API_ROOT: twilio.root,
      LOG_LEVEL: "debug",
    });
    closing.unshift(() => server.close());
    await server.start();
    twilio.webhooks.publicUrl = `http://127.0.0.1:${String(port)}`;

    const user = twilio.whatsAppUser("+905321117733", { profileName: "Kanarya" });
    expect(await user.writes("menu")).toBe(200);
    await waitUntil(() => user.received().length > 0);
    twilio.faults.next("send", { kind: "error", status: 400, code: 21617 });
    expect(await user.writes("kanarya öter")).toBe(200);
    await waitUntil(() => user.received().length > 1);
    expect(await twilio.webhooks.post("/twilio/messages", { Body: "kanarya" })).toBe(403);
    await twilio.idle();
    expect(twilio.webhooks.calls.filter(({ path }) => path === "/twilio/status").length).toBeGreaterThan(0);
    expect(twilio.state.unknown).toEqual([]);
    expect(await server.stop()).toBe(0);
    for (const secret of ["905321117733", "anarya", twilio.state.authToken, user.received()[0]?.body ?? "menu"])
      expect(server.output).not.toContain(secret);
  });
});
