import type { z } from "zod";
import type { Prompt } from "../channel/prompt.ts";
import type { AttachmentId } from "../ids.ts";
import type { TextKey } from "../language/text-key.ts";
import type { ConversationCommand, Outcome } from "./conversation-command.ts";
import type { Facts } from "./facts.ts";

/** What the customer replied, after recognition: a choice that was offered, words, files that are already recorded, a place, a phone number. */
export type Answer =
  | { readonly kind: "chosen"; readonly value: string; readonly words: string }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "files"; readonly attachments: readonly AttachmentId[]; readonly text?: string }
  | { readonly kind: "place"; readonly latitude: number; readonly longitude: number; readonly label?: string }
  | { readonly kind: "contact"; readonly phone: string; readonly own: boolean };

/** A step's reading of an answer: the slots it fills, or a hint that says what is wanted instead. */
export type Read<Slots> = { readonly ok: true; readonly slots: Partial<Slots> } | { readonly ok: false; readonly hint: TextKey };

/**
 * One question. Three pure functions and nothing else; it may not await, format for a channel, number its choices or send.
 * Its id is a word, never a position, so that a deploy in the middle of a conversation cannot shift an answer to another question.
 */
export interface Step<Slots, Id extends string> {
  readonly ask: (slots: Partial<Slots>, facts: Facts) => Prompt;
  readonly read: (answer: Answer, slots: Partial<Slots>, facts: Facts) => Read<Slots>;
  readonly next: (slots: Partial<Slots>, facts: Facts) => Id | "done";
}

/** A dialogue as data. `finish` turns its slots into one command; `tell` says what came of it. */
export interface Flow<Slots, Id extends string> {
  readonly name: string;
  /** Raised when a step's meaning changes; a cursor of an older version falls back to the nearest step that its slots can answer. */
  readonly version: number;
  readonly slots: z.ZodType<Partial<Slots>>;
  readonly start: (slots: Partial<Slots>, facts: Facts) => Id | "done";
  readonly steps: Readonly<Record<Id, Step<Slots, Id>>>;
  readonly finish: (slots: Partial<Slots>, facts: Facts) => Finish;
  readonly tell: (outcome: Outcome, slots: Partial<Slots>, facts: Facts) => Telling;
}

/** What a finished flow amounts to: a command, another flow, or nothing but words. */
export type Finish =
  | { readonly kind: "command"; readonly command: ConversationCommand }
  | { readonly kind: "flow"; readonly flow: string; readonly slots?: Readonly<Record<string, unknown>> }
  | { readonly kind: "nothing" };

/** Words that end a flow, and the flow that follows, if any. */
export interface Telling {
  readonly prompts: readonly Prompt[];
  readonly then?: { readonly flow: string; readonly slots?: Readonly<Record<string, unknown>> };
}
