import type { ConversationDetail } from "../conversation-types.ts";
import type { UnsentWords } from "../unsent/unsent-words.ts";
import type { useDraft } from "./use-draft.ts";

/** What both ways of writing stand on. */
export interface ComposerParts {
  readonly detail: ConversationDetail;
  readonly drafting: ReturnType<typeof useDraft>;
  /** Sequence number of the newest message that the agent has seen. */
  readonly seen: () => number;
  readonly put: (words: UnsentWords) => void;
}
