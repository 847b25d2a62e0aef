import { errorSummary } from "./fields.ts";
import { escapeHtml, pageHtml, type PageView } from "./page.ts";
import { noticeHtml } from "./pieces.ts";

/** What the page before a complaint shows. */
export interface SignInView {
  /** As it was typed, or as a link brought it. */
  readonly number: string;
  readonly notice?: string | undefined;
  readonly trouble?: string;
  /** Words that came too late to be taken in. */
  readonly yours?: string;
}

/** Number and passcode. The passcode is never brought back. */
export function signInPage(view: PageView, { number, notice, trouble, yours = "" }: SignInView): string {
  const { say, language } = view;
  const wrong = trouble === undefined ? "" : ` aria-invalid="true"`;
  const isFilled = number !== "";
  return pageHtml(view, {
    title: say("site.follow.title"),
    main: `<main class="sheet">
<h1>${escapeHtml(say("site.follow.title"))}</h1>
${noticeHtml(notice)}
${errorSummary(say, trouble === undefined ? [] : [{ text: trouble }])}
<p class="lead">${escapeHtml(say("site.follow.lead"))}</p>
<form method="post" action="/follow?lang=${language}" novalidate>
<div class="field"><label for="number">${escapeHtml(say("view.number"))}</label><input id="number" name="number" class="digits" dir="ltr" inputmode="numeric" autocomplete="off" maxlength="80" required value="${escapeHtml(number)}"${wrong}${isFilled ? "" : " autofocus"}></div>
<div class="field"><label for="passcode">${escapeHtml(say("view.passcode"))}</label><input id="passcode" name="passcode" class="digits" dir="ltr" inputmode="numeric" autocomplete="off" maxlength="80" required${wrong}${isFilled ? " autofocus" : ""}></div>
<p class="buttons"><button class="primary">${escapeHtml(say("site.follow.enter"))}</button>
<a href="/follow/lost?${escapeHtml(new URLSearchParams({ ...(isFilled ? { n: number } : {}), lang: language }).toString())}">${escapeHtml(say("site.follow.lost"))}</a></p>
</form>
${yours === "" ? "" : `<div class="field"><label for="yours">${escapeHtml(say("site.follow.yours"))}</label><textarea id="yours" rows="6" dir="auto" readonly>\n${escapeHtml(yours)}</textarea></div>`}
</main>`,
  });
}

/** A new passcode, to where the complaint came from. */
export function lostPage(view: PageView, { number, notice, trouble }: SignInView): string {
  const { say, language, organisation } = view;
  const { email } = organisation.contact;
  return pageHtml(view, {
    title: say("site.follow.lost"),
    main: `<main class="sheet">
<h1>${escapeHtml(say("site.follow.lost"))}</h1>
${noticeHtml(notice)}
${errorSummary(say, trouble === undefined ? [] : [{ text: trouble }])}
<p class="lead">${escapeHtml(say("site.follow.lost_lead"))}</p>
<form method="post" action="/follow/lost?lang=${language}" novalidate>
<div class="field"><label for="number">${escapeHtml(say("view.number"))}</label><input id="number" name="number" class="digits" dir="ltr" inputmode="numeric" autocomplete="off" maxlength="80" required value="${escapeHtml(number)}"${trouble === undefined ? "" : ' aria-invalid="true"'}></div>
<p class="buttons"><button class="primary">${escapeHtml(say("site.follow.lost_send"))}</button></p>
</form>
<p>${escapeHtml(say("site.follow.lost_neither"))} <a href="mailto:${escapeHtml(email)}"><bdi>${escapeHtml(email)}</bdi></a></p>
</main>`,
  });
}
