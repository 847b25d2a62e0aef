import type { Address, ChannelName } from "./address.ts";
import type { Outbound } from "./outbound.ts";

/** What a channel can show, in numbers. Rendering is decided by them and never by the channel's name. Lengths are in UTF-16 units. */
export interface Capabilities {
  /** 0 where the channel has no buttons. */
  readonly maxButtons: number;
  readonly maxButtonLabel: number;
  /** 0 where the channel has no lists. */
  readonly maxListItems: number;
  readonly maxListLabel: number;
  readonly maxText: number;
  /** Bytes of one file that a customer can send here; 0 where files cannot be sent. */
  readonly maxFile: number;
}

/** A platform took the message; `providerId` is its own id, where it gives one. */
export interface DeliveryReceipt {
  readonly providerId?: string;
}

/** A way to reach people. Parsing and verification are the door's private business: it produces an `Inbound` and hands it to `receive`. */
export interface Channel {
  readonly name: ChannelName;
  readonly capabilities: Capabilities;
  /**
   * Whether the customer at `to` reads the log itself, so that a message is delivered by its commit: the bot's answers are then committed as
   * sent, and `send` is called only for what the process has to count as told. Unset: everything goes out by `send`.
   */
  isReadInLog?(to: Address): boolean;
  /** Resolves when the platform has accepted the message; rejects with `DeliveryError` that says whether to retry. Called at least once per message. */
  send(to: Address, message: Outbound): Promise<DeliveryReceipt>;
}

/** Fetches what a `remote` file reference names; only from the platform's own host. Rejects with `Fault` when it cannot be had. */
export interface FileSource {
  fetch(handle: string, limits: { readonly maxBytes: number }): Promise<Uint8Array>;
}
