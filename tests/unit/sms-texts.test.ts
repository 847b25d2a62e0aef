import { describe, expect, test } from "@jest/globals";
import { countParts } from "../../core/channel/count-parts.ts";
import { smsText } from "../../core/channel/sms-text.ts";
import type { Notice } from "../../core/complaint/change.ts";
import type { Complaint } from "../../core/complaint/complaint.ts";
import { noticeSms } from "../../core/conversation/notices.ts";
import type { ShortNotice } from "../../core/conversation/notice-sms.ts";
import { brand } from "../../core/ids.ts";
import type { QuestionId } from "../../core/ids.ts";
import { languages } from "../../core/language/language.ts";
import type { Language } from "../../core/language/language.ts";
import { sayIn } from "../../core/language/say.ts";
import { loadOrganisation } from "../../core/organisation/profile.ts";
import { decided, questioned } from "../support/dialogue-starts.ts";

const organisation = loadOrganisation(undefined);
/** As long in each calendar as a day can be, and in another year than this one. */
const farDay = new Date("2028-12-30T12:00:00Z");
const now = new Date("2026-01-01T12:00:00Z");
/** The longest address with which everything has to fit. */
const page = "https://complaints.example.com";

type Closing = Complaint["closing"];

const told: readonly (readonly [ShortNotice, Closing])[] = [
  [{ kind: "registered", passcode: "012345678901" }, undefined],
  [{ kind: "passcode_renewed", passcode: "012345678901" }, undefined],
  [{ kind: "under_evaluation" }, undefined],
  [{ kind: "decision", round: 1 }, undefined],
  [{ kind: "decision", round: 2 }, undefined],
  [{ kind: "reminder", round: 1, count: 2 }, undefined],
  [{ kind: "second_evaluation" }, undefined],
  [{ kind: "left_open" }, undefined],
  [{ kind: "lapse_warning", round: 1, lapsesAt: farDay }, undefined],
  [{ kind: "merged" }, undefined],
  [{ kind: "reopened" }, undefined],
  [{ kind: "remedy_carried_out", remedyId: "remedy" }, undefined],
  [{ kind: "late" }, undefined],
  [{ kind: "late", newDueAt: farDay }, undefined],
  [{ kind: "closed" }, "accepted"],
  [{ kind: "closed" }, "unanswered"],
  [{ kind: "closed" }, "withdrawn"],
  [{ kind: "closed" }, "ruling"],
  [{ kind: "closed" }, undefined],
];

/** Its words are whatever a person asks, so that nobody can promise one part. */
const unbounded: readonly Notice["kind"][] = ["question", "rate"];

function smsOf(notice: ShortNotice, closing: Closing, language: Language, answersAt?: string): string {
  const { closing: _, ...complaint } = decided();
  const view = { say: sayIn(language, "Asia/Tehran", now), organisation, language };
  const closed = closing === undefined ? complaint : { ...complaint, closing };
  return smsText(noticeSms(notice, closed, view, answersAt), language);
}

test("every kind of notice is looked at here", () => {
  const kinds: Readonly<Record<Notice["kind"], true>> = {
    registered: true,
    passcode_renewed: true,
    under_evaluation: true,
    question: true,
    decision: true,
    reminder: true,
    second_evaluation: true,
    left_open: true,
    closed: true,
    lapse_warning: true,
    merged: true,
    reopened: true,
    remedy_carried_out: true,
    late: true,
    rate: true,
  };
  expect(new Set([...told.map(([{ kind }]) => kind), ...unbounded])).toEqual(new Set(Object.keys(kinds)));
});

describe.each(languages)("an SMS in %s", (language) => {
  test.each(told)("of %j (%s) is one part, and names the complaint", (notice, closing) => {
    for (const answersAt of [undefined, page]) {
      const sms = smsOf(notice, closing, language, answersAt);
      expect({ sms, ...countParts(sms) }).toMatchObject({ parts: 1 });
      expect(sms).toContain(decided().number);
    }
  });

  test("with a code is one part", () => {
    const sms = smsText(sayIn(language, "UTC")("sms.code", { code: { code: "123456" } }), language);
    expect({ sms, ...countParts(sms) }).toMatchObject({ parts: 1 });
    expect(sms).toContain("123456");
  });

  test("tells where to answer: by a word that is understood, or on the page where the gateway brings no answers", () => {
    const asking: readonly ShortNotice[] = [
      { kind: "decision", round: 1 },
      { kind: "reminder", round: 1, count: 1 },
      { kind: "lapse_warning", round: 1, lapsesAt: farDay },
      { kind: "left_open" },
      { kind: "question", questionId: brand<QuestionId>("question-1") },
    ];
    const here = sayIn(language, "UTC")("sms.answer_here");
    const bySms = sayIn(language, "UTC")("sms.answer_by_sms");
    for (const notice of asking) {
      const view = { say: sayIn(language, "UTC", now), organisation, language };
      const complaint = notice.kind === "question" ? questioned() : decided();
      const [two, one] = [noticeSms(notice, complaint, view), noticeSms(notice, complaint, view, page)];
      expect(two).toContain(notice.kind === "question" ? bySms : here);
      expect(one).toContain(page);
      expect(one).not.toContain(here);
      expect(one).not.toContain(bySms);
    }
  });

  test("leaves number and passcode in their order, whichever way the language runs", () => {
    const sms = smsOf({ kind: "registered", passcode: "012345678901" }, undefined, language);
    const passcode = language === "fa" || language === "ar" ? "\u20680123 4567 8901\u2069" : "0123 4567 8901";
    expect(sms).toContain(passcode);
    expect(sms.replace(passcode, "")).not.toMatch(/[\u2066-\u2069]/u);
  });
});

test("English stays within the GSM alphabet", () => {
  for (const [notice, closing] of told) expect(countParts(smsOf(notice, closing, "en", page)).encoding).toBe("gsm7");
});
