import { expect } from "@jest/globals";
import type { Address } from "../../core/channel/address.ts";
import type { Capabilities } from "../../core/channel/channel.ts";
import type { Reply } from "../../core/channel/inbound.ts";
import type { OfferedChoice, Outbound } from "../../core/channel/outbound.ts";
import { planLayout } from "../../core/channel/plan-layout.ts";
import type { Complaint } from "../../core/complaint/complaint.ts";
import { newFileKey } from "../../core/attachment/file-key.ts";
import { toLocalDigits } from "../../core/language/digits.ts";
import type { Language } from "../../core/language/language.ts";
import { sayIn } from "../../core/language/say.ts";
import type { TextArgs, TextKey } from "../../core/language/text-key.ts";
import type { World } from "./world.ts";

/** A door as the customer's side of a scenario uses it. */
export interface CustomerDoor {
  readonly address: Address;
  readonly can: Capabilities;
  /** Sends what the customer did; `externalId` is the platform's id of the message, a fresh one unless given. */
  readonly send: (reply: Reply, externalId?: string) => Promise<void>;
}

/** A customer at one door, in one language, who acts as that door lets people act: tapping where there are buttons, numbers where there are none. */
export interface Customer {
  readonly door: CustomerDoor;
  readonly writes: (text: string, externalId?: string) => Promise<void>;
  /** Chooses the answer with this text of the catalogue from what was last offered. */
  readonly chooses: (key: TextKey, args?: TextArgs) => Promise<void>;
  readonly choosesLabel: (label: string) => Promise<void>;
  readonly taps: (token: string) => Promise<void>;
  readonly sendsPhoto: (bytes: Uint8Array, caption?: string) => Promise<void>;
  /** Expects this text of the catalogue, whole or as a part, among what was said since the customer last did something. */
  readonly sees: (key: TextKey, args?: TextArgs) => Promise<void>;
  readonly seesWords: (words: string) => Promise<void>;
  /** Everything said since the customer last did something. */
  readonly heard: () => Promise<readonly Outbound[]>;
  /** The choices last offered. */
  readonly offered: () => Promise<readonly OfferedChoice[]>;
  readonly complaints: () => Promise<readonly Complaint[]>;
}

/** Puts a customer at a door of the world. */
export function customerAt(world: World, door: CustomerDoor, language: Language): Customer {
  const say = (key: TextKey, args?: TextArgs) =>
    sayIn(language, world.organisation.timeZone, world.ports.clock.now())(key, args);
  let acted = 0;

  const said = async (after: number): Promise<readonly Outbound[]> => {
    await world.settled();
    const conversation = await world.store.conversations.byAddress(door.address);
    if (conversation === undefined) return [];
    const messages = await world.store.conversations.messages(conversation.id, after, 500);
    return messages.flatMap((message) => (message.direction === "out" ? [message.body] : []));
  };
  const act = async (reply: Reply, externalId?: string): Promise<void> => {
    acted = (await world.store.conversations.byAddress(door.address))?.lastSeq ?? 0;
    await door.send(reply, externalId);
    for (const fault of world.faults) throw fault;
  };
  const offered = async (): Promise<readonly OfferedChoice[]> =>
    (await said(0)).findLast(({ choices }) => choices.length > 0)?.choices ?? [];
  const choosesLabel = async (label: string): Promise<void> => {
    const choices = await offered();
    const index = choices.findIndex((choice) => choice.label === label);
    const choice = choices[index];
    if (choice === undefined)
      throw new Error(`“${label}” is not offered; these are: ${choices.map((one) => one.label).join(" | ")}`);
    const numbered = planLayout(choices, door.can) === "numbered";
    await act(
      numbered
        ? { kind: "text", text: toLocalDigits(String(index + 1), language) }
        : { kind: "tap", token: choice.token, label },
    );
  };
  const seesWords = async (words: string): Promise<void> => {
    const heard = (await said(acted)).map(({ text, details }) =>
      [text, ...details.map((detail) => `${detail.label}: ${detail.value}`)].join("\n"),
    );
    expect(heard.join("\n\n")).toContain(words);
  };

  return {
    door,
    writes: (text, externalId) => act({ kind: "text", text }, externalId),
    chooses: (key, args) => choosesLabel(say(key, args)),
    choosesLabel,
    taps: (token) => act({ kind: "tap", token }),
    sendsPhoto: async (bytes, caption) => {
      const key = newFileKey("staged", world.ports.random);
      await world.files.put(key, bytes, "application/octet-stream");
      await act({
        kind: "files",
        files: [{ source: { kind: "staged", key }, kind: "photo" }],
        ...(caption === undefined ? {} : { text: caption }),
      });
    },
    sees: (key, args) => seesWords(say(key, args)),
    seesWords,
    heard: () => said(acted),
    offered,
    complaints: async () => {
      const conversation = await world.store.conversations.byAddress(door.address);
      return conversation === undefined ? [] : world.store.complaints.ofCustomer(conversation.customerId);
    },
  };
}

/** A door straight into the core, as one channel's capabilities have it. */
export function plainDoor(world: World, address: Address, can: Capabilities, locale: string): CustomerDoor {
  const proven = address.channel === "sms" || address.channel === "whatsapp" ? { phone: address.externalId } : {};
  let count = 0;
  return {
    address,
    can,
    send: async (reply, externalId) => {
      count += 1;
      await world.redress.receive({
        address,
        externalId: externalId ?? `${address.externalId}-${String(count)}`,
        reply,
        locale,
        ...proven,
      });
    },
  };
}
