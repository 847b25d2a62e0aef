import { describe, expect, test } from "@jest/globals";
import type { ComplaintCommand } from "../../core/complaint/command.ts";
import type { Complaint, ConsentAnswer } from "../../core/complaint/complaint.ts";
import type { Commands } from "../../core/complaint/effect.ts";
import { always, changesOf } from "../support/complaint-walk.ts";

function isNo(command: ComplaintCommand): command is Commands["answer_consent"] {
  return command.kind === "answer_consent" && command.answer !== "accept";
}

function isAboutSilence(command: ComplaintCommand): command is Commands["remind" | "warn_of_lapse" | "lapse"] {
  return command.kind === "remind" || command.kind === "warn_of_lapse" || command.kind === "lapse";
}

/** An answer as far as it never changes: a reason may still come. */
function withoutReason({ reason: _, reasonGiven: __, ...answer }: ConsentAnswer): Partial<ConsentAnswer> {
  return answer;
}

function answersOf(complaint: Complaint): readonly ConsentAnswer[] {
  return complaint.rounds.flatMap(({ consent }) => consent?.answers ?? []);
}

describe("on any way through the process", () => {
  test("no answer of the customer is ever lost or changed", () => {
    always(({ walked }) => {
      for (const { before, after } of changesOf(walked)) {
        const earlier = before.rounds.map(({ consent }) => consent);
        for (const [index, consent] of earlier.entries()) {
          if (consent === undefined) continue;
          const kept = after.rounds[index]?.consent;
          expect(kept).toMatchObject({ text: consent.text, textHash: consent.textHash, askedAt: consent.askedAt });
          const answers = kept?.answers.slice(0, consent.answers.length) ?? [];
          expect(answers.map(withoutReason)).toEqual(consent.answers.map(withoutReason));
          for (const [place, { reason }] of consent.answers.entries())
            if (reason !== undefined) expect(answers[place]).toEqual(consent.answers[place]);
        }
      }
    });
  });

  test("a no to the decision at hand is never refused, whatever is said with it", () => {
    always(({ walked }) => {
      for (const { command, before, actor, result } of walked) {
        if (!isNo(command) || actor.kind !== "customer" || actor.customerId !== before.customerId) continue;
        const isAtHand = before.status === "concluded" && before.rounds.at(-1)?.round === command.round;
        if (isAtHand) expect(result.ok).toBe(true);
      }
    });
  });

  test("a no leads on at once, with its words, and with its reason if one came", () => {
    always(({ walked }) => {
      for (const { command, before, result } of walked) {
        if (!isNo(command) || !result.ok) continue;
        const { after } = result.value;
        expect(answersOf(after)).toHaveLength(answersOf(before).length + 1);
        expect(after.status).toBe(command.round === 1 ? "under_evaluation" : "open");
        const given = answersOf(after).at(-1);
        expect(given).toMatchObject({ answer: command.answer, words: command.words });
        expect(given?.reason).toBe(command.reason?.trim() === "" ? undefined : command.reason);
      }
    });
  });

  test("after a no nobody is reminded of that decision, and silence never closes by it", () => {
    always(({ walked }) => {
      for (const { command, before, result } of walked) {
        if (!isAboutSilence(command) || !result.ok) continue;
        const { round } = command;
        const last = before.rounds.find((each) => each.round === round)?.consent?.answers.at(-1);
        expect(["reject", "partly"]).not.toContain(last?.answer);
      }
    });
  });

  test("a reason that comes later completes the no that it is about, once", () => {
    always(({ walked }) => {
      for (const { command, before, now, result } of walked) {
        if (command.kind !== "give_reason" || !result.ok) continue;
        const [no, explained] = [before, result.value.after].map(({ rounds }) =>
          rounds.find(({ round }) => round === command.round)?.consent?.answers.at(-1),
        );
        expect(["reject", "partly"]).toContain(no?.answer);
        expect(no?.reason).toBeUndefined();
        expect(explained).toEqual({ ...no, reason: command.reason, reasonGiven: { at: now, door: "webchat" } });
        expect(result.value.after.status).toBe(before.status);
      }
    });
  });
});
