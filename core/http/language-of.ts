import { languageOfLocale } from "../language/guess.ts";
import type { Language } from "../language/language.ts";
import type { HttpRequest } from "./route.ts";

type Asking = Pick<HttpRequest, "query" | "headers">;

/** The language that a request asks for: `?lang`, else the best of `Accept-Language` (RFC 9110, section 12.5.4) that we have; undefined where neither names one. */
export function askedLanguage({ query, headers }: Asking): Language | undefined {
  return languageOfLocale(query.get("lang") ?? "") ?? accepted(headers["accept-language"] ?? "");
}

function accepted(header: string): Language | undefined {
  const wishes = header
    .slice(0, 500)
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().split(/\s*;\s*/u);
      const quality = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
      return { language: languageOfLocale(tag), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0);
  return wishes.sort((one, other) => other.quality - one.quality).find(({ language }) => language !== undefined)
    ?.language;
}
