import { serveAsset } from "../core/http/asset.ts";
import { askedLanguage } from "../core/http/language-of.ts";
import { html } from "../core/http/respond.ts";
import type { HttpRequest, HttpResponse, Route } from "../core/http/route.ts";
import { sayIn } from "../core/language/say.ts";
import type { Organisation } from "../core/organisation/organisation.ts";
import { readSiteAssets } from "./assets.ts";
import { chatPage } from "./pages/chat-page.ts";
import { demoPage } from "./pages/demo-page.ts";
import { homePage } from "./pages/home-page.ts";
import { policyFor, type PageView } from "./pages/page.ts";

export interface SiteDeps {
  readonly organisation: Organisation;
  /** As the world sees this server, without a slash at its end. */
  readonly publicUrl: string;
  /** Reads the built widget elsewhere than in `site/widget/dist`; for tests. */
  readonly widgetScript?: string;
}

/** A page as HTML, from the view alone. */
type PageMaker = (view: PageView) => string;

const PAGES: Readonly<Record<string, PageMaker>> = { "/": homePage, "/chat": chatPage, "/demo": demoPage };

/**
 * The customer's pages, in the language of `?lang`, else of the browser, else the organisation's first; and the files they need.
 * Rejects with `Fault` where the widget has not been built.
 */
export async function createSite(deps: SiteDeps): Promise<readonly Route[]> {
  const assets = await readSiteAssets(deps.widgetScript);
  return [
    ...Object.entries(PAGES).map(([path, make]) => route(path, (request) => servePage(request, path, make, deps))),
    ...assets.map((asset) => route(asset.path, (request) => serveAsset(request, asset))),
  ];
}

function route(path: string, serve: (request: HttpRequest) => HttpResponse): Route {
  return { method: "GET", path, maxBodyBytes: 0, handle: async (request) => serve(request) };
}

function servePage(
  request: HttpRequest,
  path: string,
  make: PageMaker,
  { organisation, publicUrl }: SiteDeps,
): HttpResponse {
  const asked = askedLanguage(request);
  const language = organisation.languages.find((offered) => offered === asked) ?? organisation.languages[0];
  const say = sayIn(language, organisation.timeZone);
  return html(200, make({ path, language, say, organisation, publicUrl }), {
    "content-security-policy": policyFor(publicUrl),
    "content-language": language,
    "cache-control": "no-cache",
    vary: "accept-language",
  });
}
