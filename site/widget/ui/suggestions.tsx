import type { JSX } from "preact";
import type { OfferedAction } from "../activity.ts";
import { useSpeech } from "./speech.ts";

interface SuggestionsParts {
  readonly actions: readonly OfferedAction[];
  readonly choose: (action: OfferedAction) => void;
}

/** The answers on offer, as buttons. */
export function Suggestions({ actions, choose }: SuggestionsParts): JSX.Element | null {
  const { say } = useSpeech();
  if (actions.length === 0) return null;
  return (
    <div class="suggestions" role="group" aria-label={say("widget.choices")}>
      {actions.map((action) =>
        action.type === "link" ? (
          <a class="suggestion" href={action.text} target="_blank" rel="noopener noreferrer" dir="auto">
            {action.title}
          </a>
        ) : (
          <button class="suggestion" type="button" dir="auto" onClick={() => choose(action)}>
            {action.title}
          </button>
        ),
      )}
    </div>
  );
}
