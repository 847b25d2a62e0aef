import type { DoorPart } from "../parts/door.ts";
import type { GrowthPart } from "../parts/growth.ts";
import type { OutboxPart } from "../parts/outbox.ts";
import type { PeerPart } from "../parts/peers.ts";
import type { PhotosPart } from "../parts/photos.ts";
import type { Extent, SideBySide } from "../parts/rounds.ts";
import type { SocketsPart } from "../parts/sockets.ts";

/** Everything that a run has found; undefined is what was not asked for. */
export interface Findings {
  readonly doors: readonly DoorPart[];
  readonly pglite: SideBySide | undefined;
  readonly outbox: OutboxPart | undefined;
  readonly photos: PhotosPart | undefined;
  readonly sockets: SocketsPart | undefined;
  readonly peers: readonly PeerPart[] | undefined;
  readonly growth: GrowthPart | undefined;
  readonly extent: Extent;
  readonly visitors: number;
  /** As PostgreSQL counts its versions. */
  readonly postgresVersion: number;
  /** The machine's load average at the beginning and at the end. */
  readonly load: readonly [number, number];
}
