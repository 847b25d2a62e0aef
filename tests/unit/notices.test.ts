import { describe, expect, test } from "@jest/globals";
import type { Notice } from "../../core/complaint/change.ts";
import { noticePrompt, noticeSms } from "../../core/conversation/notices.ts";
import { brand } from "../../core/ids.ts";
import type { QuestionId } from "../../core/ids.ts";
import { languages } from "../../core/language/language.ts";
import type { Language } from "../../core/language/language.ts";
import { sayIn } from "../../core/language/say.ts";
import { loadOrganisation } from "../../core/organisation/profile.ts";
import { decided, questioned } from "../support/dialogue-starts.ts";

const organisation = loadOrganisation(undefined);
const passcode = "012345678901";

function view(language: Language) {
  return { say: sayIn(language, organisation.timeZone), organisation, language };
}

const remedyId = decided().rounds[0]?.decision?.remedies[0]?.id ?? "";

const notices: readonly Notice[] = [
  { kind: "registered", passcode },
  { kind: "passcode_renewed", passcode },
  { kind: "under_evaluation" },
  { kind: "question", questionId: brand<QuestionId>("question-1") },
  { kind: "decision", round: 1 },
  { kind: "reminder", round: 1, count: 1 },
  { kind: "second_evaluation" },
  { kind: "left_open" },
  { kind: "closed" },
  { kind: "lapse_warning", round: 1, lapsesAt: new Date("2026-12-12T12:00:00Z") },
  { kind: "merged" },
  { kind: "reopened" },
  { kind: "remedy_carried_out", remedyId },
  { kind: "late" },
  { kind: "late", newDueAt: new Date("2026-12-12T12:00:00Z") },
  { kind: "rate" },
];

describe.each(languages)("in %s", (language) => {
  test.each(notices)("a notice of the kind $kind is put into words, with its number", (notice) => {
    const complaint = notice.kind === "question" ? questioned() : decided();
    const { prompt } = noticePrompt(notice, complaint, view(language));
    const words = [prompt.text, ...(prompt.details ?? []).map(({ value }) => value)].join("\n");
    expect(words).toContain(complaint.number);
    if (notice.kind !== "rate") expect(noticeSms(notice, complaint, view(language))).toContain(complaint.number);
    expect(new Set(prompt.choices.map(({ label }) => label)).size).toBe(prompt.choices.length);
  });
});

describe("what a notice's choices are about", () => {
  test.each([
    [{ kind: "decision", round: 1 } as const, { kind: "consent", complaintId: "complaint-1", round: 1 }],
    [{ kind: "reminder", round: 1, count: 2 } as const, { kind: "consent", complaintId: "complaint-1", round: 1 }],
    [{ kind: "rate" } as const, { kind: "rating", complaintId: "complaint-1" }],
  ])("%j", (notice, about) => {
    expect(noticePrompt(notice, decided(), view("en")).about).toEqual(about);
  });

  test("a question names itself", () => {
    const questionId = brand<QuestionId>("question-1");
    const { about, prompt } = noticePrompt({ kind: "question", questionId }, questioned(), view("en"));
    expect(about).toEqual({ kind: "question", complaintId: "complaint-1", questionId });
    expect(prompt.text).toContain("Which batch?");
  });

  test("routes outside are those of the customer's country, where it is known", () => {
    const at = (country?: string) =>
      noticePrompt({ kind: "left_open" }, decided(), { ...view("en"), ...(country === undefined ? {} : { country }) })
        .prompt.details;
    expect(at("TR")).not.toEqual(at());
    expect(at("TR")?.length).toBeGreaterThan(0);
  });
});
