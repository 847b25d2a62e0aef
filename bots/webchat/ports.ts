import type { Address } from "../../core/channel/address.ts";
import type { FileKind, Inbound, Reply } from "../../core/channel/inbound.ts";
import type { Outbound } from "../../core/channel/outbound.ts";
import type { AttachmentId, ConversationId, CustomerId } from "../../core/ids.ts";

/** What the web chat needs of the rest, in its own words: the store and the file store fulfil these as they are. */

/**
 * Takes one message of a customer. Resolves only after the commit of the message and all that it caused; rejects with `Fault`
 * `store-unavailable` when nothing could be written.
 */
export type Receive = (inbound: Inbound) => Promise<"answered" | "duplicate" | "kept_with_fault">;

/** A message of the customer as the log has it. */
export interface LoggedInbound {
  readonly direction: "in";
  readonly seq: number;
  readonly externalId: string;
  readonly reply: Reply;
  readonly attachments: readonly AttachmentId[];
  readonly receivedAt: Date;
  readonly clientId?: string;
}

/** A message of ours as the log has it. */
export interface LoggedOutbound {
  readonly direction: "out";
  readonly seq: number;
  readonly body: Outbound;
  readonly createdAt: Date;
  /** What it is for, where it does not simply answer the message before it. */
  readonly purpose?: string;
  readonly delivery: { readonly state: string };
}

export type LoggedMessage = LoggedInbound | LoggedOutbound;

/** A file of the log, with the keys of its bytes once it is stored. */
export interface LoggedFile {
  readonly id: AttachmentId;
  readonly customerId?: CustomerId;
  readonly origin: "customer" | "staff";
  readonly kind: FileKind;
  readonly name?: string;
  readonly state: "announced" | "fetching" | "stored" | "refused";
  readonly stored?: {
    readonly type: string;
    readonly bytes: number;
    readonly cleanKey: string;
    readonly thumbnailKey?: string;
  };
}

/** The part of the store in which the web chat reads: its conversations are the log itself. */
export interface ChatStore {
  readonly conversations: {
    byAddress(
      address: Address,
    ): Promise<{ readonly id: ConversationId; readonly customerId: CustomerId; readonly lastSeq: number } | undefined>;
    messages(id: ConversationId, after: number, limit: number): Promise<readonly LoggedMessage[]>;
  };
  readonly attachments: {
    byId(id: AttachmentId): Promise<LoggedFile | undefined>;
    byIds(ids: readonly AttachmentId[]): Promise<readonly LoggedFile[]>;
  };
  listen(hear: (news: { readonly kind: string; readonly id: string }) => void): Promise<() => Promise<void>>;
}

/** Where uploaded bytes are staged and clean copies are read. Keys match `[a-z0-9/-]+`. */
export interface ChatFiles {
  put(key: string, bytes: Uint8Array, type: string): Promise<void>;
  get(key: string): Promise<Uint8Array | undefined>;
  delete(key: string): Promise<void>;
}

/** What is counted for operators, by fixed codes. */
export interface ChatMeter {
  refusedInput(door: string, reason: string): void;
  throttled(what: string): void;
}
