import type { HttpResponse } from "../../core/http/route.ts";
import type { RefusalCode } from "./parse.ts";

/** Codes by which a client tells refusals apart; those of the protocol keep Direct Line's own names. */
export type ErrorCode =
  | RefusalCode
  | "MissingToken"
  | "BadToken"
  | "TokenExpired"
  | "ForeignConversation"
  | "OriginNotAllowed"
  | "UnknownVisitor"
  | "BadUserId"
  | "BadWatermark"
  | "TooManyRequests"
  | "TooManySockets"
  | "StoreUnavailable"
  | "NotMultipart"
  | "BadMultipart"
  | "NoFiles"
  | "FileTooLarge"
  | "TooManyFiles"
  | "UploadTooLarge"
  | "TooManyUploads"
  | "FileNotFound"
  | "FileNotReady"
  | "FileRefused";

/** For developers; customers are told by the widget, in their language, from the code. */
const sentences: Readonly<Record<ErrorCode, string>> = {
  MissingToken: "Send the token in the Authorization header: Bearer TOKEN.",
  BadToken: "This token is not one of ours. Ask for a new one.",
  TokenExpired: "This token has expired. Ask for a new one.",
  ForeignConversation: "The token belongs to another conversation.",
  OriginNotAllowed: "This page may not use the chat: its origin is not in WIDGET_ORIGINS.",
  UnknownVisitor: "This visitor token is not one of ours or has expired. Ask for a token without it.",
  BadUserId: "A user id begins with dl_ and has letters, digits and _ . @ : - only.",
  BadWatermark: "A watermark is one that this server gave.",
  TooManyRequests: "Too many calls in a short time. Wait as Retry-After says.",
  TooManySockets: "Too many open streams for one visitor.",
  StoreUnavailable: "Nothing was stored. Send it again as Retry-After says.",
  NotMultipart: "Upload files as multipart/form-data.",
  BadMultipart: "The body is not what its Content-Type says, or it ended too early.",
  NoFiles: "The upload has no file.",
  FileTooLarge: "A file is larger than allowed.",
  TooManyFiles: "There are more files than allowed in one message.",
  UploadTooLarge: "The upload is larger than allowed.",
  TooManyUploads: "Too many uploads at this moment. Try again as Retry-After says.",
  FileNotFound: "There is no such file.",
  FileNotReady: "The file is still being checked. Ask again as Retry-After says.",
  FileRefused: "The file did not pass the checks.",
  BadActivity: "The activity is not one that we can read.",
  EmptyActivity: "The message has neither words nor a known value.",
  TextTooLong: "The text is longer than allowed.",
  UploadFiles: "Files come by upload; data: and foreign addresses are not read.",
  BadClientActivityID: "A clientActivityID has 1 to 128 visible ASCII characters.",
};

/** A refusal in the shape that Direct Line's clients know: `{ error: { code, message } }`. `facts` are limits that the client can show. */
export function failure(
  status: number,
  code: ErrorCode,
  more: { readonly facts?: Readonly<Record<string, number>>; readonly headers?: Readonly<Record<string, string>> } = {},
): HttpResponse {
  const error = { code, message: sentences[code], ...more.facts };
  return { status, json: { error }, headers: { "cache-control": "no-store", ...more.headers } };
}

/** An answer that no cache may keep. */
export function fresh(status: number, body: unknown): HttpResponse {
  return { status, json: body, headers: { "cache-control": "no-store" } };
}

/** Nothing was stored and the client may try again; `seconds` from now at the earliest. */
export function tryAgain(
  code: "StoreUnavailable" | "TooManyUploads" | "TooManyRequests" | "FileNotReady",
  seconds: number,
): HttpResponse {
  const status = { StoreUnavailable: 503, TooManyUploads: 503, TooManyRequests: 429, FileNotReady: 503 }[code];
  return failure(status, code, { headers: { "retry-after": String(seconds) } });
}
