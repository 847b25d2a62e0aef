import type { ChannelName } from "../../core/channel/address.ts";
import type { Complaint } from "../../core/complaint/complaint.ts";
import type { Conversation } from "../../core/conversation/conversation.ts";
import type { OutboundMessage } from "../../core/conversation/message.ts";
import type { Agent } from "../../core/staff/agent.ts";
import { customerAt, plainDoor } from "./customer.ts";
import type { Customer } from "./customer.ts";
import { playedChannel } from "./played-channel.ts";
import type { PlayedChannel } from "./played-channel.ts";
import { storyOf } from "./story.ts";
import type { Story } from "./story.ts";
import { openWorld } from "./world.ts";
import type { World } from "./world.ts";

/** The number of the customer; on WhatsApp it is proven, elsewhere typed. */
export const phone = "+905321234567";

/** A customer who filed on one chat channel, with what became of the messages about it. */
export interface FiledStage {
  readonly world: World;
  readonly chat: PlayedChannel;
  readonly sms: PlayedChannel;
  readonly customer: Customer;
  readonly story: Story;
  readonly agent: Agent;
  readonly complaint: Complaint;
  /** Reviewed and decided by the agent. */
  readonly decided: () => Promise<Complaint>;
  /** What was said for one purpose, oldest first. */
  readonly told: (purpose: string) => Promise<readonly OutboundMessage[]>;
  /** The first message for it; throws where there is none. */
  readonly firstTold: (purpose: string) => Promise<OutboundMessage>;
  /** The same as channel and state, or what holds it back. */
  readonly ways: (purpose: string) => Promise<readonly (readonly [ChannelName, string])[]>;
  /** What the complaint's history says of failures. */
  readonly failures: () => Promise<readonly Readonly<Record<string, unknown>>[]>;
  readonly alerts: () => Promise<readonly string[]>;
  readonly conversation: () => Promise<Conversation>;
}

/** Opens a world with the chat, SMS and more channels, in which a complaint was filed in the chat; \`typed\` is the number that was named there. */
export async function filedOn(
  chat: PlayedChannel,
  { typed = phone, more = [] }: { readonly typed?: string | null; readonly more?: readonly PlayedChannel[] } = {},
): Promise<FiledStage> {
  const sms = playedChannel("sms");
  const world = await openWorld([chat, sms, ...more]);
  const { store } = world;
  const isProven = chat.name === "whatsapp";
  const door = plainDoor(world, { channel: chat.name, externalId: isProven ? phone : "one" }, chat.capabilities, "en");
  const customer = customerAt(world, door, "en");
  const story = storyOf(world, customer, "en");
  const { complaint } = await story.files(undefined, isProven || typed === null ? undefined : typed);
  await world.settled();
  const agent = await world.agent("agent");
  const told = (purpose: string) => store.outbox.ofPurpose(complaint.id, purpose);
  return {
    world,
    chat,
    sms,
    customer,
    story,
    agent,
    complaint,
    decided: async () => {
      await story.reviewed(complaint, agent);
      return story.decided(complaint, agent);
    },
    told,
    firstTold: async (purpose) => {
      const [first] = await told(purpose);
      if (first === undefined) throw new Error(`nothing was told for ${purpose}`);
      return first;
    },
    ways: async (purpose) =>
      (await told(purpose)).map(({ address, delivery }) => [address.channel, delivery.hold ?? delivery.state] as const),
    failures: async () =>
      (await store.complaints.events(complaint.id)).flatMap(({ kind, facts }) =>
        kind === "notice_failed" ? [facts] : [],
      ),
    alerts: async () => (await store.alerts.open(50)).map(({ kind }) => kind),
    conversation: async () => {
      const found = await store.conversations.byAddress(door.address);
      if (found === undefined) throw new Error("no conversation");
      return found;
    },
  };
}
