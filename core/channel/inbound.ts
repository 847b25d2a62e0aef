import type { Address } from "./address.ts";
import type { Bookmark } from "./bookmark.ts";

export const fileKinds = ["photo", "document", "voice", "video"] as const;

export type FileKind = (typeof fileKinds)[number];

/** A file that a customer sent, before it has been fetched and checked. */
export interface FileRef {
  /** The platform's handle (`remote`: a file id or URL that the channel's client can fetch), or a key under which the door has already put the bytes (`staged`). */
  readonly source:
    { readonly kind: "remote"; readonly handle: string } | { readonly kind: "staged"; readonly key: string };
  readonly kind: FileKind;
  readonly name?: string;
  /** What the platform claims; believed only after the bytes agree. */
  readonly claimedType?: string;
  /** In bytes, where the platform tells. */
  readonly size?: number;
}

/** What the customer did, stripped of everything that only the platform knows. */
export type Reply =
  | { readonly kind: "tap"; readonly token: string; readonly label?: string }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "files"; readonly files: readonly FileRef[]; readonly text?: string }
  | { readonly kind: "place"; readonly latitude: number; readonly longitude: number; readonly label?: string }
  | { readonly kind: "contact"; readonly phone: string; readonly own: boolean }
  /** An earlier message of this address now reads `text`; `of` is that message's external id. */
  | { readonly kind: "edit"; readonly of: string; readonly text: string }
  /** The person opened the chat (Telegram's /start, a widget opened for the first time); `payload` is the link's opaque token. */
  | { readonly kind: "start"; readonly payload?: string }
  /** Something that carries no words or file that we can keep (a sticker, a poll); `what` is the platform's word for it. */
  | { readonly kind: "unsupported"; readonly what: string };

export type ReplyKind = Reply["kind"];

/** One message from a customer, as every door hands it to `receive`. */
export interface Inbound {
  readonly address: Address;
  /** The platform's id of this message; with the channel it is unique for ever, so a repeat has no second effect. */
  readonly externalId: string;
  /** When the platform says it was sent; undefined where it does not say. Never used for order or for clocks. */
  readonly sentAt?: Date;
  readonly reply: Reply;
  /** BCP 47 tag that the channel reports, for the first guess of the language. */
  readonly locale?: string;
  readonly profileName?: string;
  /** E.164, only where the platform itself proves it (WhatsApp, SMS). */
  readonly phone?: string;
  /** The platform sends what belongs together as several messages, and more of them may follow at once: the answer waits a moment for them. */
  readonly mayContinue?: boolean;
  /** How far the source of this message has then been read, written in the turn's own commit. */
  readonly bookmark?: Bookmark;
  /** The client's own id of this message, echoed back on web chat so that it can be marked as sent. */
  readonly clientId?: string;
}
