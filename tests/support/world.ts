import { setTimeout as pause } from "node:timers/promises";
import type { ChannelName } from "../../core/channel/address.ts";
import type { Channel, FileSource } from "../../core/channel/channel.ts";
import type { Role } from "../../core/complaint/actor.ts";
import { brand } from "../../core/ids.ts";
import type { AgentId } from "../../core/ids.ts";
import { silentMeter } from "../../core/meter.ts";
import { loadOrganisation } from "../../core/organisation/profile.ts";
import type { Organisation } from "../../core/organisation/organisation.ts";
import { createRedress } from "../../core/redress.ts";
import type { Redress } from "../../core/redress.ts";
import type { Agent } from "../../core/staff/agent.ts";
import { createMemoryStore } from "../../core/store/memory/memory-store.ts";
import type { SecretHasher } from "../../core/staff/secret-hasher.ts";
import type { Store } from "../../core/store/store.ts";
import { createStartLinks } from "../../core/turn/start-links.ts";
import type { StartLinks } from "../../core/turn/start-links.ts";
import { fixedPorts } from "./fixed-ports.ts";
import type { FixedPorts } from "./fixed-ports.ts";
import { memoryFileStore } from "./memory-file-store.ts";
import type { MemoryFileStore } from "./memory-file-store.ts";
import { quickHasher } from "./quick-hasher.ts";

/** A whole Redress without network: the real core, on a memory store unless another is given, with a clock that the test moves. */
export interface World {
  /** The running core; another one after a restart. */
  readonly redress: Redress;
  /** Stops the core and starts a new one on the same store, as a deploy does. */
  readonly restart: () => Promise<void>;
  readonly store: Store;
  readonly ports: FixedPorts;
  readonly files: MemoryFileStore;
  readonly startLinks: StartLinks;
  readonly organisation: Organisation;
  readonly channels: Channel[];
  /** Faults that would have been told to operators; a test that expects none looks here. */
  readonly faults: unknown[];
  readonly agent: (role: Role, name?: string) => Promise<Agent>;
  /** Waits until nothing is left to send or to fetch, and nobody in line waits to be offered to somebody. */
  readonly settled: () => Promise<void>;
  /** Moves the clock, runs what became due (timers only on a memory store), and waits until it has settled. */
  readonly pass: (ms: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Tuesday, 1 December 2026, ten o'clock in Istanbul: in the middle of office hours, far from any holiday. */
export const tuesdayMorning = new Date("2026-12-01T07:00:00Z");

/** What a world is put together from, where it is not the usual. */
export interface WorldParts {
  /** Left open when the world closes; several worlds on one store are as many processes. */
  readonly store?: Store;
  /** Makes ids and chance another world's. */
  readonly seed?: string;
  readonly hasher?: SecretHasher;
  readonly ports?: FixedPorts;
  /** Shared by processes that are to be one installation. */
  readonly files?: MemoryFileStore;
  /** How files are fetched that a channel only names. */
  readonly sources?: ReadonlyMap<ChannelName, FileSource>;
}

export async function openWorld(
  channels: Channel[],
  organisation?: Organisation,
  given: WorldParts = {},
): Promise<World> {
  const ports = given.ports ?? fixedPorts(tuesdayMorning, given.seed);
  const memory = createMemoryStore(ports);
  const store = given.store ?? memory;
  const files = given.files ?? memoryFileStore();
  const profile = organisation ?? loadOrganisation(undefined);
  const faults: unknown[] = [];
  const startLinks = createStartLinks(new Uint8Array(32));
  const parts = {
    store,
    ports,
    organisation: profile,
    hasher: given.hasher ?? quickHasher(),
    startLinks,
    files,
    scan: undefined,
    meter: silentMeter,
    idleMs: 20,
    report: (error: unknown) => faults.push(error),
  };
  const start = async (): Promise<Redress> => {
    const started = await createRedress(parts, () => channels);
    await started.start(given.sources ?? new Map());
    return started;
  };
  let redress = await start();
  const settled = () => untilQuiet(store, ports);
  return {
    get redress() {
      return redress;
    },
    restart: async () => {
      await redress.stop();
      redress = await start();
    },
    store,
    ports,
    files,
    startLinks,
    organisation: profile,
    channels,
    faults,
    agent: (role, name = role) => saveAgent(store, ports, role, name),
    settled,
    pass: async (ms) => {
      ports.advance(ms);
      await memory.runDueTimers();
      await settled();
    },
    close: async () => {
      await redress.stop();
      await memory.close();
    },
  };
}

async function saveAgent(store: Store, ports: FixedPorts, role: Role, name: string): Promise<Agent> {
  const id = brand<AgentId>(ports.ids.uuid());
  const agent: Agent = {
    id,
    email: `${id}@example.org`,
    name,
    role,
    departments: [],
    language: "en",
    createdAt: ports.clock.now(),
  };
  await store.staff.save(agent);
  return agent;
}

async function untilQuiet(store: Store, ports: FixedPorts): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    const now = ports.clock.now();
    const { waiting } = await store.outbox.lag(now);
    if (waiting === 0 && (await store.conversations.ownersDue(now, 1)).length === 0) return;
    await pause(2);
  }
  throw new Error("something is still waiting to be sent, or to be offered to somebody, after a second");
}
