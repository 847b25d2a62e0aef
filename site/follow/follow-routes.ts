import { codesIn } from "../../core/conversation/codes.ts";
import { originOfAddress } from "../../core/http/origin-of-address.ts";
import { problem } from "../../core/http/respond.ts";
import type { HttpRequest, HttpResponse, Route } from "../../core/http/route.ts";
import type { Say } from "../../core/language/text-key.ts";
import { toLatinDigits } from "../../core/language/digits.ts";
import { goTo } from "../go-to.ts";
import { personalPage, viewOf } from "../page-of.ts";
import { reportPage } from "../pages/complaint-page.ts";
import type { PageView } from "../pages/page.ts";
import { lostPage, signInPage } from "../pages/sign-in-page.ts";
import type { SignInView } from "../pages/sign-in-page.ts";
import { formLimits } from "../read-form.ts";
import { isForeign } from "../same-origin.ts";
import type { SiteTools } from "../site-tools.ts";
import { pageActions } from "./actions.ts";
import { followCookie, formToken, startFollowing } from "./follow-cookie.ts";
import { openedBy, showComplaint } from "./opened.ts";
import type { Opened } from "./opened.ts";
import { takeAction } from "./take-action.ts";
import { fileAnswer, visibleFiles } from "./visible-files.ts";

/** A form of a few short fields. */
const formBytes = 4_096;

/** Follow a complaint: the door with number and passcode, the page, its files, the report on paper. */
export function followRoutes(tools: SiteTools): readonly Route[] {
  const get = (path: string, handle: Route["handle"]): Route => ({ method: "GET", path, maxBodyBytes: 0, handle });
  const post = (path: string, handle: Route["handle"]): Route => ({
    method: "POST",
    path,
    maxBodyBytes: formBytes,
    handle,
  });
  return [
    get("/follow", (request) => show(tools, request)),
    post("/follow", (request) => signIn(tools, request)),
    get("/follow/lost", async (request) => showLost(tools, request)),
    post("/follow/lost", (request) => renewLost(tools, request)),
    post("/follow/passcode", (request) => renewOpened(tools, request)),
    post("/follow/leave", (request) => leave(tools, request)),
    get("/follow/report", (request) => showReport(tools, request)),
    get("/follow/files/:id", (request) => sendFile(tools, request)),
    ...pageActions.map((action): Route => ({
      method: "POST",
      path: `/follow/do/${action}`,
      maxBodyBytes: formLimits.read,
      raw: true,
      handle: (request) => takeAction(tools, request, action),
    })),
  ];
}

/** A link in a message names the number alone, so that nobody who reads over a shoulder gets in. */
async function show(tools: SiteTools, request: HttpRequest): Promise<HttpResponse> {
  const number = codesIn(request.query.get("n") ?? "").number ?? "";
  const view = viewOf(tools, request, "/follow", number === "" ? {} : { n: number });
  const opened = await openedBy(tools, request);
  const notice = noticeOf(request.query.get("told") ?? "", view.say);
  if (typeof opened === "object" && isAsked(opened, number))
    return showComplaint(tools, view, opened, { status: 200, notice });
  const over = opened === "over" ? view.say("site.follow.over") : undefined;
  return signInAnswer(view, 200, { number, notice: notice ?? over });
}

/** Whether the open complaint is that of the link, or the link names none. */
function isAsked({ complaint }: Opened, number: string): boolean {
  return number === "" || complaint.number === number;
}

function noticeOf(told: string, say: Say): string | undefined {
  if (told === "left") return say("site.follow.left");
  return pageActions.some((action) => action === told) ? say("site.told", { what: told }) : undefined;
}

async function signIn(tools: SiteTools, request: HttpRequest): Promise<HttpResponse> {
  const view = viewOf(tools, request, "/follow");
  const number = fieldIn(request, "number");
  if (isForeign(request, tools.publicUrl))
    return signInAnswer(view, 403, { number: "", trouble: view.say("site.follow.again") });
  const both = codesIn(number);
  const passcode = fieldIn(request, "passcode");
  const found = await tools.casework.identify(
    both.number ?? number,
    passcode === "" ? (both.passcode ?? "") : passcode,
    `site:${originOfAddress(request.ip)}`,
  );
  if (!found.ok) {
    const { key, args } = found.refusal;
    const status = key === "refusal.too_many_tries" ? 429 : 422;
    return signInAnswer(view, status, { number: toLatinDigits(number).slice(0, 80), trouble: view.say(key, args) });
  }
  const complaint = await tools.casework.noteRead(found.value);
  const following = startFollowing(complaint, tools.clock.now(), tools.random);
  return goTo(view, "/follow", {}, { "set-cookie": followCookie(tools.sealer, tools.publicUrl, following) });
}

