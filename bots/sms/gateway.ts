import type { DeliveryReceipt } from "../../core/channel/channel.ts";
import type { MessageId } from "../../core/ids.ts";

/** One of our messages on its way to one number. */
export interface Sms {
  /** E.164. */
  readonly phone: string;
  /** In order; more than one where the words are longer than a gateway takes at once. */
  readonly texts: readonly string[];
  /** The same at each attempt. */
  readonly messageId: MessageId;
}

/** A way to send an SMS. */
export interface SmsGateway {
  /** For operators: `http`, `twilio`, `outbox`. */
  readonly name: string;
  /** What the numbers begin with that go through it, with the plus; the longest prefix wins. Empty: every number that no prefix names. */
  readonly prefixes: readonly string[];
  /** What the numbers begin with that it cannot reach all the same. */
  readonly unserved: readonly string[];
  /** Whether what a customer answers by SMS reaches us. */
  readonly receives: boolean;
  /**
   * Resolves when the gateway has taken every text; called again after a failure, it goes on with the text that failed. Rejects with
   * `DeliveryError`; one that is `unavailable` without a platform's code leaves open whether the text was taken.
   */
  send(sms: Sms): Promise<DeliveryReceipt>;
  /** Whether the gateway took the SMS at or after `since`. Unset: it cannot be asked. */
  findSent?(sms: Sms, since: Date): Promise<DeliveryReceipt | undefined>;
}
