import { z } from "zod";
import { brand } from "../../ids.ts";
import type { AttachmentId, ComplaintId } from "../../ids.ts";
import { roundToAnswer, unended } from "../open-matters.ts";
import { asks, chosenIn, filesOf, ownWords, says, withFileCount } from "../prompts.ts";
import type { Facts } from "../facts.ts";
import type { Flow, Telling } from "../flow.ts";
import { complaintChoices, complaintIn, refusalOf } from "./pick-complaint.ts";

const slots = z.object({
  complaintId: z.string().optional(),
  words: z.string().optional(),
  attachments: z.array(z.string()).optional(),
  done: z.boolean().optional(),
  /** The complaint's decision is answered next, and the words say why. */
  thenAnswer: z.boolean().optional(),
});

type Addition = z.infer<typeof slots>;
type AddStep = "which" | "what" | "none";

/** Words or photos for a complaint that is under way, in as many messages as it takes. */
export const add: Flow<Addition, AddStep> = {
  name: "add",
  version: 1,
  slots,
  words: ["words"],
  start: firstOpen,
  steps: {
    none: {
      ask: (_, { say }) => asks(say("add.none"), [{ value: "menu", label: say("common.menu") }]),
      read: () => ({ ok: true, slots: { done: true } }),
      next: () => "done",
    },
    which: {
      ask: (_, facts) => asks(facts.say("add.which"), complaintChoices(facts.complaints, facts)),
      read: (answer, _, facts) => {
        const complaint = complaintIn(chosenIn(answer), facts);
        return complaint === undefined
          ? { ok: false, hint: "engine.choose_one" }
          : { ok: true, slots: { complaintId: complaint.id } };
      },
      next: firstOpen,
    },
    what: {
      ask: ({ words, attachments = [] }, { say }) => {
        const isEmpty = words === undefined && attachments.length === 0;
        const choices = isEmpty ? [] : [{ value: "done", label: say("common.done") }];
        return asks(withFileCount(say(isEmpty ? "add.what" : "add.more"), attachments, say), choices, [
          "text",
          "files",
          "place",
        ]);
      },
      read: (answer, { words, attachments = [] }) => {
        if (chosenIn(answer) === "done") return { ok: true, slots: { done: true } };
        const said = ownWords(answer);
        const files = filesOf(answer);
        if (said === undefined && files.length === 0) return { ok: false, hint: "add.hint" };
        return { ok: true, slots: { attachments: [...attachments, ...files], ...joined(words, said) } };
      },
      next: firstOpen,
    },
  },
  finish: ({ complaintId, words, attachments = [] }) => {
    if (complaintId === undefined) return { kind: "flow", flow: "menu" };
    const files = attachments.map((id) => brand<AttachmentId>(id));
    const said = words === undefined ? {} : { words };
    return {
      kind: "command",
      command: { kind: "add_evidence", complaintId: brand<ComplaintId>(complaintId), attachments: files, ...said },
    };
  },
  tell: (outcome, added, facts) => {
    const next = added.thenAnswer === true ? answerOf(added, facts) : {};
    if (!outcome.ok) return { ...refusalOf(outcome, facts), ...next };
    const { complaintId, attachments = [] } = added;
    const number = outcome.complaint?.number ?? complaintIn(complaintId, facts)?.number ?? "";
    return { prompts: [says(facts.say("add.told", { number: { code: number }, count: attachments.length }))], ...next };
  },
  collect: ({ words, attachments = [] }, extra) => ({
    attachments: [...attachments, ...extra.attachments],
    ...joined(words, extra.words),
  }),
};

function answerOf({ complaintId, words }: Partial<Addition>, facts: Facts): Pick<Telling, "then"> {
  const complaint = complaintIn(complaintId, facts);
  const round = complaint === undefined ? undefined : roundToAnswer(complaint)?.round;
  return round === undefined ? {} : { then: { flow: "consent", slots: { complaintId, round, reason: words } } };
}

function joined(before: string | undefined, added: string | undefined): Pick<Addition, "words"> {
  if (added === undefined) return before === undefined ? {} : { words: before };
  return { words: before === undefined ? added : `${before}\n${added}` };
}

function firstOpen({ complaintId, done, words, attachments = [] }: Partial<Addition>, facts: Facts): AddStep | "done" {
  if (complaintId === undefined)
    return unended(facts.complaints).length === 0 && facts.complaints.length === 0 ? "none" : "which";
  const isEmpty = words === undefined && attachments.length === 0;
  return done === true && !isEmpty ? "done" : "what";
}
