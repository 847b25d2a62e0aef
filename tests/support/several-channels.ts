import { guiseCapabilities } from "../../bots/console/limits.ts";
import type { Channel } from "../../core/channel/channel.ts";
import type { ChannelName } from "../../core/channel/address.ts";
import type { Complaint } from "../../core/complaint/complaint.ts";
import type { ComplaintEvent } from "../../core/complaint/event.ts";
import type { Customer as CustomerRecord } from "../../core/conversation/conversation.ts";
import type { Language } from "../../core/language/language.ts";
import { customerAt, plainDoor } from "./customer.ts";
import type { Customer } from "./customer.ts";
import { openWorld } from "./world.ts";
import type { World, WorldParts } from "./world.ts";

/** The channels of an ordinary installation; its platforms take everything. */
export type OrdinaryChannel = "telegram" | "whatsapp" | "sms" | "webchat";

const ordinary: readonly OrdinaryChannel[] = ["telegram", "whatsapp", "sms", "webchat"];

/** A world with several channels at once, and people who are at any of them. */
export async function openSeveral(
  names: readonly OrdinaryChannel[] = ordinary,
  parts: WorldParts = {},
): Promise<World> {
  const channels = names.map((name): Channel => {
    return { name, capabilities: guiseCapabilities[name], send: () => Promise.resolve({}) };
  });
  return openWorld(channels, undefined, parts);
}

/** Somebody at one channel of the world. */
export function personAt(
  world: World,
  channel: OrdinaryChannel,
  externalId: string,
  language: Language = "en",
): Customer {
  const can = guiseCapabilities[channel];
  return customerAt(world, plainDoor(world, { channel, externalId }, can, language), language);
}

/** All that was said at an address, oldest first. */
export async function saidAt(world: World, channel: ChannelName, externalId: string): Promise<readonly string[]> {
  const conversation = await world.store.conversations.byAddress({ channel, externalId });
  if (conversation === undefined) return [];
  await world.settled();
  const messages = await world.store.conversations.messages(conversation.id, 0, 500);
  return messages.flatMap((message) => (message.direction === "out" ? [message.body.text] : []));
}

/** The code that was sent to a number last. */
export async function codeAt(world: World, phone: string, channel: "sms" | "whatsapp" = "sms"): Promise<string> {
  const found = /(?<!\d)\d{6}(?!\d)/u.exec((await saidAt(world, channel, phone)).at(-1) ?? "");
  if (found === null) throw new Error("no code was sent last");
  return found[0];
}

/** Whose record the chat of somebody who has written belongs to. */
export async function recordOf(opened: World, customer: Customer): Promise<CustomerRecord> {
  const conversation = await opened.store.conversations.byAddress(customer.door.address);
  if (conversation === undefined) throw new Error("nobody has written here");
  const record = await opened.store.conversations.customer(conversation.customerId);
  if (record === undefined) throw new Error("the conversation is nobody's");
  return record;
}

/** The kinds of what happened to a complaint, oldest first. */
export async function eventsOf(world: World, { id }: Complaint): Promise<readonly ComplaintEvent["kind"][]> {
  return (await world.store.complaints.events(id)).map(({ kind }) => kind);
}

/** Opens a complaint of another chat by number and passcode. */
export async function opens(customer: Customer, { number }: Complaint, passcode: string): Promise<void> {
  await customer.writes("status");
  const isAsked = (await customer.offered()).length === 1;
  if (!isAsked) await customer.chooses("follow.other");
  await customer.sees("follow.number");
  await customer.writes(`${number} ${passcode}`);
  await customer.sees("follow.view");
}

/** Links the chat to those of the customer whose complaint was just opened here. */
export async function links(customer: Customer): Promise<void> {
  await customer.chooses("follow.join");
  await customer.chooses("join.yes");
  await customer.sees("join.done");
}
