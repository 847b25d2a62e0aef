import { describe, expect, test } from "@jest/globals";
import { brand } from "../../core/ids.ts";
import type { AttachmentId, ComplaintId, TrackingNumber } from "../../core/ids.ts";
import { answer, customer, decision, filed, followsOf, registration, review, staff } from "../support/complaints.ts";

const agent = staff("agent-1");
const photo = brand<AttachmentId>("photo-1");

describe("withdrawing and merging", () => {
  const duplicateOf = {
    kind: "merge",
    into: brand<ComplaintId>("complaint-0"),
    intoNumber: brand<TrackingNumber>("1234567897"),
  } as const;

  test("a customer withdraws in any status before the end; staff need the customer's words", () => {
    const withdrawn = filed().then({ kind: "withdraw" }, customer);
    expect(withdrawn.complaint).toMatchObject({ status: "closed", closing: "withdrawn", closedAt: expect.any(Date) });
    expect(withdrawn.complaint.clocks.every(({ endedAt }) => endedAt !== undefined)).toBe(true);
    expect(followsOf(withdrawn.last)).toEqual([
      "void limit_warning:complaint-1:first_review:1",
      "void limit:complaint-1:first_review:1",
      "notice closed",
    ]);
    expect(filed().refuses({ kind: "withdraw" }, agent)).toBe("refusal.customers_words_missing");
    expect(
      filed().then({ kind: "withdraw", reason: "“It came after all”, by phone" }, agent).last.events[0],
    ).toMatchObject({
      kind: "withdrawn",
      facts: { reason: "“It came after all”, by phone" },
      actor: agent,
    });
  });

  test("a duplicate closes as merged, and whoever filed it is told", () => {
    const merged = filed().then(duplicateOf, agent);
    expect(merged.complaint).toMatchObject({ status: "closed", closing: "merged", mergedInto: "complaint-0" });
    expect(followsOf(merged.last).at(-1)).toBe("notice merged");
    expect(merged.refuses({ kind: "add_evidence", words: "Hello?", attachments: [] }, customer)).toBe(
      "refusal.merged_into_another",
    );
    expect(merged.refuses({ kind: "rate", handling: 1, outcome: 1, effort: 1 }, customer)).toBe(
      "refusal.merged_into_another",
    );
  });

  test("not into itself, and not after a decision: a no given to it must not be lost", () => {
    expect(filed().refuses({ ...duplicateOf, into: registration.id }, agent)).toBe("refusal.merge_with_itself");
    expect(filed().refuses({ kind: "absorb", from: registration.id, words: "", attachments: [] }, agent)).toBe(
      "refusal.merge_with_itself",
    );
    const rejected = filed()
      .then(review, agent)
      .then(decision, agent)
      .then(answer(1, "reject", "No"), customer);
    expect(rejected.refuses(duplicateOf, agent)).toBe("refusal.too_late_to_merge");
  });

  test("the first takes in the duplicate's words and files, for staff alone", () => {
    const first = filed().then(
      { kind: "absorb", from: brand<ComplaintId>("complaint-2"), words: "Mine too", attachments: [photo] },
      agent,
    );
    expect(first.complaint.evidence).toMatchObject([{ words: "Mine too", attachments: [photo], internal: true }]);
  });
});
