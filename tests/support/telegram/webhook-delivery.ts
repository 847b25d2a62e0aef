import type { UpdateQueue, Waiting } from "./update-queue.ts";

/** Where updates are delivered to. */
export interface Webhook {
  readonly url: string;
  readonly secret: string | undefined;
  readonly maxConnections: number;
  readonly allowedUpdates: readonly string[];
}

/** How the fake delivers otherwise than in order and once. */
export interface DeliveryManner {
  /** How often each update is delivered, at once; 1 is as it should be. */
  copies: number;
  /** All that waits is delivered side by side, the newest first. */
  isShuffled: boolean;
}

/** Calls the webhook as Telegram does. */
export interface WebhookDelivery {
  readonly manner: DeliveryManner;
  readonly set: (webhook: Webhook | undefined) => void;
  readonly current: () => Webhook | undefined;
  /** What `getWebhookInfo` tells of the last failure. */
  readonly lastError: () => { readonly at: number; readonly message: string } | undefined;
  readonly stop: () => void;
}

const giveUpMs = 60_000;
const longestPauseMs = 120_000;

/** `reach` turns the address that was set into one that can be called on this machine. */
export function startWebhookDelivery(
  queue: UpdateQueue,
  scale: number,
  reach: (url: string) => string,
): WebhookDelivery {
  let webhook: Webhook | undefined;
  let lastError: { at: number; message: string } | undefined;
  let isStopped = false;
  const busy = new Set<string>();
  const manner: DeliveryManner = { copies: 1, isShuffled: false };
  const timer = setInterval(() => deliver(), Math.max(5, 1_000 * scale));
  timer.unref();

  const post = async (target: Webhook, { update }: Waiting): Promise<Response> =>
    fetch(reach(target.url), {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(target.secret === undefined ? {} : { "x-telegram-bot-api-secret-token": target.secret }),
      },
      body: JSON.stringify(update),
      redirect: "manual",
      signal: AbortSignal.timeout(giveUpMs * Math.max(scale, 0.1)),
    });
  const attempt = async (target: Webhook, one: Waiting): Promise<void> => {
    try {
      const copies = Array.from({ length: manner.copies }, () => post(target, one));
      const responses = await Promise.all(copies);
      await Promise.all(responses.map((response) => response.arrayBuffer()));
      const failed = responses.find(({ ok }) => !ok);
      if (failed === undefined) queue.taken(one.update);
      else
        later(
          one,
          `Wrong response from the webhook: ${failed.status} ${failed.statusText}`,
          failed.headers.get("retry-after"),
        );
    } catch {
      later(one, "Connection refused", null);
    }
  };
  const later = (one: Waiting, message: string, retryAfter: string | null): void => {
    lastError = { at: Math.floor(Date.now() / 1_000), message };
    // At once, then after 2, 4, 8 … seconds.
    const pause = one.failures === 0 ? 0 : Math.min(1_000 * 2 ** one.failures, longestPauseMs);
    one.failures += 1;
    one.notBefore = Date.now() + Math.max(pause, Number(retryAfter ?? 0) * 1_000) * scale;
  };
  const deliver = (): void => {
    if (webhook === undefined || isStopped) return;
    const target = webhook;
    const now = Date.now();
    const line = manner.isShuffled ? [...queue.waiting()].reverse() : queue.waiting();
    const seen = new Set<string>();
    for (const one of line) {
      const lane = manner.isShuffled ? String(one.update.update_id) : one.lane;
      const isFirst = !seen.has(lane);
      seen.add(lane);
      if (!isFirst || busy.has(lane) || one.notBefore > now || busy.size >= target.maxConnections) continue;
      busy.add(lane);
      void attempt(target, one).finally(() => {
        busy.delete(lane);
        deliver();
      });
    }
  };
  queue.onAdded(deliver);
  return {
    manner,
    set: (given) => {
      webhook = given;
      lastError = undefined;
      deliver();
    },
    current: () => webhook,
    lastError: () => lastError,
    stop: () => {
      isStopped = true;
      clearInterval(timer);
    },
  };
}
