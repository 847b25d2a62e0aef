import { connect } from "node:net";
import { once } from "node:events";

/** One answer: its status and its whole body. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** A keep-alive connection that carries one request at a time. */
export interface Connection {
  /** Sends a request that `requestBytes` made. Rejects when the connection breaks. */
  send(request: Uint8Array): Promise<Answer>;
  close(): void;
}

/** A POST as it goes over the wire: a form where `body` is a string, else JSON. `head` has further lines. */
export function requestBytes(port: number, path: string, head: readonly string[], body: object | string): Uint8Array {
  const isForm = typeof body === "string";
  const content = Buffer.from(isForm ? body : JSON.stringify(body), "utf8");
  const lines = [
    `POST ${path} HTTP/1.1`,
    `host: 127.0.0.1:${port}`,
    ...head,
    `content-type: ${isForm ? "application/x-www-form-urlencoded" : "application/json"}`,
    `content-length: ${content.length}`,
    "",
    "",
  ].join("\r\n");
  return Buffer.concat([Buffer.from(lines, "latin1"), content]);
}

/**
 * Opens a connection over a bare socket. Node's own client costs as much as a request of the floor, and it would run on the processors
 * that are measured.
 */
export async function openConnection(port: number): Promise<Connection> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  await once(socket, "connect");
  let received = "";
  let waiting: PromiseWithResolvers<Answer> | undefined;
  const fail = (cause: unknown): void => {
    waiting?.reject(new Error("The connection broke before the answer was there", { cause }));
    waiting = undefined;
  };
  socket.setEncoding("latin1");
  socket.on("data", (chunk: string) => {
    received += chunk;
    const answer = wholeAnswer(received);
    if (answer === undefined) return;
    received = "";
    const asked = waiting;
    waiting = undefined;
    asked?.resolve(answer);
  });
  socket.on("error", fail).on("close", () => fail(undefined));
  return {
    send: (request) => {
      waiting = Promise.withResolvers<Answer>();
      socket.write(request);
      return waiting.promise;
    },
    close: () => void socket.destroy(),
  };
}

/** The answer in `text`, one character a byte, once all of it is there: its length is in the head, or it comes in chunks. */
function wholeAnswer(text: string): Answer | undefined {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const head = text.slice(0, end);
  const status = Number(text.slice(9, 12));
  const body = text.slice(end + 4);
  if (/\r\ntransfer-encoding: chunked/iu.test(head)) {
    return body.endsWith("0\r\n\r\n") ? { status, body: utf8(unchunked(body)) } : undefined;
  }
  const length = Number(/\r\ncontent-length: (\d+)/iu.exec(head)?.[1] ?? 0);
  return body.length < length ? undefined : { status, body: utf8(body) };
}

function utf8(bytes: string): string {
  return Buffer.from(bytes, "latin1").toString("utf8");
}

function unchunked(body: string): string {
  const parts: string[] = [];
  for (let at = 0; at < body.length;) {
    const line = body.indexOf("\r\n", at);
    const size = Number.parseInt(body.slice(at, line), 16);
    if (size === 0) break;
    parts.push(body.slice(line + 2, line + 2 + size));
    at = line + 4 + size;
  }
  return parts.join("");
}
