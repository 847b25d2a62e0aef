import { Telegram } from "telegraf";
import type { Opts, Telegram as Methods } from "telegraf/types";
import { z } from "zod";
import { DeliveryError } from "../../core/errors.ts";
import { longestWaitMs, timeouts } from "./limits.ts";

/** How a call may end early. */
export interface CallOptions {
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** The Bot API of one bot. Rejects with `DeliveryError`, whose `platformCode` is the API's error code; never with what was sent, nor the token. */
export interface BotApi {
  readonly botId: string;
  call<Method extends keyof Methods>(
    method: Method,
    payload: Opts<Method>,
    options?: CallOptions,
  ): Promise<ReturnType<Methods[Method]>>;
  /** Where a file's bytes are; holds the token, so it is never to be logged. */
  fileUrl(filePath: string): URL;
}

/** Speaks to `apiRoot` as the bot of `token`. telegraf carries the calls; its own acknowledging and its polling are not used. */
export function createBotApi(token: string, apiRoot: string): BotApi {
  const telegram = new Telegram(token, { apiRoot, webhookReply: false });
  return {
    botId: token.split(":", 1)[0] ?? "",
    call: async (method, payload, { timeoutMs = timeouts.call, signal } = {}) => {
      const ends = [AbortSignal.timeout(timeoutMs), ...(signal === undefined ? [] : [signal])];
      try {
        // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- telegraf's types name a package's AbortSignal; it takes Node's own
        return await telegram.callApi(method, payload, { signal: AbortSignal.any(ends) as never });
      } catch (error) {
        throw deliveryErrorOf(error, method);
      }
    },
    fileUrl: (filePath) => {
      const path = filePath.split("/").map(encodeURIComponent).join("/");
      return new URL(`/file/bot${token}/${path}`, apiRoot);
    },
  };
}

/** https://core.telegram.org/bots/api#making-requests, #responseparameters */
const apiErrorSchema = z.object({
  response: z.object({
    error_code: z.number().int(),
    description: z.string().catch(""),
    parameters: z
      .object({ retry_after: z.number().min(0).optional().catch(undefined) })
      .optional()
      .catch(undefined),
  }),
});

/** Stands for the one refusal of a file that no second try changes. */
export const fileTooBig = "file_too_big";

/**
 * Why a call failed. The error that telegraf throws carries the whole call, and that of its HTTP client the address with the token: neither is
 * kept as a cause.
 */
function deliveryErrorOf(error: unknown, method: string): DeliveryError {
  const read = apiErrorSchema.safeParse(error);
  if (!read.success) {
    return new DeliveryError("telegram", `${method} got no answer that can be read`, { trouble: "unavailable" });
  }
  const { error_code: code, description, parameters } = read.data.response;
  const after = parameters?.retry_after;
  const reason = impersonal.has(method) && description !== "" ? `: ${description}` : "";
  return new DeliveryError("telegram", `${method} was answered ${code}${reason}`, {
    trouble: troubleOf(code, description),
    platformCode: /file is too big/iu.test(description) ? fileTooBig : String(code),
    ...(after === undefined ? {} : { retryAfterMs: Math.min(after * 1_000, longestWaitMs) }),
  });
}

/** What they are answered tells of our own address, and of nobody's words. */
const impersonal: ReadonlySet<string> = new Set(["setWebhook", "deleteWebhook", "getWebhookInfo"]);

/** Descriptions are for people and may change, so only what changes the verdict is looked for in them. */
function troubleOf(code: number, description: string): DeliveryError["trouble"] {
  switch (code) {
    case 400:
      return nobodyThere.test(description) ? "unreachable" : "refused";
    case 401:
    case 404:
      return "account";
    case 403:
      return nobodyThere.test(description) ? "unreachable" : "blocked";
    case 413:
      return "refused";
    default:
      return "unavailable";
  }
}

const nobodyThere =
  /chat not found|user not found|PEER_ID_INVALID|USER_ID_INVALID|upgraded to a supergroup|can't initiate conversation|can't send messages to bots/iu;
