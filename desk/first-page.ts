import { z } from "zod";
import type { Refusal } from "../core/errors.ts";
import { askedLanguage } from "../core/http/language-of.ts";
import { html, problem } from "../core/http/respond.ts";
import type { HttpRequest, HttpResponse, Route } from "../core/http/route.ts";
import { directionOf } from "../core/language/language.ts";
import type { Language } from "../core/language/language.ts";
import type { Say } from "../core/language/text-key.ts";
import { setUpByLink } from "../core/staff/one-time-links.ts";
import { passwordLength } from "../core/staff/password-policy.ts";
import { credentialsOf, isForeign, sessionCookie } from "./authenticate.ts";
import type { DeskTools } from "./desk-tools.ts";
import { exact } from "./schemas/api-zod.ts";

const PATH = "/desk/first";

/** The page's own style sheet is the site's; nothing else is loaded, and the form goes nowhere else. */
const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** What the form sends; what is missing or too long is answered by the policy's own sentences. */
const formSchema = z.object({
  token: z.string().max(100),
  password: z.string().max(1_000),
  name: z.string().trim().max(500).optional(),
  email: z.string().trim().toLowerCase().max(320).optional(),
});

/** The page behind a one-time link: it sets a password and signs in, without a script. */
export function firstPageRoutes(tools: DeskTools): readonly Route[] {
  return [
    {
      method: "GET",
      path: PATH,
      maxBodyBytes: 0,
      handle: async (request) => form(request, tools, { token: request.query.get("token") ?? "" }),
    },
    { method: "POST", path: PATH, maxBodyBytes: 16 * 1024, handle: (request) => setUp(request, tools) },
  ];
}

async function setUp(request: HttpRequest, tools: DeskTools): Promise<HttpResponse> {
  if (isForeign(request, credentialsOf(request, tools), tools)) return problem(403, "staff.foreign_origin");
  const read = formSchema.safeParse(request.body);
  if (!read.success) return form(request, tools, { token: "" }, { key: "staff.wrong_input" });
  const { password, ...typed } = read.data;
  const { token, name, email } = typed;
  const hasAddress = z.email().safeParse(email).success;
  const done = await setUpByLink(
    tools,
    exact({ token, password, name: name === "" ? undefined : name, email: hasAddress ? email : undefined }),
  );
  if (!done.ok) return form(request, tools, typed, done.refusal);
  const { say, language } = wordsFor(request, tools);
  const main = `<p class="lead">${escape(say("desk.first.done"))}</p>
<p><a href="/desk">${escape(say("desk.first.open"))}</a></p>`;
  return page(200, language, say, main, { "set-cookie": sessionCookie(tools, done.value.token) });
}

/** What the form shows again after an error: all but the password. */
type Typed = Omit<z.infer<typeof formSchema>, "password">;

function form(
  request: HttpRequest,
  tools: DeskTools,
  { token, name = "", email = "" }: Typed,
  wrong?: Refusal,
): HttpResponse {
  const { say, language } = wordsFor(request, tools);
  const trouble =
    wrong === undefined ? "" : `<p role="alert"><strong>${escape(say(wrong.key, wrong.args))}</strong></p>`;
  const main = `<p class="lead">${escape(say("desk.first.intro"))}</p>
${trouble}
<form method="post" action="${PATH}?lang=${language}">
<input type="hidden" name="token" value="${escape(token)}">
<p><label>${escape(say("desk.first.email"))}<br><input name="email" type="email" autocomplete="username" maxlength="320" dir="ltr" value="${escape(email)}"></label></p>
<p><label>${escape(say("desk.first.name"))}<br><input name="name" autocomplete="name" maxlength="500" dir="auto" value="${escape(name)}"></label></p>
<p><label>${escape(say("desk.first.password", { min: passwordLength.min }))}<br><input name="password" type="password" autocomplete="new-password" required minlength="${String(passwordLength.min)}" dir="ltr"></label></p>
<p><button>${escape(say("desk.first.submit"))}</button></p>
</form>`;
  return page(wrong === undefined ? 200 : 409, language, say, main);
}

function page(
  status: number,
  language: Language,
  say: Say,
  main: string,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  const title = escape(say("desk.first.title"));
  const text = `<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${title}</title><link rel="icon" href="/icon.svg" type="image/svg+xml"><link rel="stylesheet" href="/site.css"></head>
<body><main class="sheet"><h1>${title}</h1>
${main}
</main></body>
</html>
`;
  return html(status, text, {
    "content-security-policy": POLICY,
    "content-language": language,
    // Without it, a form is sent with the origin `null` (Fetch Standard, "append a request Origin header"), and refused.
    "referrer-policy": "same-origin",
    ...headers,
  });
}

function wordsFor(
  request: HttpRequest,
  { organisation, sayIn }: DeskTools,
): { readonly say: Say; readonly language: Language } {
  const language = askedLanguage(request) ?? organisation.languages[0];
  return { language, say: sayIn(language) };
}

function escape(text: string): string {
  return text.replace(/[&<>"']/gu, (sign) => `&#${String(sign.charCodeAt(0))};`);
}
