import type { Config } from "../core/config.ts";
import type { Door, DoorPorts } from "../core/http/door.ts";
import type { RedressParts, Redress } from "../core/redress.ts";
import type { Meter } from "../core/meter.ts";
import type { TwilioAccount } from "../bots/twilio/index.ts";
import { openTwilioAccount, openWhatsAppDoor, withAccount } from "./open-twilio.ts";

/** What the chat doors are opened with. */
export interface DoorSetting {
  readonly config: Config;
  readonly parts: RedressParts;
  readonly redress: Redress;
  readonly meter: Meter;
  /** As the world sees this server, without a slash at its end. */
  readonly url: string;
}

/** Opens every chat door that the configuration names, the web chat apart. None listens before its `start`. */
export async function openDoors(setting: DoorSetting): Promise<readonly Door[]> {
  const ports = portsOf(setting);
  const twilio = await openTwilioAccount(setting, ports);
  const opened = await Promise.all(openers.map((open) => open(setting, ports, twilio)));
  return withAccount(
    opened.filter((door) => door !== undefined),
    twilio,
  );
}

/** `twilio` is the account that WhatsApp and SMS share; undefined where none is configured. */
type Opener = (setting: DoorSetting, ports: DoorPorts, twilio: TwilioAccount | undefined) => Promise<Door | undefined>;

/** One for each channel; undefined where it is not configured. */
const openers: readonly Opener[] = [(setting, _, twilio) => openWhatsAppDoor(setting, twilio)];

function portsOf({ parts, redress, meter }: DoorSetting): DoorPorts {
  return {
    clock: parts.ports.clock,
    receive: redress.receive,
    noteStatus: redress.noteStatus,
    noteReach: redress.noteReach,
    meter,
    report: parts.report,
  };
}
