import { startClock } from "../../core/calendar/run-clock.ts";
import type { Calendar } from "../../core/calendar/calendar.ts";
import type { Complaint } from "../../core/complaint/complaint.ts";
import { textIn } from "../../core/organisation/look-up.ts";
import type { ExternalRemedy } from "../../core/organisation/organisation.ts";
import { escapeHtml, type PageView } from "./page.ts";

/** By when what is promised, for a complaint that is registered at `from`, or was. */
export interface Promised {
  readonly review: Date;
  /** When the customer has been told of the decision: all three limits, one after the other. */
  readonly decision: Date;
}

/** The promised days of a complaint filed at `at`: the limits of `limitDays`, by the organisation's calendar. */
export function promisedFrom(calendar: Calendar, at: Date, filed?: Pick<Complaint, "clocks">): Promised {
  const known = filed?.clocks.find(({ stage }) => stage === "first_review")?.dueAt;
  const review = known ?? startClock(calendar, { stage: "first_review", round: 1, at }).dueAt;
  const evaluation = startClock(calendar, { stage: "evaluation", round: 1, at: review }).dueAt;
  return { review, decision: startClock(calendar, { stage: "conclusion", round: 1, at: evaluation }).dueAt };
}

/** What happens next and by when; with `isFiled`, what has happened already is left out. */
export function nextStepsHtml({ say }: PageView, promised: Promised, isFiled: boolean): string {
  const steps = [
    ...(isFiled ? [] : [say("site.next.receipt")]),
    say("site.next.review", { day: promised.review }),
    say("site.next.decision", { day: promised.decision }),
    say("site.next.answer"),
    say("site.next.outside"),
  ];
  return `<section class="next"><h2>${escapeHtml(say("site.next"))}</h2><ol>${steps.map((step) => `<li>${escapeHtml(step)}</li>`).join("")}</ol></section>`;
}

/** Where else customers can turn, country by country, folded up. */
export function outsideHtml(view: PageView): string {
  const { say, language, organisation } = view;
  const countries = Object.entries(organisation.externalRemedies).filter(([, routes]) => routes.length > 0);
  if (countries.length === 0) return "";
  const names = new Intl.DisplayNames([language], { type: "region" });
  const parts = countries
    .toSorted(([one], [other]) => Number(one === "*") - Number(other === "*"))
    .map(([country, routes]) => {
      const name = country === "*" ? say("site.outside.elsewhere") : (names.of(country) ?? country);
      return `${countries.length === 1 ? "" : `<h3>${escapeHtml(name)}</h3>`}${routesHtml(routes, view)}`;
    });
  return `<details class="outside"><summary>${escapeHtml(say("site.outside"))}</summary>${parts.join("")}</details>`;
}

function routesHtml(routes: readonly ExternalRemedy[], { language, organisation }: PageView): string {
  const items = routes.map(({ name, how, url }) => {
    const link =
      url === undefined
        ? ""
        : `<br><a href="${escapeHtml(url)}" rel="noreferrer"><bdi>${escapeHtml(new URL(url).host)}</bdi></a>`;
    return `<li><strong>${escapeHtml(textIn(name, language, organisation))}</strong><br>${escapeHtml(textIn(how, language, organisation))}${link}</li>`;
  });
  return `<ul>${items.join("")}</ul>`;
}
