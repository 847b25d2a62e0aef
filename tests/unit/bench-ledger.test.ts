import { describe, expect, test } from "@jest/globals";
import { auditFloor, auditRun, auditSent } from "../../bench/ledger/audit.ts";
import type { StoredMessage } from "../../bench/ledger/audit.ts";
import type { LoadResult } from "../../bench/load/plan.ts";

function accepted(...ids: readonly string[]): LoadResult {
  return { perSecond: 1, latencies: [], accepted: [...ids], refused: {} };
}

function stored(id: string, conversationId: string, seq: number): StoredMessage {
  return { id, conversationId, seq, answered: true };
}

const a1 = stored("a1", "a", 1);
const a2 = stored("a2", "a", 3);
const b1 = stored("b1", "b", 1);

describe("the ledger of a run", () => {
  test("adds up where everything accepted is stored once, answered and in order, whatever the order of conversations", () => {
    expect(auditRun([accepted("b1", "a1"), accepted("a2")], [a1, a2, b1])).toEqual([]);
  });

  test("finds a lost message", () => {
    expect(auditRun([accepted("a1", "b1")], [a1])).toEqual(["1 accepted messages are not stored"]);
  });

  test("finds a message that is stored twice", () => {
    expect(auditRun([accepted("a1")], [a1, { ...a1, seq: 5 }])).toContain("1 messages are stored twice");
  });

  test("finds an id that was accepted twice", () => {
    expect(auditRun([accepted("a1"), accepted("a1")], [a1])).toContain("1 ids were accepted twice");
  });

  test("finds a message that nobody sent", () => {
    expect(auditRun([accepted("a1")], [a1, b1])).toEqual(["1 stored messages were not accepted"]);
  });

  test("finds a message without an answer", () => {
    expect(auditRun([accepted("a1")], [{ ...a1, answered: false }])).toEqual(["1 messages have no answer"]);
  });

  test("finds a conversation whose order is not that of the sending", () => {
    expect(auditRun([accepted("a2", "a1")], [a1, a2])).toEqual(["1 conversations are out of order"]);
  });

  test("finds requests that were refused", () => {
    const refused = { ...accepted("a1"), refused: { 429: 3 } };
    expect(auditRun([refused], [a1])).toEqual(["3 requests were answered with 429"]);
  });
});

describe("the ledger of the floor", () => {
  test("adds up where every accepted id has its row", () => {
    expect(auditFloor([accepted("x", "y")], ["y", "x"])).toEqual([]);
  });

  test("finds a lost row", () => {
    expect(auditFloor([accepted("x", "y")], ["x"])).toEqual(["1 accepted messages are not stored"]);
  });
});

describe("the ledger of what went out", () => {
  const written = new Map([
    ["5000000001", 2],
    ["+905550000001", 1],
  ]);

  test("adds up where every customer got what was written, whatever the platform calls them", () => {
    expect(auditSent(written, ["5000000001", "whatsapp:+905550000001", "5000000001"])).toEqual([]);
  });

  test("finds customers who got too little or too much", () => {
    expect(auditSent(written, ["5000000001", "+905550000001"])).toEqual([
      "1 customers got fewer messages than were written",
    ]);
    expect(auditSent(written, [...["5000000001", "5000000001", "5000000001"], "+905550000001", "77"])).toEqual([
      "2 customers got more messages than were written",
    ]);
  });
});

describe("the ledger of messages that were delivered again and again", () => {
  test("adds up where each is stored once", () => {
    expect(auditRun([], [a1], [accepted("a1", "a1", "a1")])).toEqual([]);
    expect(auditRun([], [a1, { ...a1, seq: 5 }], [accepted("a1", "a1")])).toContain("1 messages are stored twice");
  });
});
