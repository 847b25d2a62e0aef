import { z } from "zod";
import { textIn } from "../../organisation/look-up.ts";
import { asks, chosenIn, says } from "../prompts.ts";
import type { Flow } from "../flow.ts";
import { refusalOf } from "./pick-complaint.ts";

const slots = z.object({
  choice: z.enum(["export", "erase", "channels", "menu"]).optional(),
  sure: z.boolean().optional(),
});

type Privacy = z.infer<typeof slots>;

/** What is kept about the customer, a copy of it, its erasure after asking once more, and the chats that hear of it. */
export const privacy: Flow<Privacy, "choice" | "sure"> = {
  name: "privacy",
  version: 1,
  slots,
  start: ({ choice }) => (choice === undefined ? "choice" : choice === "erase" ? "sure" : "done"),
  steps: {
    choice: {
      ask: (_, { say, organisation, language }) =>
        asks(say("privacy.ask", { notice: textIn(organisation.privacyNotice, language, organisation) }), [
          { value: "export", label: say("privacy.export") },
          { value: "erase", label: say("privacy.erase") },
          { value: "channels", label: say("privacy.channels") },
          { value: "menu", label: say("common.menu") },
        ]),
      read: (answer) => {
        const choice = slots.shape.choice.safeParse(chosenIn(answer)).data;
        return choice === undefined ? { ok: false, hint: "engine.choose_one" } : { ok: true, slots: { choice } };
      },
      next: ({ choice }) => (choice === "erase" ? "sure" : "done"),
    },
    sure: {
      ask: (_, { say }) =>
        asks(say("privacy.sure"), [
          { value: "yes", label: say("privacy.sure.yes") },
          { value: "no", label: say("privacy.sure.no") },
        ]),
      read: (answer) => {
        const chosen = chosenIn(answer);
        if (chosen !== "yes" && chosen !== "no") return { ok: false, hint: "engine.choose_one" };
        return { ok: true, slots: { sure: chosen === "yes" } };
      },
      next: () => "done",
    },
  },
  finish: ({ choice, sure }) => {
    if (choice === "export") return { kind: "command", command: { kind: "export_personal_details" } };
    if (choice === "erase" && sure === true) return { kind: "command", command: { kind: "erase_personal_details" } };
    return choice === "menu" || choice === "channels" ? { kind: "flow", flow: choice } : { kind: "nothing" };
  },
  tell: (outcome, { choice, sure }, facts) => {
    const { say } = facts;
    if (!outcome.ok) return refusalOf(outcome, facts);
    if (choice === "export")
      return { prompts: [says(say("privacy.exported")), ...(outcome.text === undefined ? [] : [says(outcome.text)])] };
    return { prompts: [says(say(sure === true ? "privacy.erased" : "privacy.kept"))] };
  },
};
