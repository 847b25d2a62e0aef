import { createHash } from "node:crypto";
import { askedLanguage } from "../../core/http/language-of.ts";
import { html, problem } from "../../core/http/respond.ts";
import type { HttpRequest, HttpResponse, Route } from "../../core/http/route.ts";
import { directionOf, languageNames } from "../../core/language/language.ts";
import type { Language } from "../../core/language/language.ts";
import { sayIn } from "../../core/language/say.ts";
import type { Say } from "../../core/language/text-key.ts";
import type { Inbound } from "../../core/channel/inbound.ts";
import type { Clock, Ids } from "../../core/ports.ts";
import type { Outbox, OutboxEntry } from "./outbox.ts";
import { outboxStyle } from "./outbox-style.ts";

export interface OutboxPageTools {
  readonly outbox: Outbox;
  readonly receive: (inbound: Inbound) => Promise<unknown>;
  /** Whether the request comes from a browser on this very machine, to an address that only this machine has. */
  readonly isFromHere: (request: HttpRequest) => boolean;
  readonly languages: readonly [Language, ...Language[]];
  readonly timeZone: string;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Looks again every two seconds and puts what is new into the list, so that nothing that is being typed or read is taken away. */
const refreshing = `
setInterval(async () => {
  if (document.hidden) return;
  const answer = await fetch(location.href).catch(() => undefined);
  if (answer === undefined || !answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#shown");
  const shown = document.querySelector("#shown");
  if (fresh !== null && shown !== null && fresh.innerHTML !== shown.innerHTML) shown.innerHTML = fresh.innerHTML;
}, 2000);
`;

/** The words of one SMS, each letter of them up to nine bytes in a form. */
const maxFormBytes = 32 * 1_024;

/** `/outbox`: what would have been sent by SMS, and a form to answer as the customer. For this machine alone: passcodes are to be read there. */
export function outboxRoutes(tools: OutboxPageTools): readonly Route[] {
  const here = (serve: Route["handle"]): Route["handle"] => {
    // As if there were nothing: whoever may not see it need not know of it.
    return async (request) => (tools.isFromHere(request) ? serve(request) : problem(404, "problem.not_found"));
  };
  return [
    { method: "GET", path: "/outbox", maxBodyBytes: 0, handle: here(async (request) => page(request, tools)) },
    { method: "POST", path: "/outbox", maxBodyBytes: maxFormBytes, handle: here((request) => answer(request, tools)) },
  ];
}

/** Takes the form as an SMS of the number. The browser says from which page it comes: another site's cannot write in a customer's name. */
async function answer(request: HttpRequest, { outbox, receive, ids }: OutboxPageTools): Promise<HttpResponse> {
  const { origin, host } = request.headers;
  if (origin === undefined || URL.parse(origin)?.host !== host) return problem(403, "problem.forbidden");
  const phone = fieldOf(request.body, "phone");
  const text = fieldOf(request.body, "text").trim();
  if (text === "" || !outbox.entries().some((entry) => entry.phone === phone)) return problem(400, "problem.malformed");
  await receive({
    address: { channel: "sms", externalId: phone },
    externalId: `outbox:${ids.uuid()}`,
    reply: { kind: "text", text },
    phone,
  });
  return { status: 303, headers: { location: `/outbox${languageQuery(request)}` } };
}

function fieldOf(body: unknown, name: string): string {
  const value: unknown = typeof body === "object" && body !== null ? Reflect.get(body, name) : undefined;
  return typeof value === "string" ? value : "";
}

function languageQuery({ query }: HttpRequest): string {
  const language = query.get("lang");
  return language === null ? "" : `?lang=${encodeURIComponent(language)}`;
}

function page(request: HttpRequest, { outbox, languages, timeZone, clock }: OutboxPageTools): HttpResponse {
  const asked = askedLanguage(request);
  const language = languages.find((offered) => offered === asked) ?? languages[0];
  const say = sayIn(language, timeZone, clock.now());
  const all = outbox.entries();
  const phone = all.find((entry) => entry.phone === request.query.get("to"))?.phone;
  const shown = phone === undefined ? all : all.filter((entry) => entry.phone === phone);
  const form = phone === undefined ? "" : formHtml(phone, language, say);
  const list = shown.map((entry) => entryHtml(entry, phone === undefined, language, say)).join("\n");
  const shownHtml =
    list === "" ? `<p class="empty">${escaped(say("outbox.empty"))}</p>` : `<ol class="list">${list}</ol>`;
  const main = `${form}<div id="shown" aria-live="polite">${shownHtml}</div>`;
  return html(200, documentHtml({ main, language, languages, say }), {
    "content-security-policy": policy,
    // A browser that tells no page where it comes from would not tell the form's origin either.
    "referrer-policy": "same-origin",
    "content-language": language,
    vary: "accept-language",
  });
}

const policy = [
  "default-src 'none'",
  `style-src ${hashOf(outboxStyle)}`,
  `script-src ${hashOf(refreshing)}`,
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

interface DocumentParts extends Pick<OutboxPageTools, "languages"> {
  readonly main: string;
  readonly language: Language;
  readonly say: Say;
}

function documentHtml({ main, language, languages, say }: DocumentParts): string {
  const links = languages.map((other) => {
    const current = other === language ? ' aria-current="true"' : "";
    return `<a href="/outbox?lang=${other}" lang="${other}" hreflang="${other}"${current}>${languageNames[other]}</a>`;
  });
  return `<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(say("outbox.title"))}</title>
<style>${outboxStyle}</style>
</head>
<body>
<header>
<h1><a href="/outbox?lang=${language}">${escaped(say("outbox.title"))}</a></h1>
<nav aria-label="${escaped(say("page.languages"))}">${links.join("")}</nav>
</header>
<main>
<p class="about">${escaped(say("outbox.about"))}</p>
${main}
</main>
<script>${refreshing}</script>
</body>
</html>
`;
}

/** The words run in their own direction, whatever the page's is. */
function entryHtml(entry: OutboxEntry, withLink: boolean, language: Language, say: Say): string {
  const { phone, text, at, parts, units, encoding } = entry;
  const to = `<bdi dir="ltr">${escaped(phone)}</bdi>`;
  const target = `/outbox?lang=${language}&amp;to=${encodeURIComponent(phone)}`;
  const link = withLink ? `<a class="answer" href="${target}">${escaped(say("outbox.answer"))}</a>` : "";
  const size = say("outbox.size", { parts, units, alphabet: encoding === "gsm7" ? "GSM-7" : "UCS-2" });
  return `<li>
<div class="top"><strong>${to}</strong><time datetime="${at.toISOString()}">${escaped(say("outbox.at", { at }))}</time></div>
<p class="words" dir="auto">${escaped(text)}</p>
<div class="foot"><span${parts > 1 ? ' class="many"' : ""}>${escaped(size)}</span>${link}</div>
</li>`;
}

function formHtml(phone: string, language: Language, say: Say): string {
  return `<form method="post" action="/outbox?lang=${language}">
<label for="text">${escaped(say("outbox.answer"))} <bdi dir="ltr">${escaped(phone)}</bdi></label>
<input type="hidden" name="phone" value="${escaped(phone)}">
<textarea id="text" name="text" rows="2" dir="auto" required autofocus></textarea>
<button>${escaped(say("outbox.send"))}</button>
</form>
`;
}

/** `text` as HTML, also within a quoted attribute. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/gu, (sign) => `&#${String(sign.charCodeAt(0))};`);
}
