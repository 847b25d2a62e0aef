import type { HttpRequest } from "../core/http/route.ts";

/**
 * Whether another site's page sent this form. Browsers say where a form comes from (`Sec-Fetch-Site`, `Origin`); very old ones do not, and for
 * those the token in the form has to do.
 */
export function isForeign({ headers }: Pick<HttpRequest, "headers">, publicUrl: string): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin") return true;
  const { origin, host = "" } = headers;
  if (origin === undefined || origin === new URL(publicUrl).origin) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host;
}
