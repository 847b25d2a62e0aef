import type { DeliveryReceipt } from "../../core/channel/channel.ts";
import type { Trouble } from "../../core/channel/status-report.ts";
import { DeliveryError } from "../../core/errors.ts";

/** How a gateway's answers are to be understood. */
export interface AnswerRules {
  /** Status codes, from and to, and what the answer must match. */
  readonly success: { readonly statuses: readonly (readonly [number, number])[]; readonly pattern?: RegExp };
  /** The first that matches the status code, a space and the answer says what the matter is. */
  readonly troubles: readonly { readonly trouble: Trouble; readonly pattern: RegExp }[];
  /** Where the gateway's own id stands. */
  readonly id: { readonly path: readonly string[] } | { readonly pattern: RegExp } | undefined;
}

/** What a gateway said, as far as it was read. */
export interface GatewayAnswer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly retryAfterMs?: number;
}

/** Longer ones are no ids. */
const maxIdLength = 200;

/**
 * The receipt where the gateway took the message; throws `DeliveryError` otherwise. A page of HTML is never the gateway's own word: a proxy or
 * a login page has answered in its place.
 */
export function judgeAnswer(answer: GatewayAnswer, rules: AnswerRules): DeliveryReceipt {
  if (isSuccess(answer, rules)) return receiptOf(answer.text, rules.id);
  const { status, retryAfterMs } = answer;
  const trouble = troubleOf(answer, rules);
  const isPage = isHtml(answer);
  throw new DeliveryError("sms", `the gateway answered ${String(status)}${isPage ? " with a page" : ""}`, {
    trouble,
    // A page in the place of an answer leaves open whether the message was taken.
    ...(isPage && status < 300 ? {} : { platformCode: String(status) }),
    ...(retryAfterMs === undefined || trouble !== "unavailable" ? {} : { retryAfterMs, forAll: true }),
  });
}

function isSuccess(answer: GatewayAnswer, { success }: AnswerRules): boolean {
  return (
    success.statuses.some(([from, to]) => answer.status >= from && answer.status <= to) &&
    !isHtml(answer) &&
    (success.pattern === undefined || success.pattern.test(answer.text))
  );
}

function troubleOf(answer: GatewayAnswer, { troubles }: AnswerRules): Trouble {
  const told = `${String(answer.status)} ${answer.text}`;
  return troubles.find(({ pattern }) => pattern.test(told))?.trouble ?? usualTrouble(answer);
}

/** Our key, our address, our right to call: nothing that a customer's message could change. */
const accountStatuses: ReadonlySet<number> = new Set([401, 402, 403, 404, 405, 407, 410]);

function usualTrouble(answer: GatewayAnswer): Trouble {
  const { status } = answer;
  if (status === 408 || status === 425 || status === 429 || status >= 500) return "unavailable";
  if (accountStatuses.has(status) || (status >= 300 && status < 400)) return "account";
  return isHtml(answer) && status < 300 ? "unavailable" : "refused";
}

function isHtml({ type, text }: GatewayAnswer): boolean {
  return /^\s*<(?:!doctype\s+html|html)\b/iu.test(text) || (/\bhtml\b/iu.test(type) && /^\s*</u.test(text));
}

function receiptOf(text: string, rule: AnswerRules["id"]): DeliveryReceipt {
  const id = rule === undefined ? undefined : "path" in rule ? atPath(text, rule.path) : rule.pattern.exec(text)?.[1];
  return id === undefined || id === "" || id.length > maxIdLength ? {} : { providerId: id };
}

/** The text or number at `path` of a JSON answer. A whole number beyond 2^53 is read as it stands, because many gateways have such ids. */
function atPath(text: string, path: readonly string[]): string | undefined {
  try {
    const value = path.reduce<unknown>((found, name) => stepInto(found, name), exactJson(text));
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}

/** JSON whose numbers come as they were written. */
function exactJson(text: string): unknown {
  return JSON.parse(text, (_name, value: unknown, context?: { readonly source?: string }) =>
    typeof value === "number" ? (context?.source ?? String(value)) : value,
  );
}

function stepInto(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}
