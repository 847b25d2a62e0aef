import { z } from "zod";
import { brand } from "../../ids.ts";
import { asks, chosenIn, withFileCount } from "../prompts.ts";
import type { Extra, Flow } from "../flow.ts";

const slots = z.object({
  draftAt: z.iso.datetime().optional(),
  /** What came when the draft was offered again. */
  words: z.string().optional(),
  attachments: z.array(z.string()).optional(),
  choice: z.enum(["resume", "afresh"]).optional(),
});

type Draft = z.infer<typeof slots>;

/** Offers a draft again that was left: go on, or begin afresh. What has just been sent goes with either. */
export const draft: Flow<Draft, "choice"> = {
  name: "draft",
  version: 1,
  slots,
  words: ["words"],
  start: ({ choice }) => (choice === undefined ? "choice" : "done"),
  steps: {
    choice: {
      ask: ({ draftAt, attachments = [] }, { say, now }) =>
        asks(
          withFileCount(say("draft.ask", { day: draftAt === undefined ? now : new Date(draftAt) }), attachments, say),
          [
            { value: "resume", label: say("draft.resume") },
            { value: "afresh", label: say("draft.afresh") },
          ],
        ),
      read: (answer) => {
        const choice = chosenIn(answer);
        if (choice !== "resume" && choice !== "afresh") return { ok: false, hint: "engine.choose_one" };
        return { ok: true, slots: { choice } };
      },
      next: () => "done",
    },
  },
  finish: (asked) => {
    const extra = extraOf(asked);
    if (asked.choice === "resume") return { kind: "resume", flow: "file_complaint", extra };
    const description = extra.words === undefined ? [] : [extra.words];
    return { kind: "flow", flow: "file_complaint", slots: { description, attachments: extra.attachments } };
  },
  tell: () => ({ prompts: [] }),
  collect: ({ words, attachments = [] }, extra) => ({
    ...(words === undefined && extra.words === undefined
      ? {}
      : { words: [words, extra.words].filter((each) => each !== undefined).join("\n") }),
    attachments: [...attachments, ...extra.attachments],
  }),
};

function extraOf({ words, attachments = [] }: Partial<Draft>): Extra {
  return { attachments: attachments.map((id) => brand(id)), ...(words === undefined ? {} : { words }) };
}
