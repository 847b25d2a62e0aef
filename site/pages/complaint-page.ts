import type { Attachment } from "../../core/attachment/attachment.ts";
import type { Complaint } from "../../core/complaint/complaint.ts";
import type { ComplaintEvent } from "../../core/complaint/event.ts";
import type { FilledForm, FormAnswers } from "../../core/conversation/form-of-flow.ts";
import { closedPrompt, leftOpenPrompt } from "../../core/conversation/notices.ts";
import type { NoticeView } from "../../core/conversation/notices.ts";
import { standingDetails, statusIn, toldDetails } from "../../core/conversation/views.ts";
import { numberIn } from "../../core/language/fill-in.ts";
import type { ChatLink } from "../chat-links.ts";
import type { OpenAction, PageAction } from "../follow/actions.ts";
import { acceptedFiles, buttonsHtml, errorSummary, fieldsHtml, maxWords, wordsField } from "./fields.ts";
import { chatsHtml } from "./filed-page.ts";
import { escapeHtml, pageHtml, type PageView } from "./page.ts";
import { detailsHtml, fileName, noticeHtml, wordsHtml } from "./pieces.ts";
import { answersHtml, timelineHtml } from "./timeline.ts";

/** An action with its form as it stands. */
export interface ActionForm {
  readonly open: OpenAction;
  readonly form: FilledForm;
  readonly given: FormAnswers;
  /** What was written beside the questions. */
  readonly more: string;
  /** Wrong besides the answers. */
  readonly troubles: readonly string[];
  /** That have reached us with it, and their tickets. */
  readonly files: readonly Attachment[];
  readonly tickets: readonly string[];
}

/** What the page of a complaint shows. */
export interface ComplaintView {
  readonly complaint: Complaint;
  readonly country: string | undefined;
  readonly events: readonly ComplaintEvent[];
  readonly files: readonly Attachment[];
  readonly actions: readonly ActionForm[];
  readonly chats: readonly ChatLink[];
  /** Shows that a form is of this page. */
  readonly token: string;
  /** Tells this showing's forms from every other, so that none counts twice. */
  readonly once: string;
  readonly notice?: string | undefined;
}

/** Everything that its customer may know of a complaint, and may do with it. */
export function complaintPage(view: PageView, shown: ComplaintView): string {
  const { say, language } = view;
  const { complaint } = shown;
  const due = shown.actions.filter(({ open }) => open.isDue);
  const others = shown.actions.filter(({ open }) => !open.isDue);
  return pageHtml(view, {
    title: say("site.follow.title"),
    isPersonal: true,
    main: `<main class="sheet">
<div class="headline"><h1>${escapeHtml(say("site.follow.title"))}</h1>
<form method="post" action="/follow/leave?lang=${language}" class="on-screen"><input type="hidden" name="token" value="${escapeHtml(shown.token)}"><button class="quiet">${escapeHtml(say("site.follow.leave"))}</button></form></div>
${noticeHtml(shown.notice)}
<p class="status ${complaint.status}">${escapeHtml(statusIn(complaint.status, say))}</p>
${standingHtml(view, shown)}
${due.length === 0 ? "" : `<section class="due" id="due"><h2>${escapeHtml(say("site.follow.to_do"))}</h2>${due.map((action) => actionHtml(view, shown, action)).join("")}</section>`}
${decisionHtml(view, shown)}
${others.length === 0 ? "" : `<section class="on-screen"><h2>${escapeHtml(say("site.follow.more"))}</h2>${others.map((action) => foldedHtml(view, shown, action)).join("")}${newPasscodeHtml(view, shown)}</section>`}
<section><h2>${escapeHtml(say("site.follow.timeline"))}</h2>${timelineHtml(shown.events, say)}</section>
<section><h2>${escapeHtml(say("site.follow.matter"))}</h2>${matterHtml(complaint)}${filesHtml(view, shown.files)}</section>
${chatsHtml(view, shown.chats)}
</main>`,
    end: `<script src="/site.js" defer></script>`,
  });
}

