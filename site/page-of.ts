import { askedLanguage } from "../core/http/language-of.ts";
import { html } from "../core/http/respond.ts";
import type { HttpRequest, HttpResponse } from "../core/http/route.ts";
import { policyFor, type PageView } from "./pages/page.ts";
import type { SiteTools } from "./site-tools.ts";

/** What a page at `path` is made from, in the language that the request asks for. */
export function viewOf(
  tools: Pick<SiteTools, "organisation" | "publicUrl" | "sayIn">,
  request: Pick<HttpRequest, "query" | "headers">,
  path: string,
  query: Readonly<Record<string, string>> = {},
): PageView {
  const { organisation, publicUrl } = tools;
  const asked = askedLanguage(request);
  const language = organisation.languages.find((offered) => offered === asked) ?? organisation.languages[0];
  return { path, language, say: tools.sayIn(language), organisation, publicUrl, query };
}

/**
 * A page of one customer's: kept by no cache. Its forms tell our own server where they come from, which the policy for everything else would not
 * let them (Fetch Standard, "append a request Origin header").
 */
export function personalPage(
  view: PageView,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  return html(status, text, {
    "content-security-policy": policyFor(view.publicUrl),
    "content-language": view.language,
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
    ...headers,
  });
}
