import type { Clock } from "../../core/ports.ts";
import type { ChatActivity } from "./activity.ts";
import type { Visitor } from "./tokens.ts";

/** "Somebody is typing": shown now, kept nowhere. */
export function transientActivity(
  visitor: Visitor,
  { clock, botName }: { readonly clock: Clock; readonly botName: string },
): ChatActivity {
  const now = clock.now();
  return {
    type: "typing",
    id: `${visitor.conversationId}|t.${now.getTime()}`,
    timestamp: now.toISOString(),
    channelId: "directline",
    conversation: { id: visitor.conversationId },
    from: { id: "bot", name: botName, role: "bot" },
  };
}
