import type { MessageId } from "../ids.ts";
import type { Address } from "./address.ts";

/** What a platform says of a message that it took earlier. May come before the platform has answered the sending itself. */
export interface StatusReport {
  readonly messageId: MessageId;
  readonly providerId?: string;
  readonly state: "sent" | "delivered" | "read" | "failed";
  /** The report is about the approved words that announced the message (`SpeakingWindow.invite`), not about the message itself. */
  readonly invitation?: boolean;
  /** With `failed`: what the matter is, as `DeliveryError` has it. */
  readonly trouble?: Trouble;
  /** With `failed`: the platform's code, for staff. */
  readonly code?: string;
}

/** Why a platform did not take, or did not deliver, a message. */
export const troubles = [
  /** Worth another try later: too many requests, a fault of the platform. */
  "unavailable",
  /** Free words are not allowed now: the customer's last message is too old. */
  "window",
  /** No approved words exist for this notice in this language. */
  "no_template",
  /** The customer does not want to hear from us here. */
  "opted_out",
  /** The customer blocked the bot, or the account is gone. */
  "blocked",
  /** The address cannot be reached on this channel at all: no such number, a land line, a country not served. */
  "unreachable",
  /** The platform refuses this very message. */
  "refused",
  /** Our account with the platform is not in order: staff must look. */
  "account",
  /** We hold it back ourselves: the spending limit of a number, a prefix or the day is reached. */
  "spent",
] as const;

export type Trouble = (typeof troubles)[number];

/** The person at an address can be written to from now on, or not any more, as the platform says (blocked, unblocked). */
export interface ReachReport {
  readonly address: Address;
  readonly reachable: boolean;
}
