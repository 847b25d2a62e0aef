import { createHash } from "node:crypto";
import { noonOf } from "../calendar/calendar-day.ts";
import type { Say } from "../language/text-key.ts";
import type { Alternative, Complaint, ConsentQuestion, Decision, Remedy } from "./complaint.ts";
import type { CommandContext } from "./context.ts";

/**
 * The words that ask the customer for a yes or no to the decision of `round`: what was found, the report, every remedy with who and by
 * when, and what an answer means. `timeZone` is that of the promised days. Empty where the round has no decision.
 */
export function consentText(complaint: Complaint, round: 1 | 2, say: Say, timeZone: string): string {
  const decision = complaint.rounds.find((each) => each.round === round)?.decision;
  if (decision === undefined) return "";
  const number = { code: complaint.number };
  const parts = [
    say(round === 1 ? "consent.decision_first" : "consent.decision_second", { number }),
    say(`decision.${decision.kind}`),
    decision.report.trim(),
    ...offered(decision, say, timeZone),
    say(decision.alternatives.length > 1 ? "consent.ask_with_alternatives" : "consent.ask"),
    say(round === 1 ? "consent.meaning_first" : "consent.meaning_second"),
  ];
  return parts.join("\n\n");
}

/** The consent question as it is asked now: exact text, its hash, its language. */
export function consentQuestion(
  complaint: Complaint,
  round: 1 | 2,
  { say, moment, calendar }: CommandContext,
): ConsentQuestion {
  const text = consentText(complaint, round, say, calendar.timeZone);
  return {
    askedAt: moment.now,
    text,
    textHash: sha256(text),
    language: complaint.language,
    state: "asked",
    answers: [],
    remindedAt: [],
  };
}

/** SHA-256 of the text's UTF-8 bytes, in hex. */
function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

function offered({ remedies, alternatives }: Decision, say: Say, timeZone: string): readonly string[] {
  const common =
    remedies.length === 0
      ? []
      : [[say("consent.remedies"), ...remedies.map((each) => line(each, say, timeZone))].join("\n")];
  return [...common, ...alternatives.map((alternative) => choice(alternative, say, timeZone))];
}

function choice({ key, title, remedies }: Alternative, say: Say, timeZone: string): string {
  return [say("consent.alternative", { key, title }), ...remedies.map((each) => line(each, say, timeZone))].join("\n");
}

function line({ kind, what, who, by }: Remedy, say: Say, timeZone: string): string {
  return say("consent.remedy", { kind: say(`remedy.${kind}`), what, who, by: noonOf(timeZone, by) });
}
