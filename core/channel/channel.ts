import type { Address, ChannelName } from "./address.ts";
import type { Outbound } from "./outbound.ts";
import type { Shown } from "./shown.ts";
import type { Language } from "../language/language.ts";

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
  /** Bytes of one file that we can send here: pictures, and everything else. Unset: none can be sent. */
  readonly sends?: { readonly pictures: number; readonly others: number };
  /** Its texts travel as SMS, which networks carry and charge by the part. */
  readonly isSms?: true;
}

/** A platform took the message; `providerId` is its own id, where it gives one. */
export interface DeliveryReceipt {
  readonly providerId?: string;
}

/** `count` of something in each stretch of `perMs` milliseconds. */
export interface Rate {
  readonly count: number;
  readonly perMs: number;
}

/** What a platform lets us send; each number with its page in the channel's `limits.ts`. Shared by all processes. */
export interface SendRates {
  /** All messages of the channel. */
  readonly all?: Rate;
  /** Messages into one conversation. */
  readonly chat?: Rate;
}

/** What can be said on a platform that lets us speak freely only for a while after the customer wrote: that there is news, and of what. */
export interface Invitation {
  readonly messageId: Outbound["messageId"];
  readonly language: Language;
  /** Kind of the notice (`decision`, `reminder` …), or `message` for words of an agent. */
  readonly kind: string;
  /** The complaint's tracking number, where it is about one. */
  readonly number?: string;
}

/** A platform on which free words are allowed for `ms` milliseconds after the customer's last message. */
export interface SpeakingWindow {
  readonly ms: number;
  /** Sends the approved words for `invitation`; rejects with a `DeliveryError` whose trouble is `no_template` where there are none. */
  invite(to: Address, invitation: Invitation): Promise<DeliveryReceipt>;
}

/** A way to reach people. Parsing and verification are the door's private business: it produces an `Inbound` and hands it to `receive`. */
export interface Channel {
  readonly name: ChannelName;
  readonly capabilities: Capabilities;
  /** Unset: as fast as the platform answers. */
  readonly rates?: SendRates;
  /** Unset: free words are always allowed. */
  readonly window?: SpeakingWindow;
  /**
   * Whether the customer at `to` reads the log itself, so that a message is delivered by its commit: the bot's answers are then committed as
   * sent, and `send` is called only for what the process has to count as told. Unset: everything goes out by `send`.
   */
  isReadInLog?(to: Address): boolean;
  /**
   * The page on which the customer at `to` reads and answers, where what is written here does not reach us; undefined where it does. Unset: it
   * always does.
   */
  answersAt?(to: Address): string | undefined;
  /** Resolves when the platform has accepted the message; rejects with `DeliveryError` that says whether to retry. Called at least once per message. */
  send(to: Address, message: Outbound): Promise<DeliveryReceipt>;
  /**
   * Asks the platform whether it took `message` at or after `since`; asked before a message is sent again whose first attempt ended unknown.
   * Undefined where it did not. `unknown`, or unset: the platform cannot be asked.
   */
  findSent?(to: Address, message: Outbound, since: Date): Promise<DeliveryReceipt | "unknown" | undefined>;
  /** The message as the customer would see it, by the very rendering that `send` uses. Unset: as `core/channel/layout.ts` lays it out. */
  show?(message: Outbound): Shown;
  /** Shows for some seconds that somebody is writing; does nothing where the platform cannot. */
  showTyping?(to: Address): Promise<void>;
}

/**
 * Fetches what a `remote` file reference names; only from the platform's own host. Rejects with `Fault` when it cannot be had; code
 * `file-too-large` means that no further attempt will change that.
 */
export interface FileSource {
  fetch(handle: string, limits: { readonly maxBytes: number }): Promise<Uint8Array>;
}
