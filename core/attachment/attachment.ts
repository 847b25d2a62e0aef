import type { FileKind, FileRef } from "../channel/inbound.ts";
import type { ChannelName } from "../channel/address.ts";
import type { AttachmentId, ComplaintId, CustomerId } from "../ids.ts";

export const attachmentStates = ["announced", "fetching", "stored", "refused"] as const;

export type AttachmentState = (typeof attachmentStates)[number];

/** Why a file was refused; each has its sentence in the catalogue. */
export const refusalReasons = [
  "kind_not_allowed",
  "too_large",
  "too_many_pixels",
  "broken",
  "unreachable",
  "infected",
  "too_many",
] as const;

export type RefusalReason = (typeof refusalReasons)[number];

/** A file: announced when its message is stored, then fetched, checked and cleaned beside the turn. */
export interface Attachment {
  readonly id: AttachmentId;
  readonly customerId?: CustomerId;
  readonly complaintId?: ComplaintId;
  readonly channel?: ChannelName;
  /** Who brought it; files of staff have no channel. */
  readonly origin: "customer" | "staff";
  readonly source: FileRef["source"];
  readonly kind: FileKind;
  /** The sender's own name for it, shown as text only. */
  readonly name?: string;
  readonly state: AttachmentState;
  readonly refusal?: RefusalReason;
  readonly announcedAt: Date;
  /** Present when stored. */
  readonly stored?: StoredFile;
  readonly attempts: number;
}

/** Keys in the file store and what is known of the bytes behind them. Keys are random and say nothing. */
export interface StoredFile {
  readonly at: Date;
  /** Media type found in the bytes. */
  readonly type: string;
  readonly bytes: number;
  /** Sealed: only for the investigation, never shown in lists or to the customer. */
  readonly originalKey: string;
  readonly originalSha256: string;
  /** Re-encoded, without metadata; the same as the original for kinds that cannot be cleaned and are only downloaded. */
  readonly cleanKey: string;
  readonly cleanSha256: string;
  readonly thumbnailKey?: string;
}

/** Where bytes are kept: a folder or an S3 bucket. Keys match `[a-z0-9/-]+`. Missing keys give undefined; other trouble is a `Fault`. */
export interface FileStore {
  put(key: string, bytes: Uint8Array, type: string): Promise<void>;
  get(key: string): Promise<Uint8Array | undefined>;
  delete(key: string): Promise<void>;
  /** Resolves when the store can be written and read. */
  check(): Promise<void>;
}
