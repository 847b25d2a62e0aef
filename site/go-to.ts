import type { HttpResponse } from "../core/http/route.ts";
import type { PageView } from "./pages/page.ts";

/** After a form the browser asks anew, so that neither reloading nor going back sends it again. */
export function goTo(
  { language }: Pick<PageView, "language">,
  path: string,
  query: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  const asked = new URLSearchParams({ ...query, lang: language });
  return { status: 303, headers: { location: `${path}?${asked.toString()}`, ...headers } };
}
