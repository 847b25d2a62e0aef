import type { IncomingHttpHeaders } from "node:http";
import type { Readable } from "node:stream";

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

/** What to answer; at most one of `json`, `text`, `bytes` and `stream`. */
export interface HttpResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  /** Sent as it is; its type is in `headers`, else plain text in UTF-8. */
  readonly text?: string;
  readonly bytes?: Uint8Array;
  /** Sent as it comes, for live streams and large files; destroyed when the client goes away or the server stops. */
  readonly stream?: Readable;
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
