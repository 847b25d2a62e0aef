import { describe, expect, it } from "@jest/globals";
import { lookupAt, replaceLookup } from "../../desk/app/conversation/composer/suggestion-at.ts";
import { mergeMessages, noMessages } from "../../desk/app/conversation/transcript/merge-messages.ts";
import { transcriptLines } from "../../desk/app/conversation/transcript/transcript-lines.ts";
import type { ChatMessage } from "../../desk/app/conversation/conversation-types.ts";

function said(seq: number, at: string, more: Partial<ChatMessage> = {}): ChatMessage {
  return {
    id: `m${String(seq)}`,
    seq,
    direction: "in",
    at,
    kind: "text",
    text: `Words ${String(seq)}`,
    attachments: [],
    author: { kind: "customer" },
    unassigned: false,
    faulty: false,
    ...more,
  };
}

describe("what is looked up while one writes", () => {
  it("begins with the sign, at the start or after a space, and ends at the caret", () => {
    expect(lookupAt("/tha", 4, "/")).toEqual({ sign: "/", words: "tha", from: 0, to: 4 });
    expect(lookupAt("Hello /سلام", 11, "/")?.words).toBe("سلام");
    expect(lookupAt("and/or", 6, "/")).toBeUndefined();
    expect(lookupAt("mina@example.org", 16, "@")).toBeUndefined();
    expect(lookupAt("/ nothing", 9, "/")).toBeUndefined();
    expect(lookupAt("/one\nmore", 9, "/")).toBeUndefined();
  });

  it("gives way to what was chosen, and leaves the rest", () => {
    const text = "Dear customer, /tha and so on";
    const lookup = lookupAt(text, 19, "/");
    expect(lookup && replaceLookup(text, lookup, "thank you")).toBe("Dear customer, thank you and so on");
  });
});

describe("the messages that were read", () => {
  it("are one row of places, whatever the order of pages, the newer reading before the older", () => {
    const later = mergeMessages(noMessages, { rows: [said(3, "2026-11-23T10:02:00Z")], files: [] });
    const both = mergeMessages(later, {
      rows: [said(2, "2026-11-23T10:01:00Z"), said(3, "2026-11-23T10:02:00Z", { text: "Anew" })],
      files: [],
    });
    expect(both.rows.map(({ seq, text }) => [seq, text])).toEqual([
      [2, "Words 2"],
      [3, "Anew"],
    ]);
  });

  it("remember a tap that the newer page does not tell of", () => {
    const asked = said(1, "2026-11-23T10:00:00Z", { direction: "out", tapped: "Yes" });
    const { tapped: _, ...untold } = asked;
    const merged = mergeMessages({ rows: [asked], files: {} }, { rows: [untold], files: [] });
    expect(merged.rows[0]?.tapped).toBe("Yes");
  });
});

describe("the lines of a transcript", () => {
  it("have a day before its first words, in the organisation's time zone, and what changed hands in between", () => {
    const lines = transcriptLines({
      rows: [said(1, "2026-11-22T20:00:00Z"), said(2, "2026-11-22T22:00:00Z"), said(3, "2026-11-22T22:01:00Z")],
      ownerships: [
        { id: "o1", kind: "bot", startedAt: "2026-11-22T20:00:00Z", why: "began" },
        { id: "o2", kind: "agent", agentId: "a", startedAt: "2026-11-22T22:00:30Z", why: "taken" },
      ],
      unsent: [],
      timeZone: "Europe/Istanbul",
    });
    expect(lines.map(({ kind }) => kind)).toEqual(["day", "message", "day", "message", "ownership", "message"]);
    expect(lines.flatMap((line) => (line.kind === "message" ? [line.follows] : []))).toEqual([false, false, true]);
  });

  it("show an edited message with its new words beside it", () => {
    const rows = [
      said(1, "2026-11-22T20:00:00Z"),
      said(2, "2026-11-22T20:01:00Z", { kind: "edit", text: "Better", edits: "m1" }),
    ];
    const [, line] = transcriptLines({ rows, ownerships: [], unsent: [], timeZone: "UTC" });
    expect(line).toMatchObject({ kind: "message", editedTo: { text: "Better" } });
  });
});
