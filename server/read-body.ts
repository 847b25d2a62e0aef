import type { IncomingMessage } from "node:http";
import type { TextKey } from "../core/language/text-key.ts";
import { parseForm, parseJson } from "./parse-body.ts";

/** A body that is read and parsed, or why it is refused. */
export type BodyRead =
  | { readonly ok: true; readonly body: unknown }
  | { readonly ok: false; readonly status: 400 | 408 | 413 | 415; readonly key: TextKey; readonly reason: string };

/** Time that a body of at most a few hundred kilobytes may take; slower ones hold a connection for nothing. */
const READ_MS = 30_000;

/**
 * Reads at most `maxBytes` and parses JSON and forms; other types stay bytes. What is too long is refused while it is still
 * coming, whatever its length header says.
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<BodyRead> {
  const type = contentType(request.headers["content-type"]);
  if (!hasBody(request)) return { ok: true, body: undefined };
  if (request.headers["content-encoding"] !== undefined && request.headers["content-encoding"] !== "identity") {
    return refusedBody(415, "problem.encoding_not_supported", "encoding");
  }
  if (Number(request.headers["content-length"] ?? 0) > maxBytes) return tooLong;
  const bytes = await collect(request, maxBytes);
  if (bytes === "too_long") return tooLong;
  if (bytes === "too_slow") return refusedBody(408, "problem.too_slow", "slow");
  return bytes.length === 0 ? { ok: true, body: undefined } : parsed(bytes, type);
}

function parsed(bytes: Buffer, { media, charset }: ContentType): BodyRead {
  const isForm = media === "application/x-www-form-urlencoded";
  if (!isForm && !isJson(media)) return { ok: true, body: new Uint8Array(bytes) };
  if (!["utf-8", "utf8", "us-ascii"].includes(charset))
    return refusedBody(415, "problem.charset_not_supported", "charset");
  const read = isForm ? parseForm(bytes) : parseJson(bytes);
  return read.ok ? { ok: true, body: read.value } : refusedBody(400, "problem.malformed", read.reason);
}

const tooLong: BodyRead = refusedBody(413, "problem.too_long", "too_long");

function refusedBody(status: 400 | 408 | 413 | 415, key: TextKey, reason: string): BodyRead {
  return { ok: false, status, key, reason };
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

interface ContentType {
  readonly media: string;
  readonly charset: string;
}

/** Without a charset JSON and forms are UTF-8 (RFC 8259, section 8.1). */
function contentType(header = ""): ContentType {
  const [media = "", ...parameters] = header.split(";").map((part) => part.trim().toLowerCase());
  const charset = parameters.find((parameter) => parameter.startsWith("charset="))?.slice("charset=".length);
  return { media, charset: (charset ?? "utf-8").replace(/^"(.*)"$/u, "$1") };
}

function isJson(media: string): boolean {
  return media === "application/json" || media.endsWith("+json");
}

function collect(request: IncomingMessage, maxBytes: number): Promise<Buffer | "too_long" | "too_slow"> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const timer = setTimeout(() => finish("too_slow"), READ_MS);
    const finish = (result: Buffer | "too_long" | "too_slow"): void => {
      clearTimeout(timer);
      request.off("data", take);
      request.off("end", end);
      request.off("error", fail);
      request.off("close", fail);
      resolve(result);
    };
    const take = (chunk: Buffer): void => {
      length += chunk.length;
      if (length > maxBytes) finish("too_long");
      else chunks.push(chunk);
    };
    const end = (): void => finish(Buffer.concat(chunks));
    const fail = (): void => {
      clearTimeout(timer);
      reject(new ClientGone());
    };
    request.on("data", take).once("end", end).once("error", fail).once("close", fail);
  });
}

/** The client hung up in the middle of its request: nobody is left to answer. */
export class ClientGone extends Error {
  constructor() {
    super("the client hung up");
    this.name = "ClientGone";
  }
}
