import type { Channel } from "../../core/channel/channel.ts";
import type { ChannelName } from "../../core/channel/address.ts";
import { guiseCapabilities } from "../../bots/console/limits.ts";
import type { Language } from "../../core/language/language.ts";
import { plainDoor } from "./customer.ts";
import type { CustomerDoor } from "./customer.ts";
import { directLineDoor, openDirectLineWorld } from "./direct-line-door.ts";
import type { DirectLineWorld } from "./direct-line-door.ts";
import { openWorld } from "./world.ts";
import type { World } from "./world.ts";

/** Every door that a scenario is run on: the terminal as each channel, and the web chat itself. */
export const scenarioDoors = ["telegram", "whatsapp", "sms", "webchat", "direct line"] as const;

export type ScenarioDoor = (typeof scenarioDoors)[number];

/** Opens a door for one person, into the world given or a new one. */
export async function openDoor(
  door: ScenarioDoor,
  language: Language,
  person: string,
  world?: World,
): Promise<{ readonly world: World; readonly door: CustomerDoor }> {
  if (door === "direct line") {
    const real = world !== undefined && isDirectLine(world) ? world : await openDirectLineWorld();
    return { world: real, door: await directLineDoor(real, language) };
  }
  const can = guiseCapabilities[door];
  const opened = world ?? (await openWorld([silent(door, can)]));
  return {
    world: opened,
    door: plainDoor(opened, { channel: door, externalId: personAt(door, person) }, can, language),
  };
}

function isDirectLine(world: World): world is DirectLineWorld {
  return "bench" in world;
}

/** A platform that takes everything: what was said is read in the store. */
function silent(name: ChannelName, capabilities: Channel["capabilities"]): Channel {
  return { name, capabilities, send: () => Promise.resolve({}) };
}

/** What the door calls a person: a number where people are numbers. */
function personAt(door: ScenarioDoor, person: string): string {
  if (door !== "sms" && door !== "whatsapp") return person;
  const digits = Array.from(person, (letter) => String(letter.charCodeAt(0) % 10)).join("");
  return `+90532${digits.padEnd(7, "0").slice(0, 7)}`;
}
