import type { DeliveryReceipt } from "../../core/channel/channel.ts";
import { DeliveryError } from "../../core/errors.ts";
import type { MessageId } from "../../core/ids.ts";
import type { Clock } from "../../core/ports.ts";
import type { SmsGateway } from "./gateway.ts";
import { requestFor } from "./http-request.ts";
import type { GatewayRequest, RequestTemplate } from "./http-request.ts";
import { judgeAnswer } from "./judge-answer.ts";
import type { AnswerRules, GatewayAnswer } from "./judge-answer.ts";
import { answerMs, maxAnswerBytes } from "./limits.ts";

/** A gateway that is called by plain HTTP. */
export interface HttpGatewaySettings extends RequestTemplate, AnswerRules {
  /** Empty: every number. */
  readonly prefixes: readonly string[];
  /** Whether it brings us what customers write. */
  readonly receives: boolean;
  /** How long it may take to answer; unset: 10 s. */
  readonly timeoutMs?: number;
}

/** Makes the gateway. It is called once for each attempt, follows no redirect, and tells nobody what it was called with. */
export function createHttpGateway(settings: HttpGatewaySettings, clock: Clock): SmsGateway {
  const { prefixes, receives, timeoutMs = answerMs } = settings;
  /** Texts that were taken of messages of which another was not. */
  const taken = new Map<MessageId, number>();
  return {
    name: "http",
    prefixes,
    unserved: [],
    receives,
    send: async ({ phone, texts, messageId }) => {
      let last: DeliveryReceipt = {};
      for (const [index, text] of texts.entries()) {
        if (index < (taken.get(messageId) ?? 0)) continue;
        const id = texts.length === 1 ? messageId : `${messageId}-${String(index + 1)}`;
        last = judgeAnswer(await call(requestFor({ phone, text, id }, settings), timeoutMs, clock), settings);
        if (texts.length > 1) remember(taken, messageId, index + 1);
      }
      taken.delete(messageId);
      return last;
    },
  };
}

/** Messages under way of which a text was taken and another was not; more are forgotten, and sent whole again. */
const mostUnfinished = 1_000;

function remember(taken: Map<MessageId, number>, messageId: MessageId, count: number): void {
  taken.set(messageId, count);
  for (const oldest of taken.keys()) {
    if (taken.size <= mostUnfinished) break;
    taken.delete(oldest);
  }
}

/** Rejects with `DeliveryError` where there was no answer: nobody knows then whether the message was taken. */
async function call({ url, ...request }: GatewayRequest, timeoutMs: number, clock: Clock): Promise<GatewayAnswer> {
  try {
    const response = await fetch(url, { ...request, redirect: "manual", signal: AbortSignal.timeout(timeoutMs) });
    const retryAfterMs = retryAfter(response.headers.get("retry-after"), clock);
    return {
      status: response.status,
      type: response.headers.get("content-type") ?? "",
      text: await beginningOf(response),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    };
  } catch (cause) {
    throw new DeliveryError("sms", "the gateway did not answer", { trouble: "unavailable" }, cause);
  }
}

async function beginningOf({ body }: Response): Promise<string> {
  if (body === null) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= maxAnswerBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, maxAnswerBytes).toString("utf8");
}

/** Whoever asks for more has made a mistake; a day later it is seen again. */
const longestWaitMs = 24 * 60 * 60_000;

/** Seconds, or a date (RFC 9110, section 10.2.3); in milliseconds from now. */
function retryAfter(header: string | null, clock: Clock): number | undefined {
  if (header === null) return undefined;
  const ms = /^\d{1,6}$/u.test(header) ? Number(header) * 1_000 : Date.parse(header) - clock.now().getTime();
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), longestWaitMs);
}
