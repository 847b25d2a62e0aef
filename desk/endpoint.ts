import type { z } from "zod";
import type { HttpMethod, HttpRequest, HttpResponse } from "../core/http/route.ts";
import type { Language } from "../core/language/language.ts";
import type { Say } from "../core/language/text-key.ts";
import type { Permission } from "../core/staff/permissions.ts";
import type { SignedIn } from "../core/staff/staff-sessions.ts";

/** What a checked request hands to its endpoint. */
export interface Call<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** The language to answer in: what the request asks for, else the agent's own. */
  readonly language: Language;
  readonly say: Say;
  readonly request: HttpRequest;
}

/** An answer by the endpoint's own schema; anything else (a problem, bytes, a stream) is a whole response. */
export type Answer<Value> =
  { readonly value: Value; readonly headers?: Readonly<Record<string, string>> } | HttpResponse;

/** What is known of an endpoint, for its route and for its description alike. */
export interface EndpointFrame {
  readonly method: HttpMethod;
  /** Restify's form, `/api/v1/complaints/:id`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** JSON; `multipart` in its place leaves the body to the endpoint. */
  readonly body?: z.ZodType;
  readonly multipart?: { readonly maxBytes: number };
  /** Status of success and what comes with it: JSON by a schema, bytes of a type, or nothing. */
  readonly success: { readonly status: number; readonly schema?: z.ZodType; readonly type?: string };
  /** Statuses of the refusals of its own, beside those that every endpoint has. */
  readonly refusals?: readonly number[];
}

/** For whom an endpoint is: anyone, or those who are signed in and have the permission. */
export type Access =
  | { readonly access: "anyone"; readonly run: (call: Call<unknown, unknown, unknown>) => Promise<Answer<unknown>> }
  | {
      readonly access: Permission;
      readonly run: (call: Call<unknown, unknown, unknown>, who: SignedIn) => Promise<Answer<unknown>>;
    };

export type Endpoint = EndpointFrame & Access;

type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;
type Input<Schema> = Schema extends z.ZodType ? z.input<Schema> : undefined;

/** A frame with the types of its schemas kept. */
interface TypedFrame<Params, Query, Body, Value> extends Omit<EndpointFrame, "params" | "query" | "body" | "success"> {
  readonly params?: Params & z.ZodObject;
  readonly query?: Query & z.ZodObject;
  readonly body?: Body & z.ZodType;
  readonly success: { readonly status: number; readonly schema?: Value & z.ZodType; readonly type?: string };
}

/** An endpoint for those who are signed in and may use `access`. */
export function endpoint<Params = undefined, Query = undefined, Body = undefined, Value = undefined>(
  frame: TypedFrame<Params, Query, Body, Value> & {
    readonly access: Permission;
    readonly handle: (
      call: Call<Output<Params>, Output<Query>, Output<Body>>,
      who: SignedIn,
    ) => Promise<Answer<Input<Value>>>;
  },
): Endpoint {
  const { handle, ...rest } = frame;
  // The route calls `run` only with what the frame's own schemas gave: see carry-out-endpoint.ts.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- one list holds endpoints of every type
  return { ...rest, run: handle as never };
}

/** An endpoint for anyone. */
export function openEndpoint<Params = undefined, Query = undefined, Body = undefined, Value = undefined>(
  frame: TypedFrame<Params, Query, Body, Value> & {
    readonly handle: (call: Call<Output<Params>, Output<Query>, Output<Body>>) => Promise<Answer<Input<Value>>>;
  },
): Endpoint {
  const { handle, ...rest } = frame;
  // As above.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- one list holds endpoints of every type
  return { ...rest, access: "anyone", run: handle as never };
}
