import type { ChannelName } from "../channel/address.ts";
import type { Channel } from "../channel/channel.ts";
import { laidOut, shownBy } from "../channel/show-message.ts";
import type { Shown } from "../channel/shown.ts";
import type { OutboundMessage } from "../conversation/message.ts";
import { mayCarryFreeWords } from "../delivery/window.ts";
import type { AttachmentId, ComplaintId, ConversationId } from "../ids.ts";
import type { Language } from "../language/language.ts";
import type { UnitOfWork } from "../store/unit-of-work.ts";
import type { CaseworkTools } from "./tools.ts";

/** One message that a command would send. */
export interface PreviewedMessage {
  readonly channel: ChannelName;
  readonly conversationId: ConversationId;
  readonly complaintId?: ComplaintId;
  readonly language: Language;
  readonly shown: Shown;
  readonly files: readonly AttachmentId[];
  /** Why it would not go out at once, and until when at the latest; `window` waits until the customer writes. */
  readonly held?: { readonly why: "quiet"; readonly until: Date } | { readonly why: "window" };
}

/** All that a command would tell. */
export interface Preview {
  readonly messages: readonly PreviewedMessage[];
  /** There is something to tell, and no way to tell it. */
  readonly unreached: boolean;
}

/** The messages of work that is not committed, as their channels would show them. */
export function previewOf(
  work: UnitOfWork,
  tools: Pick<CaseworkTools, "channels" | "clock">,
  channelOf: (name: ChannelName) => Channel | undefined,
): Preview {
  const messages = (work.outbound ?? []).map((message): PreviewedMessage => {
    const { address, body, conversationId, complaintId } = message;
    const channel = channelOf(address.channel);
    const can = tools.channels().get(address.channel);
    const held = heldOf(message, work, channel, tools.clock.now());
    return {
      channel: address.channel,
      conversationId,
      ...(complaintId === undefined ? {} : { complaintId }),
      language: body.language,
      shown:
        channel !== undefined
          ? shownBy(channel, body)
          : can === undefined
            ? { texts: [body.text], layout: "plain", choices: [] }
            : laidOut(body, can),
      files: body.files,
      ...(held === undefined ? {} : { held }),
    };
  });
  return { messages, unreached: work.alerts?.some(({ kind }) => kind === "unreached") === true };
}

/** The quiet hours hold a message back before it comes to the window. */
function heldOf(
  { conversationId, delivery }: OutboundMessage,
  { conversations = [] }: UnitOfWork,
  channel: Channel | undefined,
  now: Date,
): PreviewedMessage["held"] {
  if (delivery.hold === "quiet") return { why: "quiet", until: delivery.nextAttemptAt };
  if (channel?.window === undefined) return undefined;
  const lastInboundAt = conversations.find(({ after }) => after.id === conversationId)?.after.lastInboundAt;
  const due = { ...(lastInboundAt === undefined ? {} : { lastInboundAt }), delivery };
  return mayCarryFreeWords(channel, due, now) ? undefined : { why: "window" };
}
