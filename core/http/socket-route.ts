import type { HttpRequest } from "./route.ts";

/** An address at which a door speaks WebSocket (RFC 6455). The server owns the handshake, the limits and the end. */
export interface SocketRoute {
  /** As in `Route.path`. */
  readonly path: string;
  /** Bytes that one incoming frame may have; a longer one ends the socket with 1009. */
  readonly maxFrameBytes: number;
  /** Decides before the handshake. `request` has no body. What it throws becomes a 500. */
  readonly admit: (request: HttpRequest) => Promise<Admission>;
}

export type Admission =
  /** 401, 403, 404 …: the handshake is refused with it. */
  | { readonly admitted: false; readonly status: number }
  /** `open` is called once with the open socket; `protocol` is the subprotocol that was agreed on, if any. */
  | { readonly admitted: true; readonly open: (socket: LiveSocket) => void; readonly protocol?: string };

/** One open WebSocket. */
export interface LiveSocket {
  /** Sends a text frame; silently nothing once the socket is closed. */
  send(text: string): void;
  /** Bytes that the client has not taken yet: a reader that is too slow is better closed than waited for. */
  waitingBytes(): number;
  /** Ends the socket with a code of RFC 6455, section 7.4. The server ends all with 1012 (service restart) when it stops. */
  close(code: number): void;
  /** Called for each text frame. What it throws ends the socket with 1011 and is logged. */
  onText(hear: (text: string) => void): void;
  /** Called once, however the socket ends; at once when it has already ended. */
  onClose(hear: () => void): void;
}
