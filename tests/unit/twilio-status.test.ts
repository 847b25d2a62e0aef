import { describe, expect, it } from "@jest/globals";
import { statusOf, statusPath } from "../../bots/twilio/status.ts";
import { troubleOf, troubleOfAnswer } from "../../bots/twilio/troubles.ts";
import { troubles } from "../../core/channel/status-report.ts";
import { brand } from "../../core/ids.ts";
import type { MessageId } from "../../core/ids.ts";
import { recorded } from "../support/twilio/recorded.ts";

const messageId = brand<MessageId>("01a23067-3580-7004-8689-b9b4ee40228f");

function report(name: string, place = { part: 1, parts: 1 }, change: Record<string, string> = {}): unknown {
  const [, query = ""] = statusPath(messageId, place).split("?");
  return statusOf({ ...recorded(name), ...change }, new URLSearchParams(query));
}

describe("a report of Twilio's", () => {
  it("names our message, so that it is understood before the answer that has Twilio's sid", () => {
    expect(report("status-delivered")).toEqual({
      report: { messageId, providerId: `SM${"a".repeat(32)}`, state: "delivered" },
    });
    expect(report("status-read")).toMatchObject({ report: { state: "read" } });
  });

  it("says why a message failed", () => {
    expect(report("status-failed-window")).toMatchObject({
      report: { state: "failed", trouble: "window", code: "63016" },
    });
    expect(report("status-undelivered")).toMatchObject({
      report: { state: "failed", trouble: "unreachable", code: "30005" },
    });
    const unnamed = report("status-failed-window", { part: 1, parts: 1 }, { ErrorCode: "" });
    expect(unnamed).toMatchObject({ report: { state: "failed", trouble: "refused" } });
    expect(unnamed).not.toHaveProperty("report.code");
  });

  it("counts for the whole message when it is of the last part, or when any part failed", () => {
    expect(report("status-delivered", { part: 1, parts: 2 })).toEqual({ ignored: "part" });
    expect(report("status-delivered", { part: 2, parts: 2 })).toMatchObject({ report: { state: "delivered" } });
    expect(report("status-failed-window", { part: 1, parts: 2 })).toMatchObject({ report: { state: "failed" } });
  });

  it("on approved words says that the message itself has still to come", () => {
    const announced = { part: 1, parts: 1, invitation: true } as const;
    expect(report("status-delivered", announced)).toMatchObject({ report: { state: "delivered", invitation: true } });
    expect(report("status-failed-window", announced)).toMatchObject({ report: { state: "failed", invitation: true } });
    expect(report("status-delivered")).not.toHaveProperty("report.invitation");
  });

  it("that says nothing new is left alone, and one that makes no sense is refused", () => {
    for (const MessageStatus of ["queued", "sending", "accepted"])
      expect(report("status-delivered", undefined, { MessageStatus })).toEqual({ ignored: "early" });
    expect(report("status-delivered", undefined, { MessageStatus: "eaten" })).toEqual({ wrong: "status" });
    expect(statusOf(recorded("status-read"), new URLSearchParams())).toEqual({ wrong: "message_id" });
    expect(statusOf(recorded("status-read"), new URLSearchParams("message=%00%00%00%00%00%00%00%00"))).toEqual({
      wrong: "message_id",
    });
  });
});

describe("Twilio's error codes", () => {
  it.each([
    [20429, "unavailable"],
    [63018, "unavailable"],
    [63012, "unavailable"],
    [63016, "window"],
    [63040, "no_template"],
    [63041, "no_template"],
    [63042, "no_template"],
    [21610, "opted_out"],
    [63003, "unreachable"],
    [63024, "unreachable"],
    [21211, "unreachable"],
    [21408, "unreachable"],
    // A telephone that was off is there again tomorrow.
    [30003, "refused"],
    [63013, "refused"],
    [63014, "blocked"],
    [20404, "account"],
    [21609, "account"],
    [21701, "account"],
    [21703, "account"],
    [21705, "account"],
    [63112, "account"],
    [30005, "unreachable"],
    [20003, "account"],
    [63007, "account"],
    [21606, "account"],
    [63032, "refused"],
    [99999, "refused"],
    [Number.NaN, "refused"],
  ])("%d is %s", (code, trouble) => {
    expect(troubleOf(code)).toBe(trouble);
  });

  it("are looked at after the status of the answer", () => {
    expect(troubleOfAnswer(429, 20429)).toBe("unavailable");
    expect(troubleOfAnswer(503, undefined)).toBe("unavailable");
    expect(troubleOfAnswer(401, undefined)).toBe("account");
    expect(troubleOfAnswer(400, 21610)).toBe("opted_out");
    expect(troubles).toContain(troubleOfAnswer(404, undefined));
  });
});
