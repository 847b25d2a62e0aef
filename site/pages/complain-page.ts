import type { FilledForm } from "../../core/conversation/form-of-flow.ts";
import type { Detail } from "../../core/channel/prompt.ts";
import type { Told } from "../complain/complain-form.ts";
import { acceptedFiles, choiceField, errorSummary, fieldsHtml, wordsField } from "./fields.ts";
import { nextStepsHtml, outsideHtml } from "./next-steps.ts";
import type { Promised } from "./next-steps.ts";
import { escapeHtml, pageHtml, type PageView } from "./page.ts";
import { detailsHtml, fileName, noticeHtml } from "./pieces.ts";

/** What the form shows. */
export interface ComplainView {
  readonly told: Told;
  readonly form: FilledForm;
  /** What is wrong besides the answers. */
  readonly troubles: readonly string[];
  readonly notice?: string | undefined;
  /** Says which form it is. */
  readonly ticket: string;
  /** Tickets of the files, in their order. */
  readonly tickets: readonly string[];
  readonly promised: Promised;
}

/** The form, made from the questions of the chat. */
export function complainPage(view: PageView, shown: ComplainView): string {
  const { say, language } = view;
  const { form, told } = shown;
  const fields = {
    say,
    form: { ...form, questions: form.questions.filter(({ step }) => step !== "privacy") },
    given: told.given,
  };
  const errors = [...shown.troubles.map((text) => ({ text })), ...form.errors];
  return pageHtml(view, {
    title: say("page.home.complain"),
    isPersonal: errors.length > 0 || told.files.length > 0,
    main: `<main class="sheet">
<h1>${escapeHtml(say("page.home.complain"))}</h1>
${noticeHtml(shown.notice)}
${errorSummary(say, errors)}
<p class="lead">${escapeHtml(say("site.complain.lead"))}</p>
${nextStepsHtml(view, shown.promised, false)}
${outsideHtml(view)}
<form method="post" action="/complain?lang=${language}" enctype="multipart/form-data" novalidate>
<button class="hidden" name="go" value="check" tabindex="-1" aria-hidden="true"></button>
${carried(shown)}
${privacyHtml(form)}
${fieldsHtml(fields)}
${nameField(view, told)}
${trapField(view)}
${filesHtml(view, shown)}
<p class="buttons"><button class="primary" name="go" value="check">${escapeHtml(say("site.complain.check"))}</button></p>
</form>
</main>`,
  });
}

/** What the chat says before anything is asked. */
function privacyHtml({ questions }: FilledForm): string {
  const question = questions.find(({ step }) => step === "privacy");
  const [agrees] = question?.options ?? [];
  if (question === undefined || agrees === undefined) return "";
  return `<p class="privacy" dir="auto">${escapeHtml(question.text)}</p><input type="hidden" name="${choiceField("privacy")}" value="${escapeHtml(agrees.value)}">`;
}

function carried({ ticket, told }: ComplainView): string {
  return `<input type="hidden" name="form" value="${escapeHtml(ticket)}">${told.source === undefined ? "" : `<input type="hidden" name="source" value="${escapeHtml(told.source)}">`}`;
}

function nameField({ say }: PageView, { name }: Told): string {
  return `<div class="field"><label for="name">${escapeHtml(say("site.complain.name"))} <span class="aside">(${escapeHtml(say("site.optional"))})</span></label><input id="name" name="name" autocomplete="name" dir="auto" maxlength="200" value="${escapeHtml(name)}"></div>`;
}

/** Nobody sees it; what fills in every field of a page does. Whoever hears it read is told to leave it. */
function trapField({ say }: PageView): string {
  return `<div class="hidden" aria-hidden="true"><label for="website">${escapeHtml(say("site.complain.leave_empty"))}</label><input id="website" name="website" tabindex="-1" autocomplete="off"></div>`;
}

/** The last of the form, because bytes of photos are the last to arrive. */
function filesHtml({ say, language }: PageView, { form, told, tickets }: ComplainView): string {
  const question = form.questions.find(({ takes }) => takes.files);
  if (question === undefined) return "";
  const error = form.errors.find(({ step }) => step === question.step)?.text;
  const received = told.files.map(
    (file, index) =>
      `<li>${fileName(file, say, language)}<input type="hidden" name="file" value="${escapeHtml(tickets[index] ?? "")}"> <label class="option"><input type="checkbox" name="drop" value="${escapeHtml(tickets[index] ?? "")}"> ${escapeHtml(say("site.complain.leave_out"))}</label></li>`,
  );
  const list =
    received.length === 0
      ? ""
      : `<p>${escapeHtml(say("site.complain.received_files"))}</p><ul class="files">${received.join("")}</ul>`;
  return `<div class="field" id="q-${question.step}"><label for="files">${escapeHtml(question.text)} <span class="aside">(${escapeHtml(say("site.optional"))})</span></label>${error === undefined ? "" : `<p class="error">${escapeHtml(error)}</p>`}${list}<input id="files" type="file" name="files" multiple accept="${acceptedFiles}"><button class="quiet" name="go" value="upload">${escapeHtml(say("site.complain.upload"))}</button></div>`;
}

/** Everything read back, with the button that files it. */
export function reviewPage(view: PageView, shown: ComplainView, details: readonly Detail[]): string {
  const { say, language } = view;
  const { told, tickets } = shown;
  const name = told.name === "" ? [] : [{ label: say("site.complain.name_short"), value: told.name }];
  const files = told.files.map((file) => `<li>${fileName(file, say, language)}</li>`);
  return pageHtml(view, {
    title: say("site.complain.review"),
    isPersonal: true,
    main: `<main class="sheet">
<h1>${escapeHtml(say("site.complain.review"))}</h1>
<p class="lead">${escapeHtml(say("site.complain.not_yet"))}</p>
${detailsHtml([...details, ...name])}
${files.length === 0 ? "" : `<ul class="files">${files.join("")}</ul>`}
<form method="post" action="/complain?lang=${language}" enctype="multipart/form-data">
${carried(shown)}
${hiddenAnswers(told)}
<input type="hidden" name="name" value="${escapeHtml(told.name)}">
${tickets.map((ticket) => `<input type="hidden" name="file" value="${escapeHtml(ticket)}">`).join("")}
<p class="buttons"><button class="primary" name="go" value="file">${escapeHtml(say("file.review.yes"))}</button>
<button name="go" value="change">${escapeHtml(say("file.review.no"))}</button></p>
</form>
</main>`,
  });
}

function hiddenAnswers({ given }: Told): string {
  const field = (name: string, value: string | undefined): string =>
    value === undefined || value === ""
      ? ""
      : `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`;
  return Object.entries(given)
    .map(([step, answer]) => field(wordsField(step), answer?.words) + field(choiceField(step), answer?.choice))
    .join("");
}
