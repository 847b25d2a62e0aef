import type { ReplyKind } from "../channel/inbound.ts";
import type { Choice, Detail, Prompt } from "../channel/prompt.ts";
import type { AttachmentId } from "../ids.ts";
import type { Say } from "../language/text-key.ts";
import type { Answer } from "./flow.ts";

/** Words that ask nothing. */
export function says(text: string, details: readonly Detail[] = [], files: readonly AttachmentId[] = []): Prompt {
  return {
    text,
    choices: [],
    accepts: [],
    ...(details.length === 0 ? {} : { details }),
    ...(files.length === 0 ? {} : { files }),
  };
}

/** A question with choices; `accepts` names what else can answer it. */
export function asks(
  text: string,
  choices: readonly Choice[],
  accepts: readonly ReplyKind[] = [],
  details: readonly Detail[] = [],
): Prompt {
  return { text, choices, accepts, ...(details.length === 0 ? {} : { details }) };
}

/** The words of an answer in the customer's own words; undefined where there are none, or where a choice was taken. */
export function ownWords(answer: Answer): string | undefined {
  if (answer.kind === "place") return placeInWords(answer);
  if (answer.kind !== "text" && answer.kind !== "files") return undefined;
  const text = answer.text?.trim();
  return text === "" ? undefined : text;
}

/** The value of the choice taken; undefined where the answer is something else. */
export function chosenIn(answer: Answer): string | undefined {
  return answer.kind === "chosen" ? answer.value : undefined;
}

/** The files of an answer. */
export function filesOf(answer: Answer): readonly AttachmentId[] {
  return answer.kind === "files" ? answer.attachments : [];
}

/** A place as people and maps read it: its name if it has one, and degrees of latitude and longitude. */
export function placeInWords({ latitude, longitude, label }: Extract<Answer, { readonly kind: "place" }>): string {
  const position = `${latitude.toFixed(6)}, ${longitude.toFixed(6)}`;
  return label === undefined ? position : `${label} (${position})`;
}

/** `text`, after how many files have been received, if any. */
export function withFileCount(text: string, { length: count }: readonly unknown[], say: Say): string {
  return count === 0 ? text : `${say("engine.files_kept", { count })}\n${text}`;
}
