import type { IncomingHttpHeaders } from "node:http";
import type { Readable } from "node:stream";
import type { Refusal } from "../errors.ts";
import type { Language } from "../language/language.ts";

/** The words in which a door says what it answers over HTTP, without knowing which server carries it. */

export type HttpMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** One request, after the server has checked its size and read its body. */
export interface HttpRequest {
  readonly method: HttpMethod;
  /** Decoded path without the query. */
  readonly path: string;
  /** Values of the route's `:name` parts, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** JSON or a form as parsed (a form gives a record of strings, repeated fields an array of them), the bytes of any other type, undefined where there is no body or the route is `raw`. */
  readonly body: unknown;
  /** Address of the client; behind a trusted proxy the one that it reports. */
  readonly ip: string;
  /** The unread body of a `raw` route; already read otherwise. */
  readonly stream: Readable;
  /** Id of this request in the log and in error answers. */
  readonly correlationId: string;
}

/** What to answer; at most one of `json`, `text`, `bytes`, `stream` and `problem`. */
export interface HttpResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  /** Sent as it is; its type is in `headers`, else plain text in UTF-8. */
  readonly text?: string;
  readonly bytes?: Uint8Array;
  /** Sent as it comes, for live streams and large files; destroyed when the client goes away or the server stops. */
  readonly stream?: Readable;
  /** Sent as problem details (RFC 9457): the server adds the sentence in the reader's language and the correlation id. */
  readonly problem?: Problem;
}

/** Why not. */
export interface Problem {
  readonly refusal: Refusal;
  /** Language of the sentence; unset: what `?lang` or `Accept-Language` asks for. */
  readonly language?: Language;
  /** Which inputs are wrong, where that is the trouble; never with what was sent. */
  readonly fields?: readonly WrongField[];
}

export interface WrongField {
  /** Path into the body or name of the parameter, for example `remedies.0.by`. */
  readonly path: string;
  /** Stable code of what is wrong with it, for example `too_big`. */
  readonly code: string;
}

/** Which foreign pages may call a route. The server answers their preflights and marks every answer, refusals included. */
export interface CorsRule {
  /** Whether a page of this origin (scheme, host and port) may call. */
  readonly allows: (origin: string) => boolean;
  /** Request headers that such a page may send, in lower case. */
  readonly headers: readonly string[];
}

/** One method on one path. Rejecting with anything is a fault of ours: the server logs it and answers 500, or 503 for `store-unavailable`. */
export interface Route {
  readonly method: HttpMethod;
  /** Parts that begin with `:` match one segment. */
  readonly path: string;
  /** Longer bodies are answered 413 before `handle` is called, or cut off while `handle` reads the stream of a `raw` route. */
  readonly maxBodyBytes: number;
  /** The body is not read beforehand: `handle` reads `stream`, such as multipart. */
  readonly raw?: boolean;
  readonly cors?: CorsRule;
  readonly handle: (request: HttpRequest) => Promise<HttpResponse>;
}
