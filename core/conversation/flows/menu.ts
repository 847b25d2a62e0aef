import { z } from "zod";
import { unended } from "../open-matters.ts";
import { asks, chosenIn } from "../prompts.ts";
import type { Choice } from "../../channel/prompt.ts";
import type { Facts } from "../facts.ts";
import type { Finish, Flow } from "../flow.ts";

const slots = z.object({
  /** When a draft was left that waits below. */
  draftAt: z.iso.datetime().optional(),
  choice: z.string().optional(),
});

type Menu = z.infer<typeof slots>;

/** What can be done here. A waiting draft comes first. */
export const menu: Flow<Menu, "choice"> = {
  name: "menu",
  version: 1,
  slots,
  start: ({ choice }) => (choice === undefined ? "choice" : "done"),
  steps: {
    choice: {
      ask: (menuSlots, facts) => asks(facts.say("menu.ask"), choices(menuSlots, facts)),
      read: (answer) => {
        const choice = chosenIn(answer);
        return choice === undefined ? { ok: false, hint: "engine.choose_one" } : { ok: true, slots: { choice } };
      },
      next: () => "done",
    },
  },
  finish: ({ choice = "" }) => ends[choice] ?? { kind: "flow", flow: "file_complaint" },
  tell: () => ({ prompts: [] }),
};

function choices({ draftAt }: Partial<Menu>, { say, complaints, organisation, optedOut }: Facts): readonly Choice[] {
  return [
    ...(draftAt === undefined ? [] : [{ value: "draft", label: say("menu.draft") }]),
    { value: "file", label: say("menu.file") },
    { value: "follow", label: say(complaints.length === 0 ? "menu.follow" : "menu.complaints") },
    ...(unended(complaints).length === 0 ? [] : [{ value: "add", label: say("menu.add") }]),
    { value: "person", label: say("menu.person") },
    ...(organisation.languages.length === 1 ? [] : [{ value: "language", label: say("menu.language") }]),
    { value: "privacy", label: say("menu.privacy") },
    ...(optedOut === true ? [{ value: "opt_in", label: say("menu.opt_in") }] : []),
  ];
}

const ends: Readonly<Partial<Record<string, Finish>>> = {
  draft: { kind: "resume", flow: "file_complaint" },
  follow: { kind: "flow", flow: "follow" },
  add: { kind: "flow", flow: "add" },
  person: { kind: "flow", flow: "person" },
  language: { kind: "flow", flow: "language" },
  privacy: { kind: "flow", flow: "privacy" },
  opt_in: { kind: "flow", flow: "opt_in" },
};
