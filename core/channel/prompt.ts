import type { ReplyKind } from "./inbound.ts";
import type { AttachmentId } from "../ids.ts";

/** One answer on offer. `value` is what the flow reads, `label` what the customer sees: unique within a prompt, never a bare number. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** A label with its value, as in a read-back or a status; shown as lines, or as a card where the channel has one. */
export interface Detail {
  readonly label: string;
  readonly value: string;
}

/** What core says or asks, in words only: no numbers before choices, no keyboard, no markup. */
export interface Prompt {
  readonly text: string;
  readonly details?: readonly Detail[];
  readonly choices: readonly Choice[];
  /** The choices are understood and not shown: the words say how to answer, or leave no room. */
  readonly unshown?: true;
  /** Kinds of reply that can answer it; empty where it only tells something. Taps and text that name a choice always work. */
  readonly accepts: readonly ReplyKind[];
  /** Part of its words that is told and not kept, such as a passcode: the transcript shows dots in its place. */
  readonly secret?: string;
  /** Files that go with it, such as a decision's report. */
  readonly files?: readonly AttachmentId[];
}
