import type { JSX } from "preact";
import type { OfferedAction } from "../activity.ts";
import type { Speech } from "./speech.ts";

interface SuggestionsParts {
  readonly actions: readonly OfferedAction[];
  readonly speech: Speech;
  readonly choose: (action: OfferedAction) => void;
}

/** The answers on offer, as buttons. */
export function Suggestions({ actions, speech, choose }: SuggestionsParts): JSX.Element | null {
  if (actions.length === 0) return null;
  return (
    <div class="suggestions" role="group" aria-label={speech.say("widget.choices")}>
      {actions.map((action) => (
        <button class="suggestion" type="button" dir="auto" onClick={() => choose(action)}>
          {action.title}
        </button>
      ))}
    </div>
  );
}
