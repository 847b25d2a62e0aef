import { partOf, readActivitySet, textOf, type Activity } from "../activity.ts";
import { defaultLimits, type FileLimits } from "../file-check.ts";
import type { World } from "../world.ts";

/** The right to take part in one conversation for a while. */
export interface Ticket {
  readonly token: string;
  readonly conversationId: string;
  /** Milliseconds since 1970 after which the token is worth nothing. */
  readonly expiresAt: number;
  /** Lasts beyond tokens: with it, a new token for the same conversation is given. */
  readonly visitor: string | undefined;
  readonly limits: FileLimits;
}

/** A call that was not answered with 2xx. `status` is 0 where no answer came. */
export class CallFailed extends Error {
  readonly status: number;
  readonly retryAfterMs: number | undefined;

  constructor(status: number, retryAfterMs?: number) {
    super(`call failed: ${status}`);
    this.name = "CallFailed";
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }

  /** The token is not, or no longer, good for this. */
  get isForbidden(): boolean {
    return this.status === 401 || this.status === 403;
  }

  /** It makes no sense to send the same again. */
  get isFinal(): boolean {
    return this.status >= 400 && this.status < 500 && !this.isForbidden && this.status !== 408 && this.status !== 429;
  }
}

/** Longest time to wait for an answer that carries no file. */
const PATIENCE_MS = 20_000;
/** Longest time in which an upload may make no headway. */
const STALLED_MS = 60_000;
const CONVERSATIONS = "/v3/directline/conversations";

/** The calls of Direct Line 3.0 that a visitor's client makes. Each rejects with `CallFailed`. */
export class DirectLineCalls {
  readonly #world: World;
  readonly #origin: string;

  constructor(world: World, origin: string) {
    this.#world = world;
    this.#origin = origin;
  }

  /** A token, for the conversation of `visitor` where that is known. */
  async askToken(visitor: string | undefined, language: string): Promise<Ticket> {
    const answer = await this.#call("POST", "/webchat/token", undefined, {
      locale: language,
      visitorToken: visitor,
    });
    return this.#readTicket(answer, undefined);
  }

  /** The same right for another while. */
  async refresh(ticket: Ticket): Promise<Ticket> {
    return this.#readTicket(await this.#call("POST", "/v3/directline/tokens/refresh", ticket.token), ticket);
  }

  /** Opens the conversation; answers with the address of its stream. */
  async begin(ticket: Ticket, language: string): Promise<string> {
    return textOf(await this.#call("POST", CONVERSATIONS, ticket.token, { locale: language }), "streamUrl");
  }

  /** Comes back to the conversation; answers with the address of its stream from `watermark` on. */
  async rejoin(ticket: Ticket, watermark: string): Promise<string> {
    const path = `${CONVERSATIONS}/${ticket.conversationId}?watermark=${encodeURIComponent(watermark)}`;
    return textOf(await this.#call("GET", path, ticket.token), "streamUrl");
  }

  async poll(ticket: Ticket, watermark: string): Promise<{ activities: readonly Activity[]; watermark: string }> {
    const path = `${CONVERSATIONS}/${ticket.conversationId}/activities?watermark=${encodeURIComponent(watermark)}`;
    return readActivitySet(await this.#call("GET", path, ticket.token));
  }

  /** Resolves when the server has committed the activity. */
  async post(ticket: Ticket, activity: object): Promise<void> {
    await this.#call("POST", `${CONVERSATIONS}/${ticket.conversationId}/activities`, ticket.token, activity);
  }

  /** Resolves when the server has committed the activity and has its files, in the order of its attachments. */
  upload(ticket: Ticket, activity: object, files: readonly File[], progress: (share: number) => void): Promise<void> {
    const form = new FormData();
    form.append("activity", new Blob([JSON.stringify(activity)], { type: "application/vnd.microsoft.activity" }));
    for (const file of files) form.append("file", file, file.name);
    const request = this.#world.newUpload();
    return new Promise((resolve, reject) => {
      const stalled = (): (() => void) =>
        this.#world.after(STALLED_MS, () => {
          request.abort();
        });
      let unstall = stalled();
      request.upload.onprogress = ({ loaded, total }) => {
        unstall();
        unstall = stalled();
        progress(total > 0 ? loaded / total : 0);
      };
      request.onloadend = () => {
        unstall();
        if (request.status >= 200 && request.status < 300) resolve();
        else reject(new CallFailed(request.status, retryAfter(request.getResponseHeader("retry-after"))));
      };
      request.open("POST", `${this.#origin}${CONVERSATIONS}/${ticket.conversationId}/upload`);
      request.setRequestHeader("authorization", `Bearer ${ticket.token}`);
      request.send(form);
    });
  }

  /** The bytes of a file in the conversation, whose address says itself who may have it. */
  async download(url: string): Promise<Blob> {
    return (await this.#fetch(url, {})).blob();
  }

  async #call(method: string, path: string, token: string | undefined, body?: object): Promise<unknown> {
    const response = await this.#fetch(this.#origin + path, {
      method,
      cache: "no-store",
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return response.json().catch(() => undefined);
  }

  async #fetch(url: string, init: RequestInit): Promise<Response> {
    const response = await this.#world
      .fetch(url, { ...init, credentials: "omit", signal: AbortSignal.timeout(PATIENCE_MS) })
      .catch(() => {
        throw new CallFailed(0);
      });
    if (!response.ok) throw new CallFailed(response.status, retryAfter(response.headers.get("retry-after")));
    return response;
  }

  #readTicket(answer: unknown, before: Ticket | undefined): Ticket {
    const token = textOf(answer, "token");
    if (token === "") throw new CallFailed(0);
    return {
      token,
      conversationId: textOf(answer, "conversationId") || (before?.conversationId ?? ""),
      expiresAt: this.#world.now() + (Number(partOf(answer, "expires_in")) || 1_800) * 1_000,
      visitor: textOf(answer, "visitorToken") || before?.visitor,
      limits: before?.limits ?? readLimits(partOf(answer, "limits")),
    };
  }
}

function retryAfter(header: string | null): number | undefined {
  return Number(header) * 1_000 || undefined;
}

function readLimits(value: unknown): FileLimits {
  return {
    maxFileBytes: Number(partOf(value, "maxFileBytes")) || defaultLimits.maxFileBytes,
    maxFiles: Number(partOf(value, "maxFiles")) || defaultLimits.maxFiles,
  };
}
