import { lapse, remind, undoLapse, warnOfLapse } from "./silence.ts";
import { withdraw, merge } from "./ending.ts";
import { askForPerson, renewPasscode } from "./contact.ts";
import { joinChannel, partChannel } from "./channels.ts";
import { answerConsent } from "./consent.ts";
import { decide } from "./decision.ts";
import { doubt } from "./doubt-after-yes.ts";
import type { Carrier, Commands } from "./effect.ts";
import { absorb, addEvidence, note } from "./evidence.ts";
import { missLimit, recomputeClocks, warnOfLimit } from "./limits.ts";
import { answerQuestion, ask, questionDelivered, withdrawQuestion } from "./questions.ts";
import { askForRating, rate } from "./rating.ts";
import { carryOutRemedy, missRemedy } from "./remedies.ts";
import { assign, escalate, firstReview, route } from "./review.ts";
import { giveBack, handOn, missTakeOver, takeOver } from "./hands.ts";
import { giveReason } from "./reason.ts";
import { carryOutRuling, reopen } from "./ruling.ts";
import { askForSample, moveSample } from "./samples.ts";
import { noticeFailed, told } from "./telling.ts";

/** Which function carries out which command. */
export const carriers: { readonly [Kind in keyof Commands]: Carrier<Kind> } = {
  first_review: firstReview,
  route,
  escalate,
  assign,
  ask,
  question_delivered: questionDelivered,
  withdraw_question: withdrawQuestion,
  answer_question: answerQuestion,
  add_evidence: addEvidence,
  note,
  absorb,
  ask_for_sample: askForSample,
  move_sample: moveSample,
  decide,
  told,
  notice_failed: noticeFailed,
  answer_consent: answerConsent,
  give_reason: giveReason,
  doubt,
  remind,
  warn_of_lapse: warnOfLapse,
  lapse,
  undo_lapse: undoLapse,
  withdraw,
  merge,
  reopen,
  carry_out_ruling: carryOutRuling,
  carry_out_remedy: carryOutRemedy,
  miss_remedy: missRemedy,
  ask_for_rating: askForRating,
  rate,
  renew_passcode: renewPasscode,
  warn_of_limit: warnOfLimit,
  miss_limit: missLimit,
  recompute_clocks: recomputeClocks,
  ask_for_person: askForPerson,
  take_over: takeOver,
  give_back: giveBack,
  hand_on: handOn,
  miss_take_over: missTakeOver,
  join_channel: joinChannel,
  part_channel: partChannel,
};
