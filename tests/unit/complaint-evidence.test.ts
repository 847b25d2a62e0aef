import { describe, expect, test } from "@jest/globals";
import { brand } from "../../core/ids.ts";
import type { AttachmentId, QuestionId } from "../../core/ids.ts";
import { answer, customer, decision, filed, registration, review, staff } from "../support/complaints.ts";

const agent = staff("agent-1");
const officer = staff("officer", "technical_officer");
const questionId = brand<QuestionId>("question-1");
const photo = brand<AttachmentId>("photo-1");
const photos = [1, 2, 3, 4, 5, 6].map((count) => brand<AttachmentId>(`photo-${String(count)}`));

function ask(id = questionId) {
  return { kind: "ask", questionId: id, text: "Which lot was it?" } as const;
}

function answered(id = questionId) {
  return { kind: "answer_question", questionId: id, words: "Lot 7", attachments: [] } as const;
}

describe("evidence, notes and samples", () => {
  test("evidence is welcome in every status, also after the end", () => {
    const closed = filed().then(review, agent).then(decision, agent).then(answer(1, "accept"), customer);
    const story = closed.then({ kind: "add_evidence", words: "It was lot 7", attachments: [photo] }, customer);
    expect(story.complaint).toMatchObject({
      status: "closed",
      evidence: [{ words: "It was lot 7", attachments: [photo], internal: false }],
    });
  });

  test("a note is internal", () => {
    expect(filed().then({ kind: "note", words: "Angry", attachments: [] }, officer).complaint.evidence).toMatchObject([
      { internal: true },
    ]);
  });

  test("nothing is no evidence, and no note", () => {
    expect(filed().refuses({ kind: "add_evidence", words: " ", attachments: [] }, customer)).toBe(
      "refusal.nothing_said",
    );
    expect(filed().refuses({ kind: "note", words: "", attachments: [] }, agent)).toBe("refusal.nothing_said");
  });

  test("one complaint carries so many files and no more; notes of staff do not count, words always fit", () => {
    const full = filed({ registration: { ...registration, attachments: photos.slice(0, 4) } })
      .then({ kind: "note", words: "", attachments: photos }, agent)
      .then({ kind: "add_evidence", attachments: photos.slice(4, 5) }, customer);
    const result = full.attempt({ kind: "add_evidence", attachments: photos.slice(5) }, customer);
    expect(result).toEqual({ ok: false, refusal: { key: "refusal.too_many_files", args: { max: 5 } } });
    expect(
      full.then({ kind: "add_evidence", words: "One more thing", attachments: [] }, customer).complaint.evidence,
    ).toHaveLength(4);
    expect(full.then(ask(), agent).refuses({ ...answered(), attachments: photos.slice(5) }, customer)).toBe(
      "refusal.too_many_files",
    );
  });

  test("a sample goes forward only, step by step or over some", () => {
    const wanted = filed().then({ kind: "ask_for_sample", what: "One can" }, officer);
    const sampleId = wanted.complaint.samples[0]?.id ?? "";
    const move = (to: "asked_for" | "shipped" | "arrived" | "examined") =>
      ({ kind: "move_sample", sampleId, to }) as const;
    const examined = wanted
      .then(move("shipped"), customer)
      .then(move("arrived"), officer)
      .then(move("examined"), officer);
    expect(examined.complaint.samples[0]?.steps.map(({ state }) => state)).toEqual([
      "asked_for",
      "shipped",
      "arrived",
      "examined",
    ]);
    expect(examined.refuses(move("arrived"), officer)).toBe("refusal.sample_moved_already");
    expect(wanted.refuses(move("asked_for"), officer)).toBe("refusal.sample_moved_already");
    expect(wanted.refuses(move("arrived"), customer)).toBe("refusal.not_your_role");
    expect(wanted.refuses({ ...move("arrived"), sampleId: "other" }, officer)).toBe("refusal.sample_unknown");
    expect(filed().refuses({ kind: "ask_for_sample", what: "" }, officer)).toBe("refusal.sample_unnamed");
    expect(wanted.then(move("examined"), officer).complaint.samples[0]?.steps).toHaveLength(2);
  });
});
