import { accepted, refused } from "../errors.ts";
import type { Complaint, ConsentAnswer, Round } from "./complaint.ts";
import { firstRefusal, isBlank } from "./effect.ts";
import type { Carrier } from "./effect.ts";

/** The customer's no to the decision of `round`, as long as nothing is on record of why; undefined where nothing is left to explain. */
export function unexplainedNo(complaint: Pick<Complaint, "rounds">, round: 1 | 2): ConsentAnswer | undefined {
  const last = lastAnswer(complaint, round);
  return isNo(last) && last.reason === undefined ? last : undefined;
}

/** Why the customer said no. It completes the answer that is on record, whose words, door and time stay as they are. */
export const giveReason: Carrier<"give_reason"> = (complaint, { round, reason, externalId }, { moment, door }) => {
  const no = lastAnswer(complaint, round);
  if (!isNo(no)) return refused("refusal.nothing_to_explain");
  const refusal = firstRefusal(
    [no.reason !== undefined, "refusal.reason_given_already"],
    [isBlank(reason), "refusal.reason_missing"],
  );
  if (refusal !== undefined) return refusal;
  const origin = externalId === undefined ? {} : { externalId };
  const explained: ConsentAnswer = { ...no, reason, reasonGiven: { at: moment.now, door, ...origin } };
  return accepted({
    after: { ...complaint, rounds: complaint.rounds.map((each) => withLastAnswer(each, round, explained)) },
    events: [{ kind: "reason_given", facts: { round, reason, ...origin } }],
  });
};

function lastAnswer({ rounds }: Pick<Complaint, "rounds">, round: 1 | 2): ConsentAnswer | undefined {
  return rounds.find((each) => each.round === round)?.consent?.answers.at(-1);
}

function isNo(answer: ConsentAnswer | undefined): answer is ConsentAnswer {
  return answer?.answer === "reject" || answer?.answer === "partly";
}

function withLastAnswer(each: Round, round: 1 | 2, answer: ConsentAnswer): Round {
  if (each.round !== round || each.consent === undefined) return each;
  return { ...each, consent: { ...each.consent, answers: [...each.consent.answers.slice(0, -1), answer] } };
}
