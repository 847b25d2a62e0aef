import { createHash, timingSafeEqual } from "node:crypto";
import { isSiteCommand } from "../../core/casework/site-commands.ts";
import type { CommandOnComplaint, Outcome } from "../../core/conversation/conversation-command.ts";
import type { Facts } from "../../core/conversation/facts.ts";
import { fillForm } from "../../core/conversation/form-of-flow.ts";
import type { HttpRequest, HttpResponse } from "../../core/http/route.ts";
import type { TextKey } from "../../core/language/text-key.ts";
import { goTo } from "../go-to.ts";
import { personalPage, viewOf } from "../page-of.ts";
import type { ActionForm } from "../pages/complaint-page.ts";
import type { PageView } from "../pages/page.ts";
import { signInPage } from "../pages/sign-in-page.ts";
import { fieldOf, readForm } from "../read-form.ts";
import type { SentForm } from "../read-form.ts";
import { isForeign } from "../same-origin.ts";
import type { SiteTools } from "../site-tools.ts";
import { fileTicket } from "../stage-files.ts";
import { answersIn, takeFiles, tooLong } from "../take-in.ts";
import type { TakenFiles } from "../take-in.ts";
import { openActions } from "./actions.ts";
import type { OpenAction, PageAction } from "./actions.ts";
import { formToken } from "./follow-cookie.ts";
import { openedBy, showComplaint } from "./opened.ts";
import type { Opened } from "./opened.ts";

/** Refusals which say that the question has an answer by now, or needs none. */
const settled: ReadonlySet<TextKey> = new Set([
  "refusal.nothing_to_answer",
  "refusal.other_round_answered",
  "refusal.no_open_question",
  "refusal.question_answered_already",
  "refusal.question_withdrawn",
  "refusal.rated_already",
  "refusal.reason_given_already",
  "refusal.closed",
]);

/** Takes a form of the complaint's page in: from this page alone, once, and only where what it answers is still asked. */
export async function takeAction(tools: SiteTools, request: HttpRequest, action: PageAction): Promise<HttpResponse> {
  const view = viewOf(tools, request, "/follow");
  const form = await readForm(request);
  const opened = await openedBy(tools, request);
  if (typeof opened !== "object") return tooLate(view, form);
  const facts = await tools.casework.facts(view.language, opened.complaint);
  const open = openActions(opened.complaint, facts).find((each) => each.action === action);
  if (!isOurs(tools, request, form, opened)) {
    const sent = open === undefined ? undefined : filledIn(tools, open, form, noFiles, facts);
    const again = view.say("site.follow.again");
    return showComplaint(tools, view, opened, { status: 403, notice: again, ...(sent === undefined ? {} : { sent }) });
  }
  if (open === undefined || !isStillAsked(open, form)) return answeredMeanwhile(tools, view, opened);
  const sent = filledIn(tools, open, form, await takeFiles(tools, request, view.say, form), facts);
  if (sent.form.errors.length + sent.troubles.length > 0)
    return showComplaint(tools, view, opened, { status: 422, sent });
  return carryOut(tools, view, opened, sent, facts, fieldOf(form, "once"));
}

const noFiles: TakenFiles = { files: [], troubles: [] };

/** What was written while the page closed by itself is shown, to be copied. */
function tooLate(view: PageView, form: SentForm): HttpResponse {
  const words = Object.values(answersIn(form)).flatMap((answer) => answer?.words ?? []);
  const yours = [...words, fieldOf(form, "more")].filter((each) => each.trim() !== "").join("\n\n");
  return personalPage(view, 401, signInPage(view, { number: "", notice: view.say("site.follow.over"), yours }));
}

function isOurs(tools: SiteTools, request: HttpRequest, form: SentForm, { following }: Opened): boolean {
  const token = Buffer.from(fieldOf(form, "token"));
  const wanted = Buffer.from(formToken(tools.sealer, following));
  const isToken = token.length === wanted.length && timingSafeEqual(token, wanted);
  return isToken && !isForeign(request, tools.publicUrl);
}

/** The very decision, the very question that the page showed. */
function isStillAsked({ slots }: OpenAction, form: SentForm): boolean {
  return ["round", "questionId"].every((name) => {
    const asked = slots[name];
    return (typeof asked !== "string" && typeof asked !== "number") || fieldOf(form, name) === String(asked);
  });
}

async function answeredMeanwhile(tools: SiteTools, view: PageView, opened: Opened): Promise<HttpResponse> {
  const complaint = (await tools.store.complaints.byId(opened.complaint.id)) ?? opened.complaint;
  const notice = view.say("site.answered_meanwhile");
  return showComplaint(tools, view, { ...opened, complaint }, { status: 409, notice });
}

function filledIn(
  tools: SiteTools,
  open: OpenAction,
  sent: SentForm,
  { files, troubles }: TakenFiles,
  facts: Facts,
): ActionForm {
  const given = answersIn(sent);
  const step = fillForm(open.flow, open.slots, facts).questions.find(({ takes }) => takes.files)?.step;
  const ids = files.map(({ id }) => id);
  const withFiles = step === undefined ? given : { ...given, [step]: { ...given[step], files: ids } };
  const filled = fillForm(open.flow, open.slots, facts, withFiles);
  const form = { ...filled, errors: [...filled.errors, ...tooLong(given, facts.say)] };
  const tickets = files.map((file) => fileTicket(tools.sealer, file));
  return { open, form, given, more: fieldOf(sent, "more"), troubles, files, tickets };
}

async function carryOut(
  tools: SiteTools,
  view: PageView,
  opened: Opened,
  sent: ActionForm,
  facts: Facts,
  once: string,
): Promise<HttpResponse> {
  const { open, more } = sent;
  const extra = { words: more.trim(), attachments: [] };
  const slots = extra.words === "" ? sent.form.slots : (open.flow.collect(sent.form.slots, extra) ?? sent.form.slots);
  const finish = open.flow.finish(slots, facts);
  if (finish.kind !== "command" || !isSiteCommand(finish.command)) return goTo(view, "/follow", {});
  const outcome = await carryOutOnce(tools, opened, finish.command, once);
  // The doubt is asked about on the page itself.
  if (outcome.ok) return goTo(view, "/follow", outcome.doubted === true ? {} : { told: open.action });
  const { key, args } = outcome.refusal;
  if (settled.has(key)) return answeredMeanwhile(tools, view, opened);
  return showComplaint(tools, view, opened, { status: 409, notice: view.say(key, args), sent });
}

/** A finger that slips on a button twice adds a photo once. What was refused, or failed, can be sent again. */
async function carryOutOnce(
  { casework, store, clock }: SiteTools,
  { complaint }: Opened,
  command: CommandOnComplaint,
  once: string,
): Promise<Outcome> {
  const claim = `site-once ${createHash("sha256").update(`${complaint.id} ${once}`).digest("base64url")}`;
  const { failures } = await store.throttles.fail(claim, clock.now(), () => undefined);
  if (failures > 1) return { ok: true };
  try {
    const outcome = await casework.carryOut(complaint.id, command);
    if (!outcome.ok) await store.throttles.clear(claim);
    return outcome;
  } catch (fault) {
    await store.throttles.clear(claim);
    throw fault;
  }
}
