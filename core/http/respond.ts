import type { Refusal } from "../errors.ts";
import type { TextArgs, TextKey } from "../language/text-key.ts";
import type { HttpResponse } from "./route.ts";

type Headers = Readonly<Record<string, string>>;

/** Answers with JSON. */
export function json(status: number, body: unknown, headers: Headers = {}): HttpResponse {
  return { status, json: body, headers };
}

/** Answers with an HTML page; `headers` names its content security policy. */
export function html(status: number, text: string, headers: Headers = {}): HttpResponse {
  return { status, text, headers: { "content-type": "text/html; charset=utf-8", ...headers } };
}

/** Answers with problem details whose sentence is `key`. */
export function problem(status: number, key: TextKey, args?: TextArgs, headers: Headers = {}): HttpResponse {
  return refusal(status, args === undefined ? { key } : { key, args }, headers);
}

/** Answers a refusal of core with problem details. */
export function refusal(status: number, why: Refusal, headers: Headers = {}): HttpResponse {
  return { status, problem: { refusal: why }, headers };
}
