import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { readActivity, readActivitySet, type Activity } from "../../site/widget/activity.ts";
import { backOff } from "../../site/widget/direct-line/back-off.ts";
import { asActivity, type Draft } from "../../site/widget/draft.ts";
import {
  countUnread,
  offeredActions,
  withActivity,
  withDraft,
  withPassage,
  type Transcript,
} from "../../site/widget/transcript.ts";
import { renderCard } from "../../bots/webchat/render.ts";
import { capabilities, inputLimits } from "../../bots/webchat/limits.ts";
import { checkFiles, defaultLimits } from "../../site/widget/file-check.ts";

const draft = (clientId: string, text = clientId): Draft => ({ clientId, text, tap: undefined, files: [], at: 5 });
const activity = (changes: Partial<Activity>): Activity => ({
  id: "1",
  kind: "message",
  own: false,
  author: "",
  at: 10,
  text: "hello",
  locale: undefined,
  clientId: undefined,
  attachments: [],
  actions: [],
  ...changes,
});

describe("what the widget reads of an activity", () => {
  test("messages and typing notices, and nothing else", () => {
    expect(readActivity({ type: "message", id: "a", text: "x", from: { id: "bot", role: "bot" } })).toMatchObject({
      kind: "message",
      own: false,
      author: "",
    });
    expect(readActivity({ type: "typing", from: { role: "bot" } })).toMatchObject({ kind: "typing" });
    for (const other of [{ type: "event" }, {}, null, "message", 7, []]) expect(readActivity(other)).toBeUndefined();
  });

  test("the customer's own messages by role or by the id that tokens give, agents by name", () => {
    const own = (from: object): boolean | undefined => readActivity({ type: "message", from })?.own;
    expect(own({ id: "x", role: "user" })).toBe(true);
    expect(own({ id: "dl_x" })).toBe(true);
    expect(own({ id: "dl_x", role: "bot" })).toBe(false);
    const agent = { id: "agent", name: "Support", role: "bot" };
    expect(readActivity({ type: "message", from: agent })?.author).toBe("Support");
  });

  test("of addresses only those on the web", () => {
    const file = (contentUrl: string): unknown =>
      readActivity({ type: "message", attachments: [{ contentType: "a/b", name: "n", contentUrl }] })?.attachments[0];
    expect(file("https://x.example/1")).toMatchObject({ url: "https://x.example/1" });
    for (const url of ["javascript:alert(1)", "data:text/html,x", " https://x", "//x"]) {
      expect(file(url)).toMatchObject({ url: "" });
    }
  });

  test("cards of our own server come out as the customer typed them", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: "grapheme" }), (value) => {
        const [attachment] = renderCard({ text: "t", details: [{ label: "l", value }], language: "fa" });
        const read = readActivity({ type: "message", attachments: [attachment] })?.attachments[0];
        expect(read).toMatchObject({
          rows: [
            { kind: "text", text: "t" },
            { kind: "facts", facts: [{ title: "l", value }] },
          ],
        });
      }),
    );
  });

  test("no JSON makes it throw", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        readActivitySet({ activities: [value], watermark: value });
        readActivity({ type: "message", attachments: [value], suggestedActions: value, channelData: value });
      }),
    );
  });
});

