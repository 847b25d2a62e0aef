import { request } from "node:http";
import { connect } from "node:net";

export interface RawRequest {
  readonly method: string;
  /** Sent as it is: nothing is resolved or escaped. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** The status of the answer; 0 where the connection ended without one. */
export function statusOf(port: number, { method, path, headers = {}, body }: RawRequest): Promise<number> {
  return new Promise((resolve) => {
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const call = request({ port, host: "127.0.0.1", method, path, headers: { ...length, ...headers } }, (answer) => {
      answer.resume().once("close", () => resolve(answer.statusCode ?? 0));
      // A live stream has no end of its own.
      if (answer.headers["content-type"]?.startsWith("text/event-stream") === true) answer.destroy();
    });
    call.on("error", () => resolve(0)).end(body);
  });
}

/** Sends bytes as they are, and resolves with all that comes back until the other side closes, `ms` have passed or the answer is there. */
export function bytesFor(port: number, bytes: string, ms = 1_000): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes, "latin1"));
    let got = "";
    const end = (): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(got);
    };
    const timer = setTimeout(end, ms);
    socket
      .on("data", (chunk) => (got += chunk.toString("latin1")))
      .on("close", end)
      .on("error", end);
  });
}