/** Where it stands, by when, and what a state that is an end means. */
function standingHtml(view: PageView, { complaint, country }: ComplaintView): string {
  const { say } = view;
  const running = complaint.clocks.find(({ endedAt }) => endedAt === undefined);
  const isPaused = running?.pauses.some(({ to }) => to === undefined) === true;
  const facts: NoticeView = { ...view, ...(country === undefined ? {} : { country }) };
  const ending =
    complaint.status === "closed"
      ? closedPrompt(complaint, facts)
      : complaint.status === "open"
        ? leftOpenPrompt(complaint, facts)
        : undefined;
  return [
    detailsHtml(standingDetails(complaint, view)),
    isPaused ? `<p>${escapeHtml(say("site.follow.stands"))}</p>` : "",
    running?.missedAt === undefined ? "" : `<p>${escapeHtml(say("site.follow.late"))}</p>`,
    ending === undefined ? "" : wordsHtml(ending.text) + detailsHtml(ending.details ?? []),
  ].join("");
}

/** The newest decision; while it waits for an answer, its question shows it. */
function decisionHtml(view: PageView, { complaint, actions }: ComplaintView): string {
  const { say, language } = view;
  const details = toldDetails(complaint, view);
  if (details.length === 0) return "";
  const isAsked = actions.some(({ open }) => open.action === "decision");
  return `<section><h2>${escapeHtml(say("view.decision"))}</h2>${isAsked ? "" : detailsHtml(details)}${answersHtml(complaint, say)}<p class="on-screen"><a href="/follow/report?lang=${language}">${escapeHtml(say("site.follow.report"))}</a></p></section>`;
}

function matterHtml({ matter, evidence, questions }: Complaint): string {
  const added = evidence.filter(({ internal, words }) => !internal && words !== undefined);
  const answers = questions.filter(({ answer }) => answer !== undefined);
  return [
    wordsHtml(matter.description),
    ...added.map(({ words = "" }) => wordsHtml(words)),
    ...answers.map(({ text, answer }) => detailsHtml([{ label: text, value: answer?.words ?? "" }])),
  ].join("");
}

function filesHtml({ say, language }: PageView, files: readonly Attachment[]): string {
  if (files.length === 0) return "";
  const items = files.map((file) => {
    const { id, stored, state } = file;
    if (stored === undefined)
      return `<li>${fileName(file, say, language)} · ${escapeHtml(say("site.follow.file", { state }))}</li>`;
    const small =
      stored.thumbnailKey === undefined
        ? ""
        : `<img src="/follow/files/${id}?size=small" alt="" loading="lazy" width="96" height="96">`;
    return `<li><a href="/follow/files/${id}">${small}<span>${fileName(file, say, language)}</span></a></li>`;
  });
  return `<h3>${escapeHtml(say("site.follow.files"))} <span class="aside">(${escapeHtml(numberIn(files.length, language))})</span></h3><ul class="files pictures">${items.join("")}</ul>`;
}

function foldedHtml(view: PageView, shown: ComplaintView, action: ActionForm): string {
  const isOpen = action.form.errors.length + action.troubles.length > 0;
  return `<details${isOpen ? " open" : ""}><summary>${escapeHtml(view.say(action.open.name))}</summary>${actionHtml(view, shown, action)}</details>`;
}

