import type { Facts } from "../facts.ts";
import type { Answer } from "../flow.ts";
import { toPhone } from "../phone.ts";
import { chosenIn, ownWords } from "../prompts.ts";

/** The mobile number of an answer in E.164: `known` where that was chosen, a contact of the customer's own, or what was typed. */
export function phoneIn(
  answer: Answer,
  known: string | undefined,
  { customer, organisation, language }: Facts,
): string | undefined {
  const country = customer.country ?? organisation.country;
  if (chosenIn(answer) === "known") return known;
  // Somebody else's contact card would send the passcode to a stranger.
  if (answer.kind === "contact") return answer.own ? toPhone(answer.phone, country, language) : undefined;
  const words = ownWords(answer);
  return words === undefined ? undefined : toPhone(words, country, language);
}
