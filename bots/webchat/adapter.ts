import type { Activity, ConversationReference, ResourceResponse, TurnContext } from "botbuilder";
import type { Inbound } from "../../core/channel/inbound.ts";
import type { Visitor } from "./tokens.ts";

/** Runs one posted activity as a Bot Framework turn. Rejects with what `logic` rejects with. */
export interface DirectLineAdapter {
  run(activity: Partial<Activity>, logic: (context: TurnContext) => Promise<void>): Promise<void>;
}

/** Shows an activity to whoever looks at the visitor's conversation now, and keeps nothing. */
export type ShowNow = (visitorId: string, activity: Partial<Activity>) => void;

/**
 * Bot Framework's own kind of channel, in process: our Direct Line posts go through it, so that middleware written for any bot works
 * here too. The SDK is loaded at the first call (43 MB and 0.3 s).
 */
export async function loadDirectLineAdapter(show: ShowNow): Promise<DirectLineAdapter> {
  const { BotAdapter: Base, TurnContext: Turn } = await import("botbuilder");

  class InProcessAdapter extends Base {
    async run(activity: Partial<Activity>, logic: (context: TurnContext) => Promise<void>): Promise<void> {
      await this.runMiddleware(new Turn(this, activity), logic);
    }

    /** Only what is not kept goes out here: words go through the outbox, in the turn's own commit. */
    override async sendActivities(_context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
      return activities.map((activity) => {
        if (activity.type !== "typing") throw new TypeError("Messages leave by the outbox: return them from the turn.");
        show(activity.recipient?.id ?? "", activity);
        return { id: "" };
      });
    }

    override async updateActivity(): Promise<void> {
      throw new TypeError("A message that was said stays as it was said.");
    }

    override async deleteActivity(): Promise<void> {
      throw new TypeError("A message that was said stays as it was said.");
    }

    override async continueConversation(
      reference: Partial<ConversationReference>,
      logic: (context: TurnContext) => Promise<void>,
    ): Promise<void> {
      await this.run(
        Turn.applyConversationReference({ type: "event", name: "continueConversation" }, reference, true),
        logic,
      );
    }
  }
  return new InProcessAdapter();
}

/** The activity of a posted message, with only what the server itself knows. */
export function turnActivity(inbound: Inbound, visitor: Visitor, now: Date): Partial<Activity> {
  const { reply } = inbound;
  return {
    type: reply.kind === "start" ? "event" : "message",
    id: inbound.externalId,
    timestamp: now,
    channelId: "directline",
    serviceUrl: "urn:redress:directline",
    conversation: { id: visitor.conversationId, isGroup: false, conversationType: "personal", name: "" },
    from: { id: visitor.visitorId, name: "", role: "user" },
    recipient: { id: "bot", name: "", role: "bot" },
    ...(reply.kind === "text" ? { text: reply.text } : {}),
    ...(reply.kind === "tap" ? { text: reply.label ?? "", value: { token: reply.token } } : {}),
    ...(inbound.locale === undefined ? {} : { locale: inbound.locale }),
  };
}
