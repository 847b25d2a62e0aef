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

/** The last answer to each decision in words: what, when, through which door, to which solution. */
export function answersHtml({ rounds }: Complaint, say: Say): string {
  const given = rounds.flatMap(({ round, decision, consent }) => {
    const answer = consent?.answers.at(-1);
    if (answer === undefined) return [];
    const which = rounds.length === 1 ? "" : `${say("site.round", { round: String(round) })} — `;
    const chosen = decision?.alternatives.find(({ key }) => key === answer.alternative);
    const solution =
      chosen === undefined ? "" : ` ${say("consent.alternative", { key: chosen.key, title: chosen.title })}`;
    return [`${which}${answered(answer, say)}${solution}`];
  });
  return given.map((line) => `<p class="answered">${escapeHtml(line)}</p>`).join("");
}

function answered({ answer, at, door }: ConsentAnswer, say: Say): string {
  return say("site.answered", { answer, at, by: say("site.by_door", { door }) });
}
