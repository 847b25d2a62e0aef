/** What Telegram sends and takes, as far as the fake speaks it: plain JSON, named as in the Bot API. */

export type Json = Readonly<Record<string, unknown>>;

export interface WireUser {
  readonly id: number;
  readonly is_bot: boolean;
  readonly first_name: string;
  readonly last_name?: string;
  readonly username?: string;
  readonly language_code?: string;
}

export interface WireChat {
  readonly id: number;
  readonly type: "private" | "group" | "supergroup" | "channel";
  readonly first_name?: string;
  readonly title?: string;
}

/** An update before it has its number. */
export type UpdateBody = Json;

export type Update = Json & { readonly update_id: number };

/** What the API answers instead of a result. */
export class ApiError extends Error {
  readonly code: number;
  readonly retryAfter: number | undefined;

  constructor(code: number, description: string, retryAfter?: number) {
    super(description);
    this.name = "ApiError";
    this.code = code;
    this.retryAfter = retryAfter;
  }

  /** The body as Telegram sends it. */
  get body(): Json {
    return {
      ok: false,
      error_code: this.code,
      description: this.message,
      ...(this.retryAfter === undefined ? {} : { parameters: { retry_after: this.retryAfter } }),
    };
  }
}

/** A field of a call as text; empty where it is none. */
export function textOf(payload: Json, name: string): string {
  const value = payload[name];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

export function badRequest(what: string): ApiError {
  return new ApiError(400, `Bad Request: ${what}`);
}
