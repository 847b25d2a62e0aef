import type { Config } from "../core/config.ts";
import type { Door, DoorPorts } from "../core/http/door.ts";
import type { RedressParts, Redress } from "../core/redress.ts";
import type { Meter } from "../core/meter.ts";

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
  const doors = openers.map((open) => open(setting, ports));
  return (await Promise.all(doors)).filter((door) => door !== undefined);
}

type Opener = (setting: DoorSetting, ports: DoorPorts) => Promise<Door | undefined>;

/** One for each channel; undefined where it is not configured. */
const openers: readonly Opener[] = [];

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
