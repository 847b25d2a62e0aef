import type { DeskSay } from "../../language/language-provider.tsx";
import type { DeskTextKey } from "../../language/texts.ts";
import type { ChatMessage } from "../conversation-types.ts";

type Delivery = NonNullable<ChatMessage["delivery"]>;

/** How a message fares, in words, and how much it matters. */
export interface DeliveryWords {
  readonly words: string;
  readonly tone: "calm" | "waiting" | "bad";
  readonly sign: string;
}

const failures: Readonly<Record<string, DeskTextKey>> = {
  blocked: "conversation.failure.blocked",
  opted_out: "conversation.failure.opted_out",
  unreachable: "conversation.failure.unreachable",
  no_template: "conversation.failure.no_template",
  refused: "conversation.failure.refused",
  account: "conversation.failure.account",
  spent: "conversation.failure.spent",
  window: "conversation.failure.window",
  unavailable: "conversation.failure.unavailable",
};

/** Puts the state of a delivery into words. */
export function deliveryWords(delivery: Delivery, say: DeskSay): DeliveryWords {
  switch (delivery.state) {
    case "pending":
      return waitingWords(delivery, say);
    case "sending":
      return { words: say("conversation.delivery.sending"), tone: "waiting", sign: "◔" };
    case "sent":
      return { words: say("conversation.delivery.sent"), tone: "calm", sign: "✓" };
    case "delivered":
      return { words: say("conversation.delivery.delivered"), tone: "calm", sign: "✓✓" };
    case "read":
      return { words: say("conversation.delivery.read"), tone: "calm", sign: "✓✓" };
    case "maybe_doubled":
      return { words: say("conversation.delivery.maybe_doubled"), tone: "waiting", sign: "✓?" };
    case "superseded":
      return { words: say("conversation.delivery.superseded"), tone: "calm", sign: "–" };
    case "failed":
      return { words: failedWords(delivery, say), tone: "bad", sign: "✕" };
  }
}

function waitingWords({ hold, until, invitedAt, failure, attempts }: Delivery, say: DeskSay): DeliveryWords {
  const waiting = (words: string): DeliveryWords => ({ words, tone: "waiting", sign: "◷" });
  if (hold === "window")
    return waiting(say(invitedAt === undefined ? "conversation.delivery.window" : "conversation.delivery.invited"));
  if (until !== undefined && (hold === "quiet" || attempts > 0)) {
    const at = new Date(until);
    return waiting(
      say(hold === "quiet" ? "conversation.delivery.quiet" : "conversation.delivery.retry", {
        at,
        why: reason(failure, say),
      }),
    );
  }
  return waiting(say("conversation.delivery.queued"));
}

function failedWords({ failure }: Delivery, say: DeskSay): string {
  return say("conversation.delivery.failed", { why: reason(failure, say) });
}

/** The platform's own code says nothing to most; what it means does. */
function reason(failure: string | undefined, say: DeskSay): string {
  const trouble = failure?.split(/[ .:]/u, 1)[0] ?? "";
  return say(failures[trouble] ?? "conversation.failure.unavailable");
}
