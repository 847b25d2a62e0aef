import { actingHeader } from "./acting.ts";
import { tellSignedOut } from "./sign-out-news.ts";

/** Why the server said no: a sentence for people, in their language, with what to do. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly status: number;
  /** The text's key, by which code can tell refusals apart. */
  readonly key: string;
  readonly fields: readonly { readonly path: string; readonly code: string }[];

  constructor(status: number, key: string, detail: string, fields: Problem["fields"] = []) {
    super(detail);
    this.status = status;
    this.key = key;
    this.fields = fields;
  }
}

/** The server could not be reached, or did not answer as itself. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
}

let isLeaving = false;
window.addEventListener("pagehide", () => (isLeaving = true), { capture: true });
window.addEventListener("pageshow", () => (isLeaving = false));

type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** Asks `path` (below `/api/v1`). Rejects with `Problem` for a refusal and `Unreachable` where nothing was answered. */
export function get<Answer>(path: string, query: Query = {}, signal?: AbortSignal): Promise<Answer> {
  return call<Answer>("GET", path, query, undefined, signal);
}

/** Sends `body` to `path`; as `get`. What is sent while the page is left still arrives, up to 64 KiB. */
export function send<Answer>(
  method: "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return call<Answer>(method, path, {}, body, undefined, headers);
}

async function call<Answer>(
  method: string,
  path: string,
  query: Query,
  body: unknown,
  signal?: AbortSignal,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const response = await fetch(`/api/v1${path}${written(query)}`, {
    method,
    ...carried(body, headers),
    ...(signal === undefined ? {} : { signal }),
    ...(isLeaving ? { keepalive: true } : {}),
  }).catch((cause: unknown) => {
    if (signal?.aborted === true) throw cause;
    throw new Unreachable("the server cannot be reached", { cause });
  });
  // A wrong password is no end of anything.
  if (response.status === 401 && path !== "/sign-in") tellSignedOut();
  if (!response.ok) throw await problemOf(response);
  // Our own server holds every answer to its schema before it leaves (desk/carry-out-endpoint.ts).
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- the caller names the schema's type
  return (response.status === 204 ? undefined : await response.json()) as Answer;
}

/** The body, a form as it is and anything else as JSON, with the headers that go with it. */
function carried(body: unknown, more: Readonly<Record<string, string>>): Pick<RequestInit, "headers" | "body"> {
  const { lang } = document.documentElement;
  const headers = { accept: "application/json", "accept-language": lang, ...actingHeader(), ...more };
  if (body === undefined) return { headers };
  if (body instanceof FormData) return { headers, body };
  return { headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) };
}

function written(query: Query): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [[name, String(value)] as [string, string]],
  );
  return pairs.length === 0 ? "" : `?${new URLSearchParams(pairs).toString()}`;
}

async function problemOf(response: Response): Promise<Problem | Unreachable> {
  const told: unknown = await response.json().catch(() => undefined);
  if (typeof told !== "object" || told === null || !("detail" in told) || !("key" in told))
    return new Unreachable(`answered ${String(response.status)} without saying why`);
  const fields = "fields" in told && Array.isArray(told.fields) ? (told.fields as Problem["fields"]) : [];
  return new Problem(response.status, String(told.key), String(told.detail), fields);
}
