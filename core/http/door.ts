import type { Channel, FileSource } from "../channel/channel.ts";
import type { Inbound } from "../channel/inbound.ts";
import type { ReachReport, StatusReport } from "../channel/status-report.ts";
import type { Clock } from "../ports.ts";
import type { Route } from "./route.ts";

/** What every chat door stands on. */
export interface DoorPorts {
  readonly clock: Clock;
  /** Resolves when the message and all that it caused are committed; only then may the platform be told so. */
  readonly receive: (inbound: Inbound) => Promise<unknown>;
  /** Resolves when the report is stored; a report that says nothing new has no effect. */
  readonly noteStatus: (report: StatusReport) => Promise<void>;
  readonly noteReach: (report: ReachReport) => Promise<void>;
  readonly meter: { refusedInput(door: string, reason: string): void };
  /** Tells operators of a fault, with ids only. */
  readonly report: (fault: unknown, about?: Readonly<Record<string, string>>) => void;
}

/** An open door, as the composition root needs it. */
export interface Door {
  readonly channel: Channel;
  /** Fetches the files that its messages name. */
  readonly files?: FileSource;
  readonly routes: readonly Route[];
  /** The address at which people open the chat, as far as it is known by now; with the token of a start link where the platform hands it on, else undefined. */
  readonly link?: (start?: string) => string | undefined;
  /** Called once the server listens: registers webhooks, begins to poll. */
  start(): Promise<void>;
  /** Ends polling and reconciling; what is at hand is finished. */
  stop(): Promise<void>;
}
