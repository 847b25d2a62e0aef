import type { DeliveryReceipt } from "../../core/channel/channel.ts";

/** A way to send an SMS. The first that serves a number sends to it. */
export interface SmsGateway {
  /** For operators: `http`, `twilio`, `outbox`. */
  readonly name: string;
  /** Digits that the number begins with, after a plus, for which this gateway is asked; the longest wins. Empty: any number. */
  readonly prefixes: readonly string[];
  /** Numbers among those that it cannot reach all the same. Unset: none. */
  readonly unserved?: readonly string[];
  /** Whether an answer by SMS reaches us. */
  readonly receives: boolean;
  /**
   * Sends `text` to `phone` (E.164). `messageId` is the same at each try of one message, for gateways that send one id only once. Rejects with
   * `DeliveryError`.
   */
  send(phone: string, text: string, messageId: string): Promise<DeliveryReceipt>;
  /** Whether the gateway took that text for that number at or after `since`. Unset: it cannot be asked. */
  findSent?(phone: string, text: string, since: Date): Promise<DeliveryReceipt | undefined>;
}
