import { z } from "zod";
import type { Inbound } from "../../core/channel/inbound.ts";
import type { HttpRequest, HttpResponse } from "../../core/http/route.ts";
import type { Admission, LiveSocket } from "../../core/http/socket-route.ts";
import { failure, fresh, tryAgain } from "./answer.ts";
import type { ConversationLog } from "./conversation-log.ts";
import { admit } from "./door.ts";
import type { Door } from "./door.ts";
import { inputLimits } from "./limits.ts";
import type { StreamPace } from "./limits.ts";
import { startOf } from "./parse.ts";
import type { Streams } from "./stream.ts";
import type { Visitor } from "./tokens.ts";
import { isStoreUnavailable } from "./take.ts";

export interface ConversationTools {
  readonly door: Door;
  readonly log: ConversationLog;
  readonly streams: Streams;
  readonly pace: StreamPace;
  readonly publicUrl: string;
  readonly take: (visitor: Visitor, inbound: Inbound) => Promise<unknown>;
  readonly report: (fault: unknown) => void;
}

const opening = z.object({ locale: z.string().nullish() });
const firstLocale = /^\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*)/u;

/**
 * POST /v3/directline/conversations: opens the visitor's one conversation, which begins with a greeting the first time. That it
 * could not be begun is no reason to refuse: the client would never ask again, and the customer's first words begin it just as well.
 */
export async function openConversation(tools: ConversationTools, request: HttpRequest): Promise<HttpResponse> {
  const admitted = await admit(tools.door, request, "callsPerVisitor");
  if (!admitted.ok) return admitted.answer;
  const { visitor } = admitted;
  const asked = opening.safeParse(request.body);
  const wanted = asked.success ? asked.data.locale : undefined;
  const locale = wanted ?? firstLocale.exec(request.headers["accept-language"] ?? "")?.[1];
  try {
    await tools.take(visitor, startOf(visitor, locale));
  } catch (fault) {
    tools.report(fault);
  }
  return fresh(201, described(tools, visitor, undefined));
}

/** GET /v3/directline/conversations/:id: a new token and a new ticket for the stream, from the watermark on. */
export async function reconnect(tools: ConversationTools, request: HttpRequest): Promise<HttpResponse> {
  const admitted = await admit(tools.door, request, "callsPerVisitor");
  if (!admitted.ok) return admitted.answer;
  const after = readWatermark(request.query.get("watermark"));
  return after === undefined ? failure(400, "BadWatermark") : fresh(200, described(tools, admitted.visitor, after));
}

/** GET /v3/directline/conversations/:id/activities: one page, for clients that ask again and again. */
export async function poll(tools: ConversationTools, request: HttpRequest): Promise<HttpResponse> {
  const admitted = await admit(tools.door, request, "pollsPerVisitor");
  if (!admitted.ok) return admitted.answer;
  const after = readWatermark(request.query.get("watermark"));
  if (after === undefined) return failure(400, "BadWatermark");
  try {
    const page = await tools.log.read(admitted.visitor, after, tools.pace.page);
    return fresh(200, { activities: page?.activities ?? [], watermark: String(page?.upTo ?? 0) });
  } catch (fault) {
    if (isStoreUnavailable(fault)) return tryAgain("StoreUnavailable", 2);
    throw fault;
  }
}

/** The stream at /v3/directline/conversations/:id/stream: opened by a ticket that works once, as sockets carry no headers from browsers. */
export async function admitToStream(tools: ConversationTools, request: HttpRequest): Promise<Admission> {
  if (!tools.door.allowsOrigin(request.headers.origin)) return { admitted: false, status: 403 };
  const opened = tools.door.tokens.useTicket(request.query.get("t") ?? "");
  if (!opened.ok) return { admitted: false, status: opened.why === "expired" ? 403 : 401 };
  const visitor = opened.claims;
  if (request.params["id"] !== visitor.conversationId) return { admitted: false, status: 403 };
  const after = readWatermark(request.query.get("watermark"));
  if (after === undefined) return { admitted: false, status: 400 };
  if (tools.streams.socketsOf(visitor.visitorId) >= inputLimits.sockets) return { admitted: false, status: 429 };
  return { admitted: true, open: (socket: LiveSocket) => tools.streams.open(visitor, after, socket) };
}

function described({ door, publicUrl }: ConversationTools, visitor: Visitor, after: number | undefined): object {
  const grant = door.tokens.grant(visitor.visitorId);
  const stream = new URL(`${publicUrl}/v3/directline/conversations/${visitor.conversationId}/stream`);
  stream.protocol = stream.protocol === "https:" ? "wss:" : "ws:";
  if (after !== undefined) stream.searchParams.set("watermark", String(after));
  stream.searchParams.set("t", door.tokens.ticket(visitor.visitorId));
  return { ...grant, streamUrl: stream.href, referenceGrammarId: visitor.conversationId };
}

const highest = 2_147_483_647;

/** The place in the log that a watermark names: 0 where there is none yet; undefined for what is none of ours. */
function readWatermark(given: string | null): number | undefined {
  if (given === null || given === "" || given === "null" || given === "undefined") return 0;
  return /^\d{1,10}$/u.test(given) ? Math.min(Number(given), highest) : undefined;
}
