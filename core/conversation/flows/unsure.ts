import { z } from "zod";
import { openQuestionsOf, roundToAnswer, roundToExplain, unended } from "../open-matters.ts";
import { asks, chosenIn, withFileCount } from "../prompts.ts";
import { excerpt, excerptOf } from "../views.ts";
import type { Choice } from "../../channel/prompt.ts";
import type { Complaint } from "../../complaint/complaint.ts";
import type { Facts } from "../facts.ts";
import type { Finish, Flow } from "../flow.ts";

const slots = z.object({
  words: z.string().optional(),
  attachments: z.array(z.string()).optional(),
  choice: z.string().optional(),
});

type Unsure = z.infer<typeof slots>;

/** Words or files came while nothing was asked, and there are several things that they can belong to. */
export const unsure: Flow<Unsure, "choice"> = {
  name: "unsure",
  version: 1,
  slots,
  words: ["words"],
  start: ({ choice }) => (choice === undefined ? "choice" : "done"),
  steps: {
    choice: {
      ask: (said, facts) => asks(question(said, facts), choices(said, facts)),
      read: (answer) => {
        const choice = chosenIn(answer);
        return choice === undefined ? { ok: false, hint: "engine.choose_one" } : { ok: true, slots: { choice } };
      },
      next: () => "done",
    },
  },
  finish: (asked, facts) => endOf(asked, facts),
  tell: () => ({ prompts: [] }),
  collect: ({ words, attachments = [] }, extra) => ({
    ...(words === undefined && extra.words === undefined
      ? {}
      : { words: [words, extra.words].filter((each) => each !== undefined).join("\n") }),
    attachments: [...attachments, ...extra.attachments],
  }),
};

/** Enough of the words to know them again. */
const quotedLetters = 200;

/** The question, with what it is about: it may be put again when the words have left the screen. */
function question({ words, attachments = [] }: Partial<Unsure>, { say }: Facts): string {
  const quoted =
    words === undefined ? say("unsure.ask") : say("unsure.ask_quoting", { words: excerpt(words, quotedLetters) });
  return withFileCount(quoted, attachments, say);
}

/** Enough to choose from on a small screen; the rest is found under "my complaints". */
const maxComplaints = 6;

function choices({ attachments = [] }: Partial<Unsure>, { complaints, say }: Facts): readonly Choice[] {
  const open = unended(complaints).slice(0, maxComplaints);
  return [
    ...open.flatMap((complaint) => {
      const about = { number: { code: complaint.number }, about: excerptOf(complaint) };
      const question = openQuestionsOf(complaint)[0];
      return [
        ...(roundToAnswer(complaint) === undefined
          ? []
          : [{ value: `decision:${complaint.id}`, label: say("unsure.decision", about) }]),
        ...(question === undefined
          ? []
          : [{ value: `question:${complaint.id}`, label: say("unsure.question", about) }]),
        // A reason is words alone; files go to the complaint itself.
        ...(roundToExplain(complaint) === undefined || attachments.length > 0
          ? []
          : [{ value: `reason:${complaint.id}`, label: say("unsure.reason", about) }]),
        { value: `add:${complaint.id}`, label: say("unsure.add", about) },
      ];
    }),
    { value: "file", label: say("unsure.file") },
    { value: "person", label: say("unsure.person") },
  ];
}

function endOf({ choice = "", words, attachments = [] }: Partial<Unsure>, { complaints }: Facts): Finish {
  const [kind = "", id = ""] = choice.split(":");
  const complaint = complaints.find((each) => each.id === id);
  if (kind === "file") {
    return {
      kind: "flow",
      flow: "file_complaint",
      slots: { attachments, description: words === undefined ? [] : [words] },
    };
  }
  if (complaint === undefined) return { kind: "flow", flow: "person", slots: { reason: words } };
  return about(kind, complaint, { words, attachments });
}

function about(kind: string, complaint: Complaint, said: Pick<Unsure, "words" | "attachments">): Finish {
  const complaintId = complaint.id;
  switch (kind) {
    case "decision":
      // An answer to a decision is words alone: files go to the complaint first.
      if ((said.attachments ?? []).length > 0)
        return { kind: "flow", flow: "add", slots: { complaintId, ...said, done: true, thenAnswer: true } };
      return {
        kind: "flow",
        flow: "consent",
        slots: { complaintId, round: roundToAnswer(complaint)?.round, reason: said.words },
      };
    case "question":
      return {
        kind: "flow",
        flow: "answer_question",
        slots: { complaintId, questionId: openQuestionsOf(complaint)[0]?.id, ...said },
      };
    case "reason":
      return {
        kind: "flow",
        flow: "reason",
        slots: { complaintId, round: roundToExplain(complaint)?.round, reason: said.words },
      };
    default:
      return { kind: "flow", flow: "add", slots: { complaintId, ...said, done: true } };
  }
}
