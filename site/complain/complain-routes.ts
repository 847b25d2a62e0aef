import type { SiteFiled } from "../../core/casework/site-filing.ts";
import type { Facts } from "../../core/conversation/facts.ts";
import type { FilledForm } from "../../core/conversation/form-of-flow.ts";
import type { RunnableFlow } from "../../core/conversation/runnable.ts";
import { originOfAddress } from "../../core/http/origin-of-address.ts";
import type { HttpRequest, HttpResponse, Route } from "../../core/http/route.ts";
import { personalPage, viewOf } from "../page-of.ts";
import { complainPage, reviewPage } from "../pages/complain-page.ts";
import { filedPage } from "../pages/filed-page.ts";
import { promisedFrom } from "../pages/next-steps.ts";
import type { PageView } from "../pages/page.ts";
import { fieldOf, formLimits, readForm } from "../read-form.ts";
import type { SentForm } from "../read-form.ts";
import { isForeign } from "../same-origin.ts";
import type { SiteTools } from "../site-tools.ts";
import { fileTicket } from "../stage-files.ts";
import { answersIn, takeFiles, tooLong } from "../take-in.ts";
import { commandOf, fillComplaint, filingFlow, nothingTold, readBack } from "./complain-form.ts";
import type { Told } from "./complain-form.ts";
import { createFormTickets } from "./form-ticket.ts";
import type { FormTicket, FormTickets } from "./form-ticket.ts";

const hourMs = 60 * 60_000;

/** Complaints from one address in an hour: a whole village may share an address of its mobile network. */
const filings = { count: 30, perMs: hourMs };

/** What the complain pages stand on; `flow` is the dialogue that the form is made from. */
interface ComplainTools extends SiteTools {
  readonly tickets: FormTickets;
  readonly flow: RunnableFlow;
}

/** Enter a complaint: the form, the read-back, and number and passcode. */
export function complainRoutes(site: SiteTools, flow: RunnableFlow = filingFlow): readonly Route[] {
  const tools: ComplainTools = { ...site, flow, tickets: createFormTickets(site.sealer, site.random) };
  const path = "/complain";
  return [
    { method: "GET", path, maxBodyBytes: 0, handle: (request) => showForm(tools, request) },
    { method: "POST", path, maxBodyBytes: formLimits.read, raw: true, handle: (request) => takeForm(tools, request) },
  ];
}

/** One form on its way: what was told, and what the flow makes of it. */
interface Sent {
  readonly view: PageView;
  readonly facts: Facts;
  readonly told: Told;
  readonly form: FilledForm;
  readonly troubles: readonly string[];
  readonly ticket: string;
  readonly read: FormTicket | undefined;
}

async function showForm(tools: ComplainTools, request: HttpRequest): Promise<HttpResponse> {
  const asked = request.query.get("source") ?? "";
  const source = tools.organisation.sources.find(({ key }) => key === asked);
  const view = viewOf(tools, request, "/complain", source === undefined ? {} : { source: asked });
  const facts = await tools.casework.facts(view.language);
  const product = source?.product?.[view.language];
  const told: Told = {
    ...nothingTold,
    source: source?.key,
    ...(product === undefined ? {} : { given: { product: { words: product } } }),
  };
  const form = { ...fillComplaint(tools.flow, told, facts), errors: [] };
  const ticket = tools.tickets.issue(facts.now);
  const blank = formPage(tools, { view, facts, told, form, troubles: [], ticket, read: undefined }, 200);
  // Nobody's words are in it yet, and only a page that may be kept is brought back with what was typed into it.
  return { ...blank, headers: { ...blank.headers, "cache-control": "private, no-cache" } };
}

async function takeForm(tools: ComplainTools, request: HttpRequest): Promise<HttpResponse> {
  const view = viewOf(tools, request, "/complain");
  const form = await readForm(request);
  if (isForeign(request, tools.publicUrl)) {
    const sent = await takeIn(tools, request, view, { ...form, files: [] });
    return again(tools, sent, 403, view.say("site.follow.again"));
  }
  const sent = await takeIn(tools, request, view, form);
  const go = fieldOf(form, "go");
  if (go === "change") return formPage(tools, { ...sent, form: { ...sent.form, errors: [] } }, 200);
  if (go === "upload" && sent.troubles.length === 0)
    return formPage(tools, { ...sent, form: { ...sent.form, errors: [] } }, 200);
  if (sent.troubles.length > 0 || sent.form.errors.length > 0) return formPage(tools, sent, 422);
  if (go !== "file")
    return personalPage(view, 200, reviewPage(view, shown(tools, sent), readBack(tools.flow, sent.form, sent.facts)));
  return file(tools, request, sent);
}

