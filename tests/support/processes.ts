import { expect } from "@jest/globals";
import { uuidv7 } from "uuidv7";
import type { Channel } from "../../core/channel/channel.ts";
import type { Reply } from "../../core/channel/inbound.ts";
import type { InboundMessage, OutboundMessage } from "../../core/conversation/message.ts";
import { sayIn } from "../../core/language/say.ts";
import type { Store } from "../../core/store/store.ts";
import { guiseCapabilities } from "../../bots/console/limits.ts";
import { customerAt, plainDoor } from "./customer.ts";
import type { Customer } from "./customer.ts";
import { openWorld } from "./world.ts";
import type { World, WorldParts } from "./world.ts";

const can = guiseCapabilities.telegram;
/** What is said in these tests. */
export const say = sayIn("en", "Europe/Istanbul");
const open: World[] = [];

/** Ends every process that was started; to be called after each test. */
export async function endProcesses(): Promise<void> {
  for (const world of open.splice(0)) await world.close();
}

/** A process of its own on a store that others may use, too. */
export async function processOn(store: Store, parts: WorldParts = {}): Promise<World> {
  const telegram: Channel = { name: "telegram", capabilities: can, send: () => Promise.resolve({}) };
  // Timers belong to the store: one process has them, and here nothing waits for one.
  const timers = { start: () => Promise.resolve(), stop: () => Promise.resolve() };
  const world = await openWorld([telegram], undefined, { store: { ...store, timers }, seed: uuidv7(), ...parts });
  open.push(world);
  return world;
}

/** A customer whom nobody has heard of. */
export function someone(world: World): Customer {
  const address = { channel: "telegram" as const, externalId: `person-${uuidv7()}` };
  return customerAt(world, plainDoor(world, address, can, "en"), "en");
}

/** What a platform delivers for this customer, to whichever process. */
export function delivers({ door }: Customer, reply: Reply, externalId: string = uuidv7()) {
  const inbound = { address: door.address, externalId, reply, locale: "en" };
  return (to: World) => to.redress.receive(inbound);
}

/** The customer's conversation as it is stored. */
export async function conversationOf(store: Store, { door }: Customer) {
  const conversation = await store.conversations.byAddress(door.address);
  if (conversation === undefined) throw new Error("there is no conversation");
  const messages = await store.conversations.messages(conversation.id, 0, 500);
  const heard = messages.filter((message): message is InboundMessage => message.direction === "in");
  const said = messages.filter((message): message is OutboundMessage => message.direction === "out");
  return { conversation, messages, heard, said };
}

/** Nothing is lost, nothing is there twice, and the numbers have no gap. */
export function isWhole(messages: readonly { readonly seq: number }[]): void {
  expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1));
}
