import type { Readable } from "node:stream";
import type { DoorPorts } from "../../core/http/door.ts";
import { json, problem } from "../../core/http/respond.ts";
import type { HttpRequest, HttpResponse, Route } from "../../core/http/route.ts";
import { maxUpdateBytes } from "./limits.ts";
import type { Take } from "./take.ts";
import { isTelegram, secretHeader } from "./verify.ts";

/** Where Telegram delivers updates. */
export const webhookPath = "/telegram/webhook";

export interface WebhookTools extends Pick<DoorPorts, "meter"> {
  readonly secret: string;
  readonly take: Take;
}

/**
 * Takes updates: 200 once one is committed, 503 while the store is away, so that Telegram delivers again. Who it is decides before
 * anything is read; the body is read here, because words that the common parser refuses must not hold up a chat.
 */
export function webhookRoute(tools: WebhookTools): Route {
  return {
    method: "POST",
    path: webhookPath,
    maxBodyBytes: maxUpdateBytes,
    raw: true,
    handle: (request) => handle(tools, request),
  };
}

async function handle({ secret, take, meter }: WebhookTools, request: HttpRequest): Promise<HttpResponse> {
  if (!isTelegram(request.headers[secretHeader], secret)) {
    meter.refusedInput("telegram", "secret");
    return json(401, {});
  }
  const update = readJson(await bytesOf(request.stream));
  if (update === undefined) {
    meter.refusedInput("telegram", "not_json");
    return problem(400, "problem.malformed");
  }
  await take(update);
  return json(200, {});
}

async function bytesOf(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk)));
  return Buffer.concat(chunks);
}

/** Undefined for what is no JSON in UTF-8. Depth and odd keys do no harm: only the parts that we name are looked at. */
function readJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