/** Everything that a form brought, with its files set aside. */
async function takeIn(tools: ComplainTools, request: HttpRequest, view: PageView, form: SentForm): Promise<Sent> {
  const { say } = view;
  const { files, troubles } = await takeFiles(tools, request, say, form);
  const source = fieldOf(form, "source");
  const isSource = tools.organisation.sources.some(({ key }) => key === source);
  const told: Told = {
    given: answersIn(form),
    name: fieldOf(form, "name").trim().slice(0, 200),
    files,
    source: isSource ? source : undefined,
  };
  const facts = withName(
    await tools.casework.facts(
      view.language,
      undefined,
      files.map(({ id }) => id),
    ),
    told.name,
  );
  const filled = fillComplaint(tools.flow, told, facts);
  const sentTicket = fieldOf(form, "form");
  const read = tools.tickets.read(sentTicket, facts.now);
  return {
    view,
    facts,
    told,
    form: { ...filled, errors: [...filled.errors, ...tooLong(told.given, say)] },
    troubles: [...troubles, ...(fieldOf(form, "website") === "" ? [] : [say("site.complain.leave_empty")])],
    ticket: read === undefined || read.isExpired ? tools.tickets.issue(facts.now) : sentTicket,
    read,
  };
}

function withName(facts: Facts, name: string): Facts {
  return name === "" ? facts : { ...facts, customer: { ...facts.customer, name } };
}

/** Files it, once for each form. */
async function file(tools: ComplainTools, request: HttpRequest, sent: Sent): Promise<HttpResponse> {
  const { view, facts, form, read } = sent;
  const known = read === undefined ? undefined : await tools.store.complaints.byId(read.keys.id);
  if (read === undefined || (read.isExpired && known === undefined))
    return again(tools, sent, 409, view.say("site.complain.expired"));
  if (read.isExpired && known !== undefined) return filed(tools, sent, { complaint: known, isRepeat: true });
  const command = commandOf(tools.flow, form, facts);
  if (command === undefined) return formPage(tools, sent, 422);
  if (known === undefined) {
    const key = `site-file ${originOfAddress(request.ip)}`;
    const { granted, free } = await tools.store.buckets.take(key, filings, 1, facts.now);
    if (granted === 0) return again(tools, sent, 429, view.say("site.complain.too_often", { until: free }));
  }
  return filed(tools, sent, await tools.casework.file({ keys: read.keys, command, language: view.language }));
}

function filed(tools: ComplainTools, { view, facts, form }: Sent, done: SiteFiled): HttpResponse {
  const { complaint, passcode } = done;
  const start = passcode === undefined ? undefined : tools.startLinks.toComplaint(complaint, facts.now);
  const chats = start === undefined ? [] : tools.chats(start);
  const promised = promisedFrom(tools.calendar(), complaint.registeredAt, complaint);
  const hasPhone = typeof form.slots["phone"] === "string" && facts.sendsSms;
  return personalPage(view, 200, filedPage(view, { filed: done, promised, hasPhone, chats }));
}

function again(tools: ComplainTools, sent: Sent, status: number, trouble: string): HttpResponse {
  return formPage(tools, { ...sent, troubles: [...sent.troubles, trouble] }, status);
}

function formPage(tools: ComplainTools, sent: Sent, status: number): HttpResponse {
  return personalPage(sent.view, status, complainPage(sent.view, shown(tools, sent)));
}

function shown(tools: ComplainTools, { told, form, troubles, ticket, facts }: Sent) {
  const tickets = told.files.map((each) => fileTicket(tools.sealer, each));
  return { told, form, troubles, ticket, tickets, promised: promisedFrom(tools.calendar(), facts.now) };
}
