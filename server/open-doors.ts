import type { TwilioAccount } from "../bots/twilio/index.ts";
import type { Door, DoorPorts } from "../core/http/door.ts";
import type { DoorSetting } from "./door-setting.ts";
import { openSmsDoor } from "./open-sms.ts";
import { openTelegramDoor } from "./open-telegram.ts";
import { openTwilioAccount, openWhatsAppDoor, withAccount } from "./open-twilio.ts";

/** Opens every chat door that the configuration names, the web chat apart. None listens before its `start`. */
export async function openDoors(setting: DoorSetting): Promise<readonly Door[]> {
  const { doors, twilio } = await openSeparately(setting);
  return withAccount(doors, twilio);
}

/** The same, with the Twilio account beside them: nothing mounts or starts it. */
export async function openSeparately(
  setting: DoorSetting,
): Promise<{ readonly doors: readonly Door[]; readonly twilio: TwilioAccount | undefined }> {
  const ports = portsOf(setting);
  const twilio = await openTwilioAccount(setting, ports);
  const opened = await Promise.all(openers.map((open) => open(setting, ports, twilio)));
  return { doors: opened.filter((door) => door !== undefined), twilio };
}

/** `twilio` is the account that WhatsApp and SMS share; undefined where none is configured. */
type Opener = (setting: DoorSetting, ports: DoorPorts, twilio: TwilioAccount | undefined) => Promise<Door | undefined>;

/** One for each channel; undefined where it is not configured. */
const openers: readonly Opener[] = [
  openTelegramDoor,
  (setting, _, twilio) => openWhatsAppDoor(setting, twilio),
  openSmsDoor,
];

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
