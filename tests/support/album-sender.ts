import { newFileKey } from "../../core/attachment/file-key.ts";
import type { Channel } from "../../core/channel/channel.ts";
import type { Reply } from "../../core/channel/inbound.ts";
import type { Organisation } from "../../core/organisation/organisation.ts";
import { guiseCapabilities } from "../../bots/console/limits.ts";
import { customerAt, plainDoor } from "./customer.ts";
import type { Customer } from "./customer.ts";
import { openWorld } from "./world.ts";
import type { World, WorldParts } from "./world.ts";

/** One file of an album, as the platform hands it over: a message of its own. */
export interface Part {
  readonly id: string;
  readonly caption?: string;
}

/** A customer on a chat app that sends albums part by part, and what the app got from us. */
export interface AlbumSender {
  readonly world: World;
  readonly customer: Customer;
  /** Hands over one part; to another process where one is given. */
  readonly hands: (part: Part, to?: World) => Promise<string>;
  /** Texts that the platform got for this customer, in order, since the last call. */
  readonly got: () => readonly string[];
  /** Lets time pass, and waits until everything that is due by then has been sent. */
  readonly waits: (ms: number) => Promise<void>;
}

const address = { channel: "telegram", externalId: "album-sender" } as const;

/** Opens a world with one such customer in it, in English. */
export async function openAlbumSender(organisation?: Organisation, given: WorldParts = {}): Promise<AlbumSender> {
  const texts: string[] = [];
  const telegram: Channel = {
    name: "telegram",
    capabilities: guiseCapabilities.telegram,
    send: (to, { text }) => {
      if (to.externalId === address.externalId) texts.push(text);
      return Promise.resolve({});
    },
  };
  const world = await openWorld([telegram], organisation, given);
  let nudges = 0;
  return {
    world,
    customer: customerAt(world, plainDoor(world, address, telegram.capabilities, "en"), "en"),
    hands: async ({ id, caption }, to = world) => {
      const inbound = { address, externalId: id, locale: "en", mayContinue: true };
      return to.redress.receive({ ...inbound, reply: await fileOf(world, caption) });
    },
    got: () => texts.splice(0),
    waits: async (ms) => {
      world.ports.advance(ms);
      // A commit for somebody else has the sender look again, whose own clock stands still meanwhile.
      nudges += 1;
      const somebody = { channel: "telegram" as const, externalId: "somebody-else" };
      const reply = { kind: "text" as const, text: "menu" };
      await world.redress.receive({ address: somebody, externalId: `nudge-${String(nudges)}`, reply });
      await world.settled();
    },
  };
}

async function fileOf(world: World, caption: string | undefined): Promise<Reply> {
  const key = newFileKey("staged", world.ports.random);
  await world.files.put(key, new TextEncoder().encode("a note"), "text/plain");
  return {
    kind: "files",
    files: [{ source: { kind: "staged", key }, kind: "document", name: "note.txt" }],
    ...(caption === undefined ? {} : { text: caption }),
  };
}
