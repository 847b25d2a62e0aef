import type { z } from "zod";
import { Fault } from "../core/errors.ts";
import { askedLanguage } from "../core/http/language-of.ts";
import { problem } from "../core/http/respond.ts";
import type { HttpRequest, HttpResponse, Route, WrongField } from "../core/http/route.ts";
import type { Language } from "../core/language/language.ts";
import { may } from "../core/staff/permissions.ts";
import type { SignedIn } from "../core/staff/staff-sessions.ts";
import { authenticate, credentialsOf, isForeign, isForSomebodyElse } from "./authenticate.ts";
import type { DeskTools } from "./desk-tools.ts";
import type { Answer, Call, Endpoint } from "./endpoint.ts";

/** A report with its remedies in a script of three bytes a letter, and room to spare. */
const MAX_JSON_BYTES = 256 * 1024;

/** The route of an endpoint: who may, then what was sent, then the endpoint, then its answer held to its schema. */
export function routeOf(endpoint: Endpoint, tools: DeskTools): Route {
  const { method, path, multipart, body } = endpoint;
  const handle = async (request: HttpRequest): Promise<HttpResponse> => {
    const answer = await answerOf(endpoint, request, tools);
    return "value" in answer ? written(endpoint, answer) : answer;
  };
  if (multipart !== undefined) return { method, path, maxBodyBytes: multipart.maxBytes, raw: true, handle };
  return { method, path, maxBodyBytes: body === undefined ? 0 : MAX_JSON_BYTES, handle };
}

async function answerOf(endpoint: Endpoint, request: HttpRequest, tools: DeskTools): Promise<Answer<unknown>> {
  const credentials = credentialsOf(request, tools);
  if (isForeign(request, credentials, tools)) {
    tools.meter.refusedInput("desk", "foreign_origin");
    return problem(403, "staff.foreign_origin");
  }
  if (endpoint.access === "anyone") {
    const call = readCall(endpoint, request, tools, undefined);
    return "problem" in call ? call : endpoint.run(call);
  }
  const who = await authenticate(credentials, tools);
  if (who === undefined || isForSomebodyElse(request, who))
    return problem(401, "staff.sign_in_first", undefined, { "www-authenticate": "Bearer" });
  if (!may(who.agent.role, endpoint.access)) return inLanguage(problem(403, "staff.not_allowed"), request, who);
  const call = readCall(endpoint, request, tools, who);
  const answer = "problem" in call ? call : await endpoint.run(call, who);
  return "value" in answer ? answer : inLanguage(answer, request, who);
}

/** A problem speaks the agent's language where the request asks for none. */
function inLanguage(response: HttpResponse, request: HttpRequest, who: SignedIn): HttpResponse {
  if (response.problem === undefined) return response;
  return { ...response, problem: { language: languageFor(request, who), ...response.problem } };
}

function languageFor(request: HttpRequest, who: SignedIn | undefined): Language {
  return askedLanguage(request) ?? who?.agent.language ?? "en";
}

type Refused = HttpResponse & { readonly problem: NonNullable<HttpResponse["problem"]> };

function readCall(
  endpoint: Endpoint,
  request: HttpRequest,
  tools: DeskTools,
  who: SignedIn | undefined,
): Call<unknown, unknown, unknown> | Refused {
  if (endpoint.body !== undefined && request.body instanceof Uint8Array)
    return refuse(415, "problem.type_not_supported", []);
  const params = check(endpoint.params, request.params, "");
  const query = check(endpoint.query, singleValues(request.query), "");
  const body = check(endpoint.body, request.body, "");
  const wrong = [...params.wrong, ...query.wrong, ...body.wrong];
  if (wrong.length > 0) {
    tools.meter.refusedInput("desk", "schema");
    return refuse(400, "staff.wrong_input", wrong);
  }
  const language = languageFor(request, who);
  return { params: params.value, query: query.value, body: body.value, language, say: tools.sayIn(language), request };
}

function refuse(
  status: number,
  key: "problem.type_not_supported" | "staff.wrong_input",
  fields: readonly WrongField[],
): Refused {
  return { status, problem: { refusal: { key }, ...(fields.length === 0 ? {} : { fields }) } };
}

function singleValues(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...query].filter(([name, value]) => name !== "lang" && value !== ""));
}

interface Checked {
  readonly value?: unknown;
  readonly wrong: readonly WrongField[];
}

function check(schema: z.ZodType | undefined, value: unknown, prefix: string): Checked {
  if (schema === undefined) return { wrong: [] };
  const parsed = schema.safeParse(value);
  if (parsed.success) return { value: parsed.data, wrong: [] };
  // Twenty say enough; a body can be made to be wrong in thousands of places.
  const wrong = parsed.error.issues.slice(0, 20).map(({ path, code }) => ({ path: prefix + path.join("."), code }));
  return { wrong };
}

/** An answer passes its own schema, which takes out what is not described: a hash added to a row later cannot slip out. */
function written(
  { success, method, path }: Endpoint,
  { value, headers = {} }: { readonly value: unknown; readonly headers?: Readonly<Record<string, string>> },
): HttpResponse {
  if (success.schema === undefined) return { status: success.status, headers };
  const parsed = success.schema.safeParse(value);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.code}`).join(", ");
    throw new Fault("answer-schema", `${method} ${path} answers what it does not describe: ${wrong}`, parsed.error);
  }
  return { status: success.status, headers, json: parsed.data };
}