function showLost(tools: SiteTools, request: HttpRequest): HttpResponse {
  const number = codesIn(request.query.get("n") ?? "").number ?? "";
  const view = viewOf(tools, request, "/follow/lost", number === "" ? {} : { n: number });
  const isSent = request.query.get("told") === "sent";
  const notice = isSent ? { notice: view.say("passcode.sent_elsewhere") } : {};
  return personalPage(view, 200, lostPage(view, { number, ...notice }));
}

async function renewLost(tools: SiteTools, request: HttpRequest): Promise<HttpResponse> {
  const view = viewOf(tools, request, "/follow/lost");
  const written = fieldIn(request, "number");
  const wrong = (status: number, trouble: string): HttpResponse =>
    personalPage(view, status, lostPage(view, { number: toLatinDigits(written).slice(0, 80), trouble }));
  if (isForeign(request, tools.publicUrl)) return wrong(403, view.say("site.follow.again"));
  const { number } = codesIn(written);
  if (number === undefined) return wrong(422, view.say("follow.number.hint"));
  return renewed(tools, request, view, number, wrong);
}

/** Whoever has the page open gets no passcode on it either: it may be somebody else who sits there. */
async function renewOpened(tools: SiteTools, request: HttpRequest): Promise<HttpResponse> {
  const view = viewOf(tools, request, "/follow");
  const opened = await openedBy(tools, request);
  if (typeof opened !== "object") return signInAnswer(view, 401, { number: "", notice: view.say("site.follow.over") });
  const refuse = (status: number, notice: string): Promise<HttpResponse> =>
    showComplaint(tools, view, opened, { status, notice });
  const isOurs = fieldIn(request, "token") === formToken(tools.sealer, opened.following);
  if (!isOurs || isForeign(request, tools.publicUrl)) return refuse(403, view.say("site.follow.again"));
  return renewed(tools, request, view, opened.complaint.number, refuse);
}

async function renewed(
  tools: SiteTools,
  request: HttpRequest,
  view: PageView,
  number: string,
  refuse: (status: number, why: string) => HttpResponse | Promise<HttpResponse>,
): Promise<HttpResponse> {
  const answer = await tools.casework.renewLost(number, `site:${originOfAddress(request.ip)}`);
  if (!answer.ok) return refuse(429, view.say(answer.refusal.key, answer.refusal.args));
  return goTo(view, "/follow/lost", { told: "sent" });
}

async function leave(tools: SiteTools, request: HttpRequest): Promise<HttpResponse> {
  const view = viewOf(tools, request, "/follow");
  const opened = await openedBy(tools, request);
  const isOurs = typeof opened !== "object" || fieldIn(request, "token") === formToken(tools.sealer, opened.following);
  if (!isOurs || isForeign(request, tools.publicUrl)) return goTo(view, "/follow", {});
  const gone = { "set-cookie": followCookie(tools.sealer, tools.publicUrl, undefined) };
  return goTo(view, "/follow", { told: "left" }, gone);
}

async function showReport(tools: SiteTools, request: HttpRequest): Promise<HttpResponse> {
  const view = viewOf(tools, request, "/follow/report");
  const opened = await openedBy(tools, request);
  if (typeof opened !== "object") return signInAnswer(view, 401, { number: "", notice: view.say("site.follow.over") });
  const cookie = followCookie(tools.sealer, tools.publicUrl, opened.following);
  return personalPage(view, 200, reportPage(view, opened.complaint), { "set-cookie": cookie });
}

/** A file of the open complaint; for any other, and for whoever has none open, there is nothing here. */
async function sendFile(tools: SiteTools, request: HttpRequest): Promise<HttpResponse> {
  const opened = await openedBy(tools, request);
  if (typeof opened !== "object") return problem(404, "problem.not_found");
  const files = await visibleFiles(tools, opened.complaint);
  const file = files.find(({ id }) => id === request.params["id"]);
  const isSmall = request.query.get("size") === "small";
  const answer = file === undefined ? undefined : await fileAnswer(tools, file, isSmall);
  return answer ?? problem(404, "problem.not_found");
}

function fieldIn({ body }: HttpRequest, name: string): string {
  if (typeof body !== "object" || body === null) return "";
  const value: unknown = Object.entries(body).find(([key]) => key === name)?.[1];
  return typeof value === "string" ? value.trim() : "";
}

function signInAnswer(view: PageView, status: number, shown: SignInView): HttpResponse {
  return personalPage({ ...view, path: "/follow" }, status, signInPage(view, shown));
}
