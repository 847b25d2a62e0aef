import { setTimeout as pause } from "node:timers/promises";
import type { ChannelName } from "../../core/channel/address.ts";
import type { Channel } from "../../core/channel/channel.ts";
import type { Outbound } from "../../core/channel/outbound.ts";
import type { Complaint } from "../../core/complaint/complaint.ts";
import type { Delivery, OutboundMessage } from "../../core/conversation/message.ts";
import { startSender } from "../../core/delivery/sender.ts";
import type { FinalFailure, SenderTools } from "../../core/delivery/sender-tools.ts";
import type { Sender } from "../../core/delivery/sender.ts";
import { silentMeter } from "../../core/meter.ts";
import { createMemoryStore } from "../../core/store/memory/memory-store.ts";
import type { Store } from "../../core/store/store.ts";
import type { UnitOfWork } from "../../core/store/unit-of-work.ts";
import { guiseCapabilities } from "../../bots/console/limits.ts";
import { filed } from "./complaints.ts";
import { fixedPorts } from "./fixed-ports.ts";
import type { FixedPorts } from "./fixed-ports.ts";
import { workThatSays } from "./sent-messages.ts";

/** How a platform of a test answers one message. */
export type Send = (message: Outbound) => Promise<{ providerId?: string }>;

/** A channel of a test: how it sends, and whatever else it has. */
export type Played = Partial<Omit<Channel, "name" | "send">> & { readonly send: Send };

/** A sender on a store of its own, with the platforms that a test plays and a clock that it moves. */
export interface SenderStage {
  readonly ports: FixedPorts;
  readonly store: Store;
  /** Another sender on the same store, as another process would be; stopped when the stage is struck. */
  readonly start: (over?: Partial<SenderTools>) => Sender;
  /** Commits texts to one new person each call, and gives the messages' ids. */
  readonly says: (channel: ChannelName, ...texts: readonly string[]) => Promise<readonly OutboundMessage["id"][]>;
  /** The same, with a change to each message; those about a complaint are about `filed()`, which is then stored. */
  readonly saysAs: (
    channel: ChannelName,
    change: Partial<OutboundMessage>,
    ...texts: readonly string[]
  ) => Promise<readonly OutboundMessage["id"][]>;
  readonly deliveryOf: (id: OutboundMessage["id"] | undefined) => Promise<Delivery | undefined>;
  readonly reaches: (id: OutboundMessage["id"] | undefined, delivery: Partial<Delivery>) => Promise<void>;
  /** The conversation's customer writes now, a millisecond before the next thing. */
  readonly writes: (id: OutboundMessage["id"] | undefined) => Promise<void>;
  readonly told: OutboundMessage[];
  readonly failed: { readonly message: OutboundMessage; readonly failure: FinalFailure }[];
  readonly reported: unknown[];
  readonly strike: () => Promise<void>;
}

/** Sets the stage; a plain function is a channel that only sends. */
export function setStage(played: Partial<Record<ChannelName, Send | Played>>, given?: Store): SenderStage {
  const ports = fixedPorts(new Date("2026-12-01T07:00:00Z"));
  const store = given ?? createMemoryStore(ports);
  const told: OutboundMessage[] = [];
  const failed: SenderStage["failed"] = [];
  const reported: unknown[] = [];
  const running: Sender[] = [];
  let count = 0;

  const saysAs: SenderStage["saysAs"] = async (channel, change, ...texts) => {
    count += 1;
    const work = workThatSays(ports, { channel, externalId: `person ${String(count)}` }, texts);
    const outbound = (work.outbound ?? []).map((message) => ({ ...message, ...change }));
    const complaints = change.complaintId === undefined ? [] : [{ after: complaintOf(work) }];
    await store.commit({ ...work, outbound, complaints });
    return outbound.map(({ id }) => id);
  };
  const messageOf = async (id: OutboundMessage["id"] | undefined): Promise<OutboundMessage | undefined> => {
    const message = id === undefined ? undefined : await store.conversations.message(id);
    return message?.direction === "out" ? message : undefined;
  };
  const deliveryOf: SenderStage["deliveryOf"] = async (id) => (await messageOf(id))?.delivery;

  return {
    ports,
    store,
    start: (over = {}) => {
      const sender = startSender({
        store,
        clock: ports.clock,
        channels: channelsOf(played),
        holds: () => Promise.resolve(true),
        barOf: () => Promise.resolve(undefined),
        numberOf: () => Promise.resolve(undefined),
        onSent: async (message) => void told.push(message),
        onFailed: async (message, failure) => void failed.push({ message, failure }),
        meter: silentMeter,
        report: (error) => reported.push(error),
        ...over,
      });
      running.push(sender);
      return sender;
    },
    says: (channel, ...texts) => saysAs(channel, {}, ...texts),
    saysAs,
    deliveryOf,
    reaches: async (id, wanted) => {
      await until(async () => {
        const delivery = await deliveryOf(id);
        return Object.entries(wanted).every(([key, value]) => delivery?.[key as keyof Delivery] === value);
      });
    },
    writes: async (id) => {
      const message = await messageOf(id);
      if (message === undefined) throw new Error("nobody was told anything");
      const before = await store.conversations.byId(message.conversationId);
      if (before === undefined) throw new Error("no conversation");
      const after = { ...before, version: before.version + 1, lastInboundAt: ports.clock.now() };
      await store.commit({ conversations: [{ before, after }], releases: [before.id] });
      ports.advance(1);
    },
    told,
    failed,
    reported,
    strike: async () => {
      for (const sender of running.splice(0)) await sender.stop();
    },
  };
}

/** `filed()` by the person to whom `work` speaks. */
function complaintOf({ customers }: UnitOfWork): Complaint {
  const customerId = customers?.[0]?.after.id;
  if (customerId === undefined) throw new Error("nobody is told anything");
  return { ...filed().complaint, customerId, filedBy: { kind: "customer", customerId }, clocks: [] };
}

function channelsOf(played: Partial<Record<ChannelName, Send | Played>>): readonly Channel[] {
  return (Object.entries(played) as [ChannelName, Send | Played][]).map(([name, play]) => {
    const { send, ...rest } = typeof play === "function" ? { send: play } : play;
    return { name, capabilities: guiseCapabilities.telegram, ...rest, send: (_to, message) => send(message) };
  });
}

/** Waits until the condition holds; throws after a minute in vain. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 60_000;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error("what was waited for did not come");
    await pause(1);
  }
}