describe("what the widget sends", () => {
  test("a tap carries its value, and shows its words", () => {
    const tapped = { ...draft("c1", "Yes"), tap: { title: "Yes", text: "Yes!", value: { token: "1.a" } } };
    expect(asActivity(tapped, "fa")).toMatchObject({
      type: "message",
      text: "Yes!",
      value: { token: "1.a" },
      locale: "fa",
      channelData: { clientActivityID: "c1", messageBack: { displayText: "Yes" } },
    });
  });

  test("its limits are the server's until the server has said", () => {
    expect(defaultLimits).toEqual({ maxFileBytes: capabilities.maxFile, maxFiles: inputLimits.files });
  });

  test("files are refused for a reason each", () => {
    const file = (name: string, type: string, size = 1): File => new File([new Uint8Array(size)], name, { type });
    const files = [
      file("ok.jpg", "image/jpeg"),
      file("unknown.heic", ""),
      file("empty.png", "image/png", 0),
      file("run.exe", "application/x-msdownload"),
      file("large.jpg", "image/jpeg", 11),
      file("late.jpg", "image/jpeg"),
    ];
    const { taken, refused } = checkFiles(files, 1, { maxFileBytes: 10, maxFiles: 3 });
    expect(taken.map(({ name }) => name)).toEqual(["ok.jpg", "unknown.heic"]);
    expect(refused).toEqual([
      { name: "empty.png", reason: "kind" },
      { name: "run.exe", reason: "kind" },
      { name: "large.jpg", reason: "limits" },
      { name: "late.jpg", reason: "limits" },
    ]);
  });

  test("waits lie between 1 and 15 seconds, and grow", () => {
    fc.assert(
      fc.property(fc.nat(1_000), fc.double({ min: 0, max: 1, noNaN: true }), (failures, chance) => {
        const wait = backOff(failures, chance);
        expect(wait).toBeGreaterThanOrEqual(1_000);
        expect(wait).toBeLessThanOrEqual(15_000);
      }),
    );
    expect(backOff(5, 0)).toBeGreaterThan(backOff(0, 0));
  });
});

describe("the transcript", () => {
  test("an echo takes the place of its draft, keeps its key, and stands before what is still unsent", () => {
    let transcript: Transcript = withDraft(withDraft([], draft("c1")), draft("c2"));
    transcript = withActivity(transcript, activity({ id: "7", own: true, clientId: "c1" }), 0);
    expect(transcript.map(({ key, id, passage }) => [key, id, passage?.state])).toEqual([
      ["c1", "7", undefined],
      ["c2", undefined, "sending"],
    ]);
    transcript = withActivity(transcript, activity({ id: "8" }), 0);
    expect(transcript.map(({ key }) => key)).toEqual(["c1", "8", "c2"]);
  });

  test("how far a message has come is noted only until the server has it", () => {
    const sent = withActivity(withDraft([], draft("c1")), activity({ id: "7", own: true, clientId: "c1" }), 0);
    expect(withPassage(sent, "c1", { state: "unsent" })).toEqual(sent);
    expect(withPassage(withDraft([], draft("c1")), "c1", { state: "unsent" })[0]?.passage?.state).toBe("unsent");
  });

  test("buttons stand for an answer only while the last word is not the customer's", () => {
    const actions = [{ title: "Yes", text: "Yes", value: 1 }];
    const asked = withActivity([], activity({ actions }), 0);
    expect(offeredActions(asked)).toEqual(actions);
    expect(offeredActions(withDraft(asked, draft("c1")))).toEqual([]);
  });

  test("unread is what came after the last that was read", () => {
    const ids = ["1", "2", "3"];
    const transcript = ids.reduce<Transcript>((so, id) => withActivity(so, activity({ id }), 0), []);
    expect(["1", "3", undefined, "gone"].map((read) => countUnread(transcript, read))).toEqual([2, 0, 3, 3]);
  });

  test("whatever the order of drafts, echoes and repeats, each message stands once", () => {
    const event = fc.record({ kind: fc.constantFrom("draft", "echo", "theirs"), number: fc.nat(6) });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        let transcript: Transcript = [];
        for (const { kind, number } of events) {
          const clientId = `c${number}`;
          if (kind === "draft") transcript = withDraft(transcript, draft(clientId));
          else if (kind === "echo")
            transcript = withActivity(transcript, activity({ id: `own${number}`, own: true, clientId }), 0);
          else transcript = withActivity(transcript, activity({ id: `bot${number}` }), 0);
        }
        const keys = transcript.map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
        expect(new Set(keys)).toEqual(
          new Set(events.map(({ kind, number }) => (kind === "theirs" ? `bot${number}` : `c${number}`))),
        );
      }),
    );
  });
});
