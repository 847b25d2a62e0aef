import { z } from "zod";

/** One call of the API, as the SDK asks for it. */
export interface ApiCall {
  readonly method: string;
  readonly uri: string;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly params?: Readonly<Record<string, unknown>> | undefined;
  readonly data?: unknown;
}

/** A success of the API, as the SDK reads it. */
export interface ApiSuccess {
  readonly statusCode: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/** Twilio answered, and did not do it. Its words are left out: they may quote the customer. */
export class ApiRefusal extends Error {
  readonly status: number;
  readonly code: number | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(status: number, code: number | undefined, retryAfterMs: number | undefined) {
    super(`Twilio answered ${String(status)}${code === undefined ? "" : ` with code ${String(code)}`}`);
    this.name = "ApiRefusal";
    this.status = status;
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Nobody knows whether Twilio did it: no answer in time, a broken connection, or something that is not Twilio's. */
export class ApiSilence extends Error {
  constructor(what: string, cause?: unknown) {
    super(what, cause === undefined ? undefined : { cause });
    this.name = "ApiSilence";
  }
}

export interface HttpClientOptions {
  /** Origin that stands in the place of every host of Twilio; undefined: Twilio's own. */
  readonly apiRoot: string | undefined;
  /** How long one call may take. */
  readonly timeoutMs: number;
}

const twilioHost = /^https:\/\/(?:api|content)\.twilio\.com(?=\/)/u;

/** Longer answers than this are no JSON of Twilio: a full page of 1,000 messages with 1,600 letters each is below. */
const longestAnswer = 16_000_000;

const refusalShape = z.object({ code: z.int().optional() });

/** What the SDK sends everything through: it tries once, follows no redirect, and never lets an answer's words out. */
export function createHttpClient({ apiRoot, timeoutMs }: HttpClientOptions): {
  request(call: ApiCall): Promise<ApiSuccess>;
} {
  return {
    request: async (call) => {
      const url = new URL(apiRoot === undefined ? call.uri : call.uri.replace(twilioHost, apiRoot));
      for (const [name, value] of Object.entries(call.params ?? {})) url.searchParams.append(name, asText(value));
      const { response, text } = await answerOf(url, call, timeoutMs);
      const json = asJson(text);
      const headers = Object.fromEntries(response.headers);
      if (response.ok && (json !== undefined || response.status === 204))
        return { statusCode: response.status, body: json, headers };
      if (response.ok || json === undefined)
        throw new ApiSilence(`an answer with status ${String(response.status)} that is not Twilio's`);
      throw new ApiRefusal(response.status, refusalShape.safeParse(json).data?.code, retryAfter(headers));
    },
  };
}

async function answerOf(
  url: URL,
  call: ApiCall,
  timeoutMs: number,
): Promise<{ readonly response: Response; readonly text: string }> {
  try {
    const response = await fetch(url, {
      method: call.method.toUpperCase(),
      headers: headersOf(call),
      body: bodyOf(call),
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
    });
    const bytes = await withinLimit(response);
    return { response, text: bytes };
  } catch (failure) {
    // The URL names the customer's number and the account: neither belongs in a log.
    throw new ApiSilence("Twilio did not answer", failure instanceof Error ? failure.name : undefined);
  }
}

async function withinLimit(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > longestAnswer) throw new ApiSilence("an endless answer");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function headersOf({ headers = {}, username = "", password = "" }: ApiCall): Record<string, string> {
  const credentials = Buffer.from(`${username}:${password}`, "utf8").toString("base64");
  return { ...headers, authorization: `Basic ${credentials}` };
}

/** Forms and JSON are all that the API takes. */
function bodyOf({ data, headers = {} }: ApiCall): string | null {
  if (typeof data !== "object" || data === null) return typeof data === "string" ? data : null;
  return isJson(headers) ? JSON.stringify(data) : formOf(data);
}

function isJson(headers: Readonly<Record<string, string>>): boolean {
  return Object.entries(headers).some(
    ([name, value]) => name.toLowerCase() === "content-type" && value.includes("json"),
  );
}

function formOf(data: object): string {
  const fields = Object.entries(data).flatMap(([name, value]: [string, unknown]) =>
    [value].flat().map((one: unknown) => [name, asText(one)]),
  );
  return new URLSearchParams(fields).toString();
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Seconds, as Twilio sends them; a date (RFC 9110, section 10.2.3) is not used by it. */
function retryAfter(headers: Readonly<Record<string, string>>): number | undefined {
  const seconds = Number(headers["retry-after"] ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 86_400) * 1_000 : undefined;
}
