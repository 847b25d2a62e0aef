import type { Twilio } from "twilio";
import { DeliveryError } from "../../core/errors.ts";
import { ApiRefusal, ApiSilence, createHttpClient } from "./http-client.ts";
import { troubleOfAnswer } from "./troubles.ts";

/** The channels that Twilio carries for us. */
export type TwilioChannel = "whatsapp" | "sms";

/** What is said: free words, a file that Twilio fetches, or a Content resource filled with values. */
export type TwilioWords =
  | { readonly body: string }
  | { readonly mediaUrl: string }
  | { readonly contentSid: string; readonly variables: Readonly<Record<string, string>> };

/** One message to send. Numbers are as Twilio writes them: `whatsapp:+90…` or `+90…`. */
export interface TwilioSend {
  readonly channel: TwilioChannel;
  /** A number, a short code, a name, or the sid of a Messaging Service. */
  readonly from: string;
  readonly to: string;
  readonly words: TwilioWords;
  /** Where Twilio is to say what became of it; unset: nowhere. */
  readonly statusCallback?: string;
}

/** A message as the API lists it. */
export interface ListedMessage {
  readonly sid: string;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly isInbound: boolean;
  readonly status: string;
  readonly numMedia: number;
  /** The Messaging Service that took it, where one did. */
  readonly serviceSid?: string;
  readonly sentAt?: Date;
  readonly createdAt?: Date;
}

export interface ListQuery {
  readonly from?: string;
  readonly to?: string;
  /** Sent at this second or later. */
  readonly since: Date;
  readonly limit: number;
}

/** A file of a message, as the API lists it. */
export interface ListedMedia {
  readonly url: string;
  readonly contentType: string;
}

/** Twilio's API as far as we use it. Every call is tried once: trying again is the outbox's business. */
export interface TwilioClient {
  readonly accountSid: string;
  /** Resolves when Twilio has taken the message; rejects with `DeliveryError` of the message's channel. */
  send(message: TwilioSend): Promise<{ readonly sid: string }>;
  /** Newest first. Rejects with `ApiRefusal` or `ApiSilence`, as do those below. */
  list(query: ListQuery): Promise<readonly ListedMessage[]>;
  media(messageSid: string): Promise<readonly ListedMedia[]>;
  /** The SDK itself, for what only this folder does. */
  readonly sdk: Twilio;
}

export interface TwilioClientOptions {
  readonly accountSid: string;
  readonly authToken: string;
  readonly apiRoot: string | undefined;
  readonly timeoutMs?: number;
}

/** Twilio answers within a second or two; the lease of a message is 45 s. */
const usualTimeoutMs = 15_000;

/** The most that one page of the API holds (https://www.twilio.com/docs/usage/twilios-response). */
const pageSize = 1_000;

/** Makes the client. The SDK is loaded here and not before: it takes 35 MB that an installation without Twilio does not need. */
export async function createTwilioClient(options: TwilioClientOptions): Promise<TwilioClient> {
  const { accountSid, authToken, apiRoot, timeoutMs = usualTimeoutMs } = options;
  const { default: library } = await import("twilio");
  const sdk = new library.Twilio(accountSid, authToken, {
    httpClient: Object.assign(new library.RequestClient(), createHttpClient({ apiRoot, timeoutMs })),
    autoRetry: false,
  });
  return {
    accountSid,
    sdk,
    send: async (message) => {
      try {
        const { sid } = await sdk.messages.create(createParameters(message));
        return { sid };
      } catch (failure) {
        throw asDeliveryError(message.channel, failure);
      }
    },
    list: async ({ since, limit, ...ends }) => {
      const found = await sdk.messages.list({
        ...ends,
        dateSentAfter: since,
        limit,
        pageSize: Math.min(pageSize, limit),
      });
      return found.map(listed);
    },
    media: async (messageSid) => {
      const found = await sdk.messages(messageSid).media.list({ limit: 20 });
      return found.map(({ uri, contentType }) => ({
        url: new URL(uri.replace(/\.json$/u, ""), "https://api.twilio.com").href,
        contentType,
      }));
    },
  };
}

type CreateParameters = Parameters<Twilio["messages"]["create"]>[0];

function createParameters({ from, to, words, statusCallback }: TwilioSend): CreateParameters {
  return {
    to,
    ...(from.startsWith("MG") ? { messagingServiceSid: from } : { from }),
    ...said(words),
    ...(statusCallback === undefined ? {} : { statusCallback }),
  };
}

function said(words: TwilioWords): Omit<CreateParameters, "to"> {
  if ("body" in words) return { body: words.body };
  if ("mediaUrl" in words) return { mediaUrl: [words.mediaUrl] };
  return { contentSid: words.contentSid, contentVariables: JSON.stringify(words.variables) };
}

function listed(message: Awaited<ReturnType<Twilio["messages"]["list"]>>[number]): ListedMessage {
  const { sid, from, to, body, direction, status, numMedia, messagingServiceSid, dateSent, dateCreated } = message;
  return {
    sid,
    from,
    to,
    body,
    isInbound: direction === "inbound",
    status,
    numMedia: Number(numMedia),
    ...(isSid(messagingServiceSid) ? { serviceSid: messagingServiceSid } : {}),
    ...(isDate(dateSent) ? { sentAt: dateSent } : {}),
    ...(isDate(dateCreated) ? { createdAt: dateCreated } : {}),
  };
}

/** The SDK's types promise a sid where the API gives null. */
function isSid(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

/** The SDK's types promise a date where the API gives null for a message that waits. */
function isDate(value: unknown): value is Date {
  return value instanceof Date && !Number.isNaN(value.getTime());
}

/** What a failure of the API means for the message that was to be sent. Without a code of Twilio's nobody knows whether it was taken. */
function asDeliveryError(channel: TwilioChannel, failure: unknown): DeliveryError {
  if (!(failure instanceof ApiRefusal)) {
    const what = failure instanceof ApiSilence ? failure.message : "the call failed";
    return new DeliveryError(channel, what, { trouble: "unavailable" }, failure);
  }
  const { status, code, retryAfterMs } = failure;
  const verdict = {
    trouble: troubleOfAnswer(status, code),
    // One account, one limit: https://www.twilio.com/docs/usage/api/rate-limits
    ...(retryAfterMs === undefined ? {} : { retryAfterMs, forAll: status === 429 }),
    ...(code === undefined || status >= 500 ? {} : { platformCode: String(code) }),
  };
  return new DeliveryError(channel, failure.message, verdict, failure);
}
