import type { Channel } from "../../core/channel/channel.ts";
import type { ChannelName } from "../../core/channel/address.ts";
import { guiseCapabilities } from "../../bots/console/limits.ts";
import type { Guise } from "../../bots/console/index.ts";
import type { Language } from "../../core/language/language.ts";
import { plainDoor } from "./customer.ts";
import type { CustomerDoor } from "./customer.ts";
import { directLineDoor, openDirectLineWorld } from "./direct-line-door.ts";
import type { DirectLineWorld } from "./direct-line-door.ts";
import { atSms, atTelegram, atWhatsApp, isRealChannels, openRealChannels } from "./real-channels.ts";
import type { RealChannels } from "./real-channels.ts";
import { openWorld } from "./world.ts";
import type { World } from "./world.ts";

/** Every door that a scenario is run on: the real ones, over HTTP to platforms that behave like theirs. */
export const scenarioDoors = ["telegram", "whatsapp", "sms", "direct line"] as const;

type RealDoor = (typeof scenarioDoors)[number];

/** A guise is the core alone, as the channel's numbers have it: quick, where the platform has no part in what is shown. */
export type ScenarioDoor = RealDoor | `${Guise} guise`;

/** Opens a door for one person, into the world given or a new one. */
export async function openDoor(
  door: ScenarioDoor,
  language: Language,
  person: string,
  world?: World,
): Promise<{ readonly world: World; readonly door: CustomerDoor }> {
  switch (door) {
    case "direct line": {
      const real = world !== undefined && isDirectLine(world) ? world : await openDirectLineWorld();
      return { world: real, door: await directLineDoor(real, language) };
    }
    case "telegram":
    case "whatsapp":
    case "sms": {
      const real = world !== undefined && isRealChannels(world) ? world : await openRealChannels();
      return { world: real, door: realDoor(door, real, language, person) };
    }
    case "telegram guise":
      return guiseDoor("telegram", language, person, world);
    case "whatsapp guise":
      return guiseDoor("whatsapp", language, person, world);
    case "sms guise":
      return guiseDoor("sms", language, person, world);
    case "webchat guise":
      return guiseDoor("webchat", language, person, world);
  }
}

function realDoor(
  door: "telegram" | "whatsapp" | "sms",
  world: RealChannels,
  language: Language,
  person: string,
): CustomerDoor {
  if (door === "telegram") return atTelegram(world, language);
  const number = numberOf(person, language);
  return door === "whatsapp" ? atWhatsApp(world, number) : atSms(world, number);
}

async function guiseDoor(
  guise: Guise,
  language: Language,
  person: string,
  world: World | undefined,
): Promise<{ readonly world: World; readonly door: CustomerDoor }> {
  const can = guiseCapabilities[guise];
  const opened = world ?? (await openWorld([silent(guise, can)]));
  const externalId = guise === "sms" || guise === "whatsapp" ? numberOf(person, "tr") : person;
  return { world: opened, door: plainDoor(opened, { channel: guise, externalId }, can, language) };
}

function isDirectLine(world: World): world is DirectLineWorld {
  return "bench" in world;
}

/** A platform that takes everything: what was said is read in the store. */
function silent(name: ChannelName, capabilities: Channel["capabilities"]): Channel {
  return { name, capabilities, send: () => Promise.resolve({}) };
}

/** It is day there while it is morning in Istanbul: nobody is written to at night. */
const prefixes: Readonly<Record<Language, string>> = {
  fa: "+98912",
  tr: "+90532",
  en: "+2782",
  ar: "+96650",
  ru: "+7916",
};

/** A number of a country in which people speak `language`, the same for the same person. */
function numberOf(person: string, language: Language): string {
  const digits = Array.from(person, (letter) => String(letter.charCodeAt(0) % 10)).join("");
  return `${prefixes[language]}555${digits.padEnd(4, "0").slice(0, 4)}`;
}
