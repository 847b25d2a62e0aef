import { useState } from "react";
import { useLanguage } from "../../language/language-provider.tsx";
import { showNotice, showProblem } from "../../shell/notices.tsx";
import { currentComplaint } from "../current-complaint.ts";
import type { ComposerParts } from "./composer-parts.ts";
import { replaceLookup } from "./suggestion-at.ts";
import { useCannedReplies } from "./use-canned-replies.ts";
import type { LookupSource } from "./writing-field.tsx";

/** Canned replies by `/`, filled in for the customer of this conversation. */
export function useReplyLookup({ detail, drafting: { change } }: ComposerParts): LookupSource {
  const { say } = useLanguage();
  const [words, look] = useState<string>();
  const { conversation } = detail;
  const { suggestions, isPending, fill } = useCannedReplies(words, conversation.language);
  return {
    sign: "/",
    name: say("conversation.canned.name"),
    empty: say(isPending ? "shell.loading" : "conversation.canned.empty"),
    suggestions,
    look,
    take: ({ id }, lookup) => {
      fill(id, conversation.id, currentComplaint(detail)?.id)
        .then(({ text, missing }) => {
          change((draft) => ({ text: replaceLookup(draft.text, lookup, text) }));
          if (missing.length > 0) showNotice(say("conversation.canned.missing", { names: missing.join(", ") }));
        })
        .catch((problem: unknown) => showProblem(problem, say));
    },
  };
}
