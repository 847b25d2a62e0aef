import type { Complaint, ConsentAnswer } from "../../core/complaint/complaint.ts";
import type { ComplaintEvent, EventKind } from "../../core/complaint/event.ts";
import type { Say } from "../../core/language/text-key.ts";
import { escapeHtml } from "./page.ts";

/** What customers are told of a complaint's history; the rest is how staff work. */
const told: ReadonlySet<EventKind> = new Set([
  "registered",
  "first_reviewed",
  "question_asked",
  "question_answered",
  "evidence_added",
  "decided",
  "accepted",
  "rejected",
  "reason_given",
  "doubted",
  "left_open",
  "closed",
  "lapsed_undone",
  "withdrawn",
  "merged",
  "reopened",
  "ruling_carried_out",
  "remedy_carried_out",
  "rated",
  "passcode_renewed",
  "sample_moved",
]);

/** The history in words, the newest first. What customers did says through which door. */
export function timelineHtml(events: readonly ComplaintEvent[], say: Say): string {
  const lines = events.flatMap((event) => {
    const kind = kindOf(event);
    if (kind === undefined) return [];
    const by = event.actor.kind === "customer" ? `, ${say("site.by_door", { door: event.door })}` : "";
    const at = say("site.when", { at: event.at });
    return [
      `<li><time datetime="${event.at.toISOString()}">${escapeHtml(at)}</time> ${escapeHtml(say("site.event", { kind }) + by)}</li>`,
    ];
  });
  return `<ol class="timeline">${lines.toReversed().join("")}</ol>`;
}

function kindOf({ kind, facts }: ComplaintEvent): string | undefined {
  if (kind === "evaluation_started") return facts["round"] === 2 ? "second_evaluation" : undefined;
  return told.has(kind) ? kind : undefined;
}

/** Each decision's last answer in words: what, when, through which door. */
export function answersHtml({ rounds }: Complaint, say: Say): string {
  const given = rounds.flatMap(({ consent }) => consent?.answers.at(-1) ?? []);
  return given.map((answer) => `<p class="answered">${escapeHtml(answered(answer, say))}</p>`).join("");
}

function answered({ answer, at, door }: ConsentAnswer, say: Say): string {
  return say("site.answered", { answer, at, by: say("site.by_door", { door }) });
}
