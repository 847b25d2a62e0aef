import type { Request, Response } from "restify";
import { ConcurrentChange, Fault } from "../core/errors.ts";
import type { HttpResponse, Route } from "../core/http/route.ts";
import type { Log } from "../core/log.ts";
import type { Meter } from "../core/meter.ts";
import type { Ids } from "../core/ports.ts";
import type { ClientAddress } from "./client-address.ts";
import { corsHeaders } from "./cors.ts";
import { BodyTooLong, limited, readHead } from "./incoming.ts";
import type { Incoming } from "./incoming.ts";
import { inWords, problemOfStatus } from "./problem.ts";
import type { SayIn } from "./problem.ts";
import { ClientGone, readBody } from "./read-body.ts";
import { sendReply } from "./reply.ts";
import type { LiveStreams } from "./reply.ts";

/** What every answer needs. */
export interface AnswerTools {
  readonly log: Log;
  readonly meter: Meter;
  readonly ids: Ids;
  readonly sayIn: SayIn;
  readonly clientAddress: ClientAddress;
  readonly commonHeaders: Readonly<Record<string, string>>;
  readonly live: LiveStreams;
  /** Called when an answer is complete; `route` is a pattern, never an address. */
  readonly measured: (facts: {
    readonly method: string;
    readonly route: string;
    readonly status: number;
    readonly seconds: number;
  }) => void;
}

/** The pattern that stands for addresses that no route has. */
const NO_ROUTE = "(none)";

type Decide = (head: Incoming) => Promise<HttpResponse>;

/**
 * Answers one request with what `decide` decides, whatever happens. It never rejects, never returns a value and never lets a
 * thrown message out: those are the three ways in which restify ends the process, logs a body, or tells a secret.
 */
export async function answer(
  request: Request,
  response: Response,
  tools: AnswerTools,
  route: Route | undefined,
  decide: Decide,
): Promise<void> {
  const started = performance.now();
  const correlationId = tools.ids.uuid();
  const pattern = route?.path ?? NO_ROUTE;
  const about = { id: correlationId, method: request.method ?? "", route: pattern };
  const cors = corsHeaders(route, request.headers);
  const common = { ...tools.commonHeaders, ...cors, "x-request-id": correlationId };
  try {
    const head = readHead(request, correlationId, tools.clientAddress);
    const decided = await decide(head).catch((fault: unknown) => ofFault(fault, tools.log.with(about)));
    if (decided !== undefined) await sendReply(response, inWords(decided, head, tools.sayIn), common, tools.live);
  } catch (fault) {
    tools.log.error(about, "an answer could not be sent", fault);
    await sendBare(response, correlationId);
  }
  const seconds = (performance.now() - started) / 1000;
  const status = response.statusCode;
  tools.measured({ method: about.method, route: pattern, status, seconds });
  tools.log.info({ ...about, status, ms: Math.round(seconds * 1000) }, "answered");
}

/** What a fault looks like from outside; undefined where nobody is left to see. */
function ofFault(fault: unknown, log: Log): HttpResponse | undefined {
  if (fault instanceof ClientGone) return undefined;
  if (fault instanceof BodyTooLong)
    return { status: 413, problem: problemOfStatus(413), headers: { connection: "close" } };
  if (fault instanceof ConcurrentChange)
    return { status: 409, problem: { refusal: { key: "problem.changed_meanwhile" } } };
  log.error({}, "a request failed", fault);
  if (fault instanceof Fault && fault.code === "store-unavailable") {
    return { status: 503, problem: problemOfStatus(503), headers: { "retry-after": "5" } };
  }
  return { status: 500, problem: problemOfStatus(500) };
}

/** The last resort, when even the words could not be found. */
async function sendBare(response: Response, id: string): Promise<void> {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  await sendReply(response, { status: 500, json: { status: 500, id } }, {}, new Set());
}

/** Reads the body as `route` has it and lets the route handle the request. */
export async function handleRoute(route: Route, request: Request, head: Incoming, meter: Meter): Promise<HttpResponse> {
  const whole = { ...head, params: paramsOf(request) };
  if (route.raw === true) {
    if (Number(request.headers["content-length"] ?? 0) > route.maxBodyBytes) throw new BodyTooLong();
    try {
      return await route.handle({ ...whole, body: undefined, stream: limited(request, route.maxBodyBytes) });
    } finally {
      letRunOff(request);
    }
  }
  const read = await readBody(request, route.maxBodyBytes);
  if (read.ok) return route.handle({ ...whole, body: read.body, stream: request });
  meter.refusedInput("http", read.reason);
  const mustClose = read.status === 413 || read.status === 408;
  if (mustClose) await discard(request);
  return {
    status: read.status,
    problem: { refusal: { key: read.key } },
    headers: mustClose ? { connection: "close" } : {},
  };
}

/** Node throws away a body that nobody touched; the rest of one that was begun would hold up the next request on its connection. */
function letRunOff(request: Request): void {
  if (!request.readableEnded) request.unpipe().resume();
}

/** Lets a body that is refused run off for a moment: a connection that is reset meanwhile loses the refusal. */
async function discard(request: Request): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, 2_000);
    request
      .once("close", resolve)
      .once("end", resolve)
      .once("error", () => resolve())
      .resume();
    timer.unref();
  });
}

function paramsOf(request: Request): Readonly<Record<string, string>> {
  const params: unknown = request.params;
  if (typeof params !== "object" || params === null) return {};
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
}
