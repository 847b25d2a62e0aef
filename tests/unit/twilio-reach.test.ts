import { describe, expect, test } from "@jest/globals";
import { canTwilioCall } from "../../server/open-twilio.ts";

describe("whether Twilio can call us", () => {
  test.each([
    ["https://complaints.example.org", undefined, true],
    [undefined, undefined, false],
    // Twilio refuses every message whose report it would have to bring to such an address (error 21609).
    ["http://localhost:3978", undefined, false],
    ["http://127.0.0.1:3978", undefined, false],
    ["http://[::1]:3978", undefined, false],
    // Whoever stands in for it here can.
    ["http://127.0.0.1:3978", "http://127.0.0.1:4010", true],
    ["http://127.0.0.1:3978", "https://twilio-proxy.example.com", false],
  ])("PUBLIC_URL %s with TWILIO_API_ROOT %s: %s", (publicUrl, apiRoot, can) => {
    expect(canTwilioCall({ publicUrl, apiRoot })).toBe(can);
  });
});