/** One action as a form: questions, choices and checks are those of the chat. Sent by POST alone, with the page's own token. */
function actionHtml(view: PageView, { token, once }: ComplaintView, shown: ActionForm): string {
  const { say, language } = view;
  const { open, form, given, troubles } = shown;
  const { action } = open;
  const prefix = `${action}-`;
  const fields = { say, form, given, prefix };
  const hidden = [
    ["token", token],
    ["once", `${once}.${action}`],
    ...Object.entries(open.slots).flatMap(([name, value]) =>
      name === "questionId" || name === "round" ? [[name, String(value)]] : [],
    ),
  ].map(([name = "", value = ""]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`);
  return `<form method="post" action="/follow/do/${action}?lang=${language}" enctype="multipart/form-data" class="action" novalidate>
${hidden.join("")}
${errorSummary(say, [...troubles.map((text) => ({ text })), ...form.errors], prefix)}
${questionHtml(action, form)}
${fieldsHtml(fields)}
${filesField(view, shown)}
${moreField(view, shown)}
<p class="buttons">${buttonsHtml(fields, action === "undo" ? say(open.name) : say("site.follow.send"))}</p>
</form>`;
}

/** A question whose options are buttons is told above them. */
function questionHtml(action: PageAction, { questions }: FilledForm): string {
  const asked = questions.find(
    ({ step, options }) => options.length > 0 && ["answer", "stands", "sure"].includes(step),
  );
  return asked === undefined || action === "question" ? "" : wordsHtml(asked.text);
}

/** Words beside the choices: why, or what the marks do not say. */
function moreField({ say }: PageView, { open: { action }, given, more }: ActionForm): string {
  if (action !== "rate" && action !== "decision") return "";
  const [name, label, value] =
    action === "rate"
      ? ["more", say("site.follow.rate_words"), more]
      : [wordsField("answer"), say("site.follow.why"), given["answer"]?.words ?? ""];
  const id = `${action}-more`;
  return `<div class="field"><label for="${id}">${escapeHtml(label)} <span class="aside">(${escapeHtml(say("site.optional"))})</span></label><textarea id="${id}" name="${name}" rows="3" maxlength="${maxWords}" dir="auto">${value === "" ? "" : `\n${escapeHtml(value)}`}</textarea></div>`;
}

function filesField({ say, language }: PageView, { open: { action }, form, files, tickets }: ActionForm): string {
  if (!form.questions.some(({ takes }) => takes.files)) return "";
  const id = `${action}-files`;
  const received = files.map(
    (file, index) =>
      `<li>${fileName(file, say, language)}<input type="hidden" name="file" value="${escapeHtml(tickets[index] ?? "")}"></li>`,
  );
  const list = received.length === 0 ? "" : `<ul class="files">${received.join("")}</ul>`;
  return `<div class="field"><label for="${id}">${escapeHtml(say("site.follow.files"))} <span class="aside">(${escapeHtml(say("site.optional"))})</span></label>${list}<input id="${id}" type="file" name="files" multiple accept="${acceptedFiles}"></div>`;
}

function newPasscodeHtml({ say, language }: PageView, { token }: ComplaintView): string {
  return `<details><summary>${escapeHtml(say("follow.new_passcode"))}</summary><form method="post" action="/follow/passcode?lang=${language}" class="action"><input type="hidden" name="token" value="${escapeHtml(token)}"><p>${escapeHtml(say("site.follow.lost_lead"))}</p><p class="buttons"><button>${escapeHtml(say("site.follow.lost_send"))}</button></p></form></details>`;
}

/** The report on paper: what was complained about, what was found, what is promised. */
export function reportPage(view: PageView, complaint: Complaint): string {
  const { say, language, organisation } = view;
  return pageHtml(view, {
    title: say("view.report"),
    isPersonal: true,
    main: `<main class="sheet paper">
<h1>${escapeHtml(say("view.report"))}</h1>
${detailsHtml([...standingDetails(complaint, view), ...toldDetails(complaint, view)])}
${answersHtml(complaint, say)}
<h2>${escapeHtml(say("site.follow.matter"))}</h2>
${wordsHtml(complaint.matter.description)}
<p class="aside"><bdi>${escapeHtml(organisation.contact.email)}</bdi></p>
<p class="on-screen buttons"><a class="button" href="/follow?lang=${language}">${escapeHtml(say("site.follow.back"))}</a> <button type="button" data-print hidden>${escapeHtml(say("site.print"))}</button></p>
</main>`,
    end: `<script src="/site.js" defer></script>`,
  });
}
