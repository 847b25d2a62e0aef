import type { Detail, Prompt } from "../channel/prompt.ts";
import type { Reply } from "../channel/inbound.ts";
import { trackingNumberLength } from "../complaint/tracking-number.ts";
import { codesIn } from "./codes.ts";
import type { ConversationState } from "./conversation.ts";

const dots = "••••";

/** The words of a prompt as the transcript keeps them; undefined where it tells no secret. */
export function keptWords({
  text,
  details = [],
  secret,
}: Prompt): { readonly text: string; readonly details: readonly Detail[] } | undefined {
  if (secret === undefined) return undefined;
  const hidden = (words: string): string => words.replaceAll(secret, secret.replaceAll(/\d+/g, dots));
  return { text: hidden(text), details: details.map(({ label, value }) => ({ label, value: hidden(value) })) };
}

/** How many digits of an answer in words are no secret, by flow and step. */
const shownDigits: Readonly<Partial<Record<string, number>>> = {
  "follow passcode": 0,
  // Who is asked for the number may write both; the number comes first.
  "follow number": trackingNumberLength,
  "number code": 0,
};

/** A reply as it is kept: an answer to a question for a passcode or a code is a secret of the customer's, right or wrong. */
export function withoutSecret(reply: Reply, { cursors }: ConversationState): Reply {
  // Which question the message once answered is not known any more.
  if (reply.kind === "edit") return { ...reply, text: withoutPasscode(reply.text) };
  const { flow = "", step = "" } = cursors.at(-1) ?? {};
  const shown = shownDigits[`${flow} ${step}`];
  if (reply.kind !== "text" || shown === undefined) return reply;
  return { kind: "text", text: hiddenAfter(reply.text, shown) };
}

/** The words without the passcode that stands in them, alone or after a tracking number. */
function withoutPasscode(text: string): string {
  const { number, passcode } = codesIn(text);
  return passcode === undefined ? text : hiddenAfter(text, number === undefined ? 0 : trackingNumberLength);
}

/** The words with a dot for each digit but the first `shown`. */
function hiddenAfter(text: string, shown: number): string {
  let digits = 0;
  return text.replaceAll(/\p{Nd}/gu, (digit) => (++digits > shown ? "•" : digit));
}
