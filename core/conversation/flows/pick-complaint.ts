import type { Choice, Prompt } from "../../channel/prompt.ts";
import type { Complaint } from "../../complaint/complaint.ts";
import type { TextKey } from "../../language/text-key.ts";
import { codesIn } from "../codes.ts";
import { excerptOf, statusIn } from "../views.ts";
import type { Facts } from "../facts.ts";
import type { Outcome } from "../conversation-command.ts";
import type { Answer, Read, Telling } from "../flow.ts";
import { asks, chosenIn, ownWords, says } from "../prompts.ts";

/** Complaints as choices: number, state and first words, so that no two look the same. */
export function complaintChoices(complaints: readonly Complaint[], { say }: Facts): readonly Choice[] {
  return complaints.map((complaint) => ({
    value: complaint.id,
    label: say("pick.complaint", {
      number: { code: complaint.number },
      status: statusIn(complaint.status, say),
      about: excerptOf(complaint),
    }),
  }));
}

/** The complaint with this id among those that the chat knows. */
export function complaintIn(id: string | undefined, { complaints }: Facts): Complaint | undefined {
  return complaints.find((each) => each.id === id);
}

/** What is said when a command was refused. Where the complaint has to be shown to be the customer's first, its passcode is asked for. */
export function refusalOf({ refusal }: Extract<Outcome, { readonly ok: false }>, { say }: Facts): Telling {
  const prompts = [says(say(refusal.key, refusal.args))];
  const { number } = refusal.args ?? {};
  if (refusal.key !== "refusal.prove_first" || typeof number !== "object" || !("code" in number)) return { prompts };
  return { prompts, then: { flow: "follow", slots: { other: true, number: number.code } } };
}

/** "Which one?" over the complaints of this chat, or another by its number. */
export function askWhich(text: TextKey, facts: Facts): Prompt {
  return asks(facts.say(text), [
    ...complaintChoices(facts.complaints, facts),
    { value: "other", label: facts.say("follow.other") },
  ]);
}

/** The answer to `askWhich`. */
export function readWhich(answer: Answer, facts: Facts): Read<{ complaintId?: string; other?: boolean }> {
  const chosen = chosenIn(answer);
  if (chosen === "other") return { ok: true, slots: { other: true } };
  return chosen === undefined || complaintIn(chosen, facts) === undefined
    ? { ok: false, hint: "engine.choose_one" }
    : { ok: true, slots: { complaintId: chosen } };
}

/** A tracking number; whether it exists is found out by the command. */
export function readNumber(answer: Answer): Read<{ number?: string }> {
  const { number } = codesIn(ownWords(answer) ?? "");
  return number === undefined ? { ok: false, hint: "follow.number.hint" } : { ok: true, slots: { number } };
}
