import { problem } from "../../core/http/respond.ts";
import type { HttpMethod, HttpRequest, HttpResponse, Route } from "../../core/http/route.ts";
import type { DoorPorts } from "../../core/http/door.ts";
import { maxInboundBytes } from "./limits.ts";
import { parseInbound } from "./parse.ts";
import type { InboundFields } from "./parse.ts";
import { isFromGateway } from "./verify.ts";

/** How the HTTP gateway brings what customers write. */
export interface InboundSettings {
  readonly secret: string;
  /** Unset: the usual names are tried. */
  readonly fields?: InboundFields;
  /** Calling code of the country in which the gateway is at home, without a plus. */
  readonly callingCode?: string;
}

/**
 * `POST /sms/inbound` with the secret in a header, and `GET` or `POST /sms/inbound/SECRET` for gateways that can call an address and no more. Answered
 * with OK once the message and all that it caused are committed.
 */
export function inboundRoutes(settings: InboundSettings, ports: DoorPorts): readonly Route[] {
  const handle = (request: HttpRequest): Promise<HttpResponse> => takeIn(request, settings, ports);
  const route = (method: HttpMethod, path: string): Route => ({ method, path, maxBodyBytes: maxInboundBytes, handle });
  return [
    route("POST", "/sms/inbound"),
    route("POST", "/sms/inbound/:secret"),
    { ...route("GET", "/sms/inbound/:secret"), maxBodyBytes: 0 },
  ];
}

async function takeIn(
  { headers, params, query, body }: HttpRequest,
  { secret, ...reading }: InboundSettings,
  { clock, receive, meter }: DoorPorts,
): Promise<HttpResponse> {
  if (!isFromGateway({ headers, inPath: params["secret"] }, secret)) {
    meter.refusedInput("sms", "secret");
    return problem(403, "problem.forbidden");
  }
  const parsed = parseInbound({ ...Object.fromEntries(query), ...recordOf(body) }, { ...reading, now: clock.now() });
  if (!("ignored" in parsed)) {
    await receive(parsed);
    return { status: 200, text: "OK" };
  }
  meter.refusedInput("sms", parsed.ignored);
  // Repeating an SMS that is nobody's would change nothing; a request of another shape is for whoever set the gateway up.
  return parsed.ignored === "shape" ? problem(400, "problem.malformed") : { status: 200, text: "OK" };
}

function recordOf(body: unknown): Readonly<Record<string, unknown>> {
  return typeof body === "object" && body !== null && !(body instanceof Uint8Array) ? { ...body } : {};
}
