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

/** A POST of JSON as it goes over the wire. */
export function requestBytes(port: number, path: string, token: string, body: unknown): Uint8Array {
  const content = Buffer.from(JSON.stringify(body), "utf8");
  const head = [
    `POST ${path} HTTP/1.1`,
    `host: 127.0.0.1:${port}`,
    `authorization: Bearer ${token}`,
    "content-type: application/json",
    `content-length: ${content.length}`,
    "",
    "",
  ].join("\r\n");
  return Buffer.concat([Buffer.from(head, "latin1"), content]);
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
  socket.setEncoding("utf8");
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

/** The answer in `text` once all of it is there. Bodies of both servers are ASCII, and have their length in the head. */
function wholeAnswer(text: string): Answer | undefined {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const length = Number(/\r\ncontent-length: (\d+)/iu.exec(text.slice(0, end))?.[1] ?? 0);
  const body = text.slice(end + 4);
  return body.length < length ? undefined : { status: Number(text.slice(9, 12)), body };
}
