import { serveAsset } from "../core/http/asset.ts";
import { html } from "../core/http/respond.ts";
import type { HttpRequest, HttpResponse, Route } from "../core/http/route.ts";
import { sayIn } from "../core/language/say.ts";
import type { Organisation } from "../core/organisation/organisation.ts";
import { readSiteAssets } from "./assets.ts";
import type { ChatLink } from "./chat-links.ts";
import { complainRoutes } from "./complain/complain-routes.ts";
import { followRoutes } from "./follow/follow-routes.ts";
import { viewOf } from "./page-of.ts";
import { chatPage } from "./pages/chat-page.ts";
import { demoPage } from "./pages/demo-page.ts";
import { homePage } from "./pages/home-page.ts";
import { policyFor, type PageView } from "./pages/page.ts";
import { createSealer } from "./sealer.ts";
import type { SiteTools } from "./site-tools.ts";

export interface SiteDeps {
  readonly organisation: Organisation;
  /** As the world sees this server, without a slash at its end. */
  readonly publicUrl: string;
  /** Reads the built widget elsewhere than in `site/widget/dist`; for tests. */
  readonly widgetScript?: string;
  /** What the pages stand on where customers complain and follow; unset: they are not served. */
  readonly services?: SiteServices;
}

/** `key`: 32 bytes, for the site alone. */
export type SiteServices = Omit<SiteTools, "organisation" | "publicUrl" | "sealer"> & { readonly key: Uint8Array };

/** A page as HTML, from the view and the chats on offer. */
type PageMaker = (view: PageView, chats: readonly ChatLink[]) => string;

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
    ...personalRoutes(deps),
  ];
}

/** The pages on which customers complain and follow what became of it. */
function personalRoutes({ organisation, publicUrl, services }: SiteDeps): readonly Route[] {
  if (services === undefined) return [];
  const { key, ...rest } = services;
  const tools: SiteTools = { ...rest, organisation, publicUrl, sealer: createSealer(key) };
  return [...complainRoutes(tools), ...followRoutes(tools)];
}

function route(path: string, serve: (request: HttpRequest) => HttpResponse): Route {
  return { method: "GET", path, maxBodyBytes: 0, handle: async (request) => serve(request) };
}

function servePage(
  request: HttpRequest,
  path: string,
  make: PageMaker,
  { organisation, publicUrl, services }: SiteDeps,
): HttpResponse {
  const tools = {
    organisation,
    publicUrl,
    sayIn: services?.sayIn ?? ((language) => sayIn(language, organisation.timeZone)),
  };
  const view = viewOf(tools, request, path);
  return html(200, make(view, services?.chats() ?? []), {
    "content-security-policy": policyFor(publicUrl),
    "content-language": view.language,
    "cache-control": "no-cache",
    vary: "accept-language",
  });
}
