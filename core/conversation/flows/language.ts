import { z } from "zod";
import { languageNames, languages } from "../../language/language.ts";
import { asks, chosenIn, says } from "../prompts.ts";
import type { Flow } from "../flow.ts";

const slots = z.object({ language: z.enum(languages).optional() });

type LanguageChoice = z.infer<typeof slots>;

/** Changes the language; everything after is said in it. */
export const language: Flow<LanguageChoice, "language"> = {
  name: "language",
  version: 1,
  slots,
  start: () => "language",
  steps: {
    language: {
      ask: (_, { say, organisation }) =>
        asks(
          say("language.ask"),
          organisation.languages.map((each) => ({ value: each, label: languageNames[each] })),
        ),
      read: (answer) => {
        const chosen = languages.find((each) => each === chosenIn(answer));
        return chosen === undefined
          ? { ok: false, hint: "engine.choose_one" }
          : { ok: true, slots: { language: chosen }, language: chosen };
      },
      next: () => "done",
    },
  },
  finish: ({ language: chosen }) =>
    chosen === undefined
      ? { kind: "nothing" }
      : { kind: "command", command: { kind: "choose_language", language: chosen } },
  tell: (_outcome, _slots, { say }) => ({ prompts: [says(say("language.changed"))], otherwise: "menu" }),
};
