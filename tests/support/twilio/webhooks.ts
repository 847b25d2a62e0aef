import { createHmac } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";

/** One call of the app by the fake, as it was answered; status 0: not at all. */
export interface WebhookCall {
  readonly path: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly status: number;
}

/** The fake's side of webhooks. */
export interface Webhooks {
  /** The app's origin, as its PUBLIC_URL has it. */
  publicUrl: string | undefined;
  /** Where an address of the app is really to be found; signatures are over the address itself. */
  reach: (url: string) => string;
  /** The next so many calls never arrive. */
  lose: number;
  /** Every call is made so many times, at once. */
  copies: number;
  /** Whether a 5xx is tried again, as Twilio does for some and not for others. */
  retriesFaults: boolean;
  readonly calls: WebhookCall[];
  /** Signs and posts; resolves with the status of the last try. */
  readonly post: (pathAndQuery: string, fields: Readonly<Record<string, string>>) => Promise<number>;
  /** Resolves when nothing is under way. */
  readonly idle: () => Promise<void>;
}

/** How long Twilio waits for an answer: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides */
const patienceMs = 15_000;

const pauseBeforeRetryMs = 20;

export function openWebhooks(token: () => string): Webhooks {
  const underWay = new Set<Promise<unknown>>();
  const webhooks: Webhooks = {
    publicUrl: undefined,
    reach: (url) => url,
    lose: 0,
    copies: 1,
    retriesFaults: false,
    calls: [],
    post: (pathAndQuery, fields) => {
      const copies = Array.from({ length: webhooks.copies }, () => once(webhooks, token(), pathAndQuery, fields));
      const all = Promise.all(copies).then((statuses) => statuses.at(-1) ?? 0);
      underWay.add(all);
      void all.finally(() => underWay.delete(all));
      return all;
    },
    idle: async () => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
  return webhooks;
}

/** One delivery with its one retry: after no answer at all always, after a fault only where it is told to. */
async function once(
  webhooks: Webhooks,
  token: string,
  pathAndQuery: string,
  fields: Readonly<Record<string, string>>,
): Promise<number> {
  const { publicUrl } = webhooks;
  if (publicUrl === undefined) return 0;
  if (webhooks.lose > 0) {
    webhooks.lose -= 1;
    return 0;
  }
  const url = `${publicUrl}${pathAndQuery}`;
  const first = await call(webhooks, token, url, fields);
  if (first !== 0 && (first < 500 || !webhooks.retriesFaults)) return first;
  await pause(pauseBeforeRetryMs);
  return call(webhooks, token, url, fields);
}

async function call(
  webhooks: Webhooks,
  token: string,
  url: string,
  fields: Readonly<Record<string, string>>,
): Promise<number> {
  const status = await postSigned(webhooks.reach(url), fields, signatureOf(token, url, fields));
  webhooks.calls.push({ path: new URL(url).pathname, fields, status });
  return status;
}

/** Posts a form as Twilio does, with any signature; the status, 0 where there was no answer. */
export async function postSigned(
  url: string,
  fields: Readonly<Record<string, string>> | string,
  signature: string | undefined,
): Promise<number> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
        ...(signature === undefined ? {} : { "x-twilio-signature": signature }),
      },
      body: typeof fields === "string" ? fields : new URLSearchParams(fields).toString(),
      signal: AbortSignal.timeout(patienceMs),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
}

/** https://www.twilio.com/docs/usage/security#validating-requests: the URL and the sorted fields, HMAC-SHA1, Base64. */
export function signatureOf(token: string, url: string, fields: Readonly<Record<string, string>>): string {
  const joined = Object.keys(fields)
    .sort()
    .reduce((text, name) => `${text}${name}${fields[name] ?? ""}`, url);
  return createHmac("sha1", token).update(joined, "utf8").digest("base64");
}
