import type { Config } from "../core/config.ts";
import type { Meter } from "../core/meter.ts";
import type { RedressParts, Redress } from "../core/redress.ts";

/** What the chat doors are opened with. */
export interface DoorSetting {
  readonly config: Config;
  readonly parts: RedressParts;
  readonly redress: Redress;
  readonly meter: Meter;
  /** As the world sees this server, without a slash at its end. */
  readonly url: string;
}
