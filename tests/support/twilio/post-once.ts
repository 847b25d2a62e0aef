import type { WebhookCall, Webhooks } from "./webhooks.ts";

/** Carries out what somebody does, the first time; what has the same id as before is posted again as it was, as Twilio repeats a webhook. */
export type PostOnce = (externalId: string | undefined, act: () => Promise<number>) => Promise<number>;

export function postOnce(webhooks: Webhooks): PostOnce {
  const posted = new Map<string, WebhookCall>();
  return async (externalId, act) => {
    const before = externalId === undefined ? undefined : posted.get(externalId);
    if (before !== undefined) return webhooks.post(before.path, before.fields);
    const status = await act();
    const call = webhooks.calls.findLast(({ path }) => path === "/twilio/messages");
    if (externalId !== undefined && call !== undefined) posted.set(externalId, call);
    return status;
  };
}
