import type { z } from "zod";
import type { Prompt } from "../channel/prompt.ts";
import type { AttachmentId } from "../ids.ts";
import type { Language } from "../language/language.ts";
import type { TextArgs, TextKey } from "../language/text-key.ts";
import type { Offer } from "./conversation.ts";
import type { ConversationCommand, Outcome } from "./conversation-command.ts";
import type { Facts } from "./facts.ts";

/** What the customer replied, after recognition: a choice that was offered, words, files that are already recorded, a place, a phone number. */
export type Answer =
  /** `more`: the words say more than the choice, such as why. */
  | { readonly kind: "chosen"; readonly value: string; readonly words: string; readonly more?: true }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "files"; readonly attachments: readonly AttachmentId[]; readonly text?: string }
  | { readonly kind: "place"; readonly latitude: number; readonly longitude: number; readonly label?: string }
  | { readonly kind: "contact"; readonly phone: string; readonly own: boolean };

/**
 * A step's reading of an answer: the slots it fills, or a hint that says what is wanted instead. With `language`, everything from here
 * on is said in it; `remark` is said before the next question.
 */
export type Read<Slots> =
  | {
      readonly ok: true;
      readonly slots: Partial<Slots>;
      readonly language?: Language;
      readonly remark?: { readonly key: TextKey; readonly args?: TextArgs };
    }
  | { readonly ok: false; readonly hint: TextKey; readonly args?: TextArgs };

/** What a customer sent that answers no question at hand. */
export interface Extra {
  readonly words?: string;
  readonly attachments: readonly AttachmentId[];
  /** Their own number, in E.164. */
  readonly phone?: string;
}

/**
 * One question. Three pure functions and nothing else; it may not await, format for a channel, number its choices or send.
 * Its id is a word, never a position, so that a deploy in the middle of a conversation cannot shift an answer to another question.
 */
export interface Step<Slots, Id extends string> {
  readonly ask: (slots: Partial<Slots>, facts: Facts) => Prompt;
  readonly read: (answer: Answer, slots: Partial<Slots>, facts: Facts) => Read<Slots>;
  readonly next: (slots: Partial<Slots>, facts: Facts) => Id | "done";
  /** Takes back the last part of an answer that is given in parts; undefined where nothing is left to take back here. */
  readonly back?: (slots: Partial<Slots>, facts: Facts) => Partial<Slots> | undefined;
}

/** A dialogue as data. `finish` turns its slots into one command; `tell` says what came of it. */
export interface Flow<Slots, Id extends string> {
  readonly name: string;
  /** Raised when a step's meaning changes; a cursor of an older version falls back to the nearest step that its slots can answer. */
  readonly version: number;
  readonly slots: z.ZodType<Partial<Slots>>;
  /** The first step that the slots do not answer yet. */
  readonly start: (slots: Partial<Slots>, facts: Facts) => Id | "done";
  readonly steps: Readonly<Record<Id, Step<Slots, Id>>>;
  readonly finish: (slots: Partial<Slots>, facts: Facts) => Finish;
  /** Called with the command's outcome, or with a bare yes where there was no command. */
  readonly tell: (outcome: Outcome, slots: Partial<Slots>, facts: Facts) => Telling;
  /** Slots that hold the customer's own words, alone or joined by line breaks: an edited message changes them while the flow is not finished. */
  readonly words?: readonly (keyof Slots & string)[];
  /**
   * Keeps what came while another question was open: a photo before the category, a third message in a row. Undefined where the flow
   * has no place for it.
   */
  readonly collect?: (slots: Partial<Slots>, extra: Extra) => Partial<Slots> | undefined;
  /** Whether what the flow asks is no longer wanted, as matters stand now: it is then left out, wherever it waits. */
  readonly isOver?: (slots: Partial<Slots>, facts: Facts) => boolean;
}

/** What a finished flow amounts to: a command, another flow, a choice that turned out to be meant, the end of the flow it interrupted, or nothing but words. */
export type Finish =
  | { readonly kind: "command"; readonly command: ConversationCommand }
  | { readonly kind: "flow"; readonly flow: string; readonly slots?: Readonly<Record<string, unknown>> }
  | { readonly kind: "meant"; readonly token: string; readonly words?: string }
  /** The flow that this one interrupted is given up, with its draft. */
  | { readonly kind: "discard" }
  /** The flow that this one interrupted (or the waiting `flow`) goes on, with what came meanwhile. */
  | { readonly kind: "resume"; readonly flow?: string; readonly extra?: Extra }
  | { readonly kind: "nothing" };

/** Words that end a flow, and the flow that follows, if any. */
export interface Telling {
  readonly prompts: readonly Prompt[];
  /** The notice that this settles: its buttons are old from now on. */
  readonly answered?: Offer["about"];
  /** The flow that follows where no interrupted one waits. */
  readonly otherwise?: string;
  readonly then?: { readonly flow: string; readonly slots?: Readonly<Record<string, unknown>> };
}
