import { askedLanguage } from "../core/http/language-of.ts";
import type { HttpRequest, HttpResponse, Problem } from "../core/http/route.ts";
import type { Language } from "../core/language/language.ts";
import type { Say, TextKey } from "../core/language/text-key.ts";
import type { Reply } from "./reply.ts";

export type SayIn = (language: Language) => Say;

/** What stands in a problem that nobody gave words: by status. */
const KEY_OF_STATUS: Readonly<Record<number, TextKey>> = {
  400: "problem.malformed",
  404: "problem.not_found",
  405: "problem.method_not_allowed",
  413: "problem.too_long",
  415: "problem.type_not_supported",
  429: "problem.too_many",
  503: "problem.unavailable",
};

/** Puts a response's problem into words as RFC 9457 has them; other responses stay as they are. */
export function inWords(
  response: HttpResponse,
  request: Pick<HttpRequest, "query" | "headers" | "correlationId">,
  sayIn: SayIn,
): Reply {
  const { problem, ...rest } = response;
  if (problem === undefined) return rest;
  const language = problem.language ?? askedLanguage(request) ?? "en";
  const { key, args } = problem.refusal;
  const say = sayIn(language);
  const json = {
    type: `urn:redress:problem:${key}`,
    title: say(titleOf(response.status)),
    status: response.status,
    detail: say(key, args),
    key,
    id: request.correlationId,
    ...(problem.fields === undefined ? {} : { fields: problem.fields }),
  };
  const headers = {
    ...rest.headers,
    "content-type": "application/problem+json; charset=utf-8",
    "content-language": language,
  };
  return { status: response.status, headers, text: JSON.stringify(json) };
}

/** A problem that says no more than its status does. */
export function problemOfStatus(status: number): Problem {
  return { refusal: { key: KEY_OF_STATUS[status] ?? "problem.internal" } };
}

function titleOf(status: number): TextKey {
  if (status === 401) return "problem.title.sign_in";
  if (status === 403) return "problem.title.forbidden";
  if (status === 404) return "problem.title.not_found";
  if (status === 409) return "problem.title.refused";
  if (status === 429) return "problem.title.too_many";
  return status >= 500 ? "problem.title.fault" : "problem.title.malformed";
}
