import type { HttpResponse, Route } from "../core/http/route.ts";

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Headers that let the calling page read the answer of `route`; none where it may not, or nobody asks. */
export function corsHeaders(route: Route | undefined, headers: Headers): Record<string, string> {
  const cors = route?.cors;
  if (cors === undefined) return {};
  const origin = headers["origin"];
  if (typeof origin !== "string" || !cors.allows(origin)) return { vary: "origin" };
  return {
    vary: "origin",
    "access-control-allow-origin": origin,
    "access-control-expose-headers": "x-request-id,retry-after",
  };
}

/** Answers OPTIONS: a preflight of a page that may call, else which methods there are. */
export function answerOptions(routes: readonly Route[], headers: Headers): HttpResponse {
  const methods = allowedMethods(routes);
  const asked = headers["access-control-request-method"];
  const route = routes.find(({ method }) => method === asked);
  const cors = corsHeaders(route, headers);
  if (route?.cors === undefined || cors["access-control-allow-origin"] === undefined) {
    return { status: 204, headers: { allow: methods, ...cors } };
  }
  return {
    status: 204,
    headers: {
      ...cors,
      allow: methods,
      "access-control-allow-methods": route.method,
      "access-control-allow-headers": route.cors.headers.join(","),
      // Two hours: the longest that Chromium keeps a preflight.
      "access-control-max-age": "7200",
    },
  };
}

/** The methods of one path, as `Allow` lists them. */
function allowedMethods(routes: readonly Route[]): string {
  const methods = routes.flatMap(({ method }) => (method === "GET" ? ["GET", "HEAD"] : [method]));
  return [...methods, "OPTIONS"].join(", ");
}
