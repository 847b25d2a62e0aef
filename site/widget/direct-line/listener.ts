import { readActivitySet, type Activity } from "../activity.ts";
import type { World } from "../world.ts";
import { backOff } from "./back-off.ts";
import { CallFailed, type DirectLineCalls } from "./direct-line-calls.ts";
import { Pause } from "./pause.ts";
import type { Tickets } from "./tickets.ts";

/** A socket that does not open in this time is given up. */
const OPENING_MS = 10_000;
/** A socket that brings nothing for so long, not even a ping, is taken for dead. */
const SILENCE_MS = 75_000;
/** So many sockets that never open mean that the network lets none through. */
const DEAF_SOCKETS = 2;
/** Polling goes on for so long before a socket is tried again. */
const POLLING_MS = 60_000;
const POLL_EVERY_MS = 2_000;

export type Reach = "connecting" | "online";

/** Who is told what the listener hears. */
export interface Hearing {
  readonly activities: (activities: readonly Activity[]) => void;
  readonly reach: (reach: Reach) => void;
}

/** Hears the conversation from the watermark on, for as long as the page lives: by socket, or by polling where none gets through. */
export class Listener {
  readonly #world: World;
  readonly #calls: DirectLineCalls;
  readonly #tickets: Tickets;
  readonly #language: () => string;
  readonly #hearing: Hearing;
  readonly #pause: Pause;
  #running = false;
  #begun = false;
  #watermark = "";
  #failures = 0;
  #deafSockets = 0;
  #endSocket: (() => void) | undefined;

  constructor(world: World, calls: DirectLineCalls, tickets: Tickets, language: () => string, hearing: Hearing) {
    this.#world = world;
    this.#calls = calls;
    this.#tickets = tickets;
    this.#language = language;
    this.#hearing = hearing;
    this.#pause = new Pause(world.after);
  }

  /** Begins to listen; nothing where it does already. */
  start(): void {
    if (this.#running) return;
    this.#running = true;
    void this.#listen();
  }

  /** Another conversation: everything is heard from its beginning. */
  forget(): void {
    this.#begun = false;
    this.#watermark = "";
    this.nudge();
  }

  /** The network is back: tries at once, with a new socket, because the old one may be dead without knowing. */
  nudge(): void {
    this.#endSocket?.();
    this.#pause.end();
  }

  async #listen(): Promise<never> {
    for (;;) {
      try {
        await this.#tryOnce();
      } catch (error) {
        this.#failures += 1;
        if (error instanceof CallFailed && error.isFinal) this.#tickets.drop();
      }
      this.#hearing.reach("connecting");
      await this.#pause.take(backOff(this.#failures, this.#world.random()));
    }
  }

  /** Comes back when the stream has ended. */
  async #tryOnce(): Promise<void> {
    const address = await this.#tickets.use((ticket) =>
      this.#begun ? this.#calls.rejoin(ticket, this.#watermark) : this.#calls.begin(ticket, this.#language()),
    );
    this.#begun = true;
    const opened = await this.#hearSocket(address);
    this.#deafSockets = opened ? 0 : this.#deafSockets + 1;
    this.#failures = opened ? 0 : this.#failures + 1;
    if (this.#deafSockets >= DEAF_SOCKETS) await this.#poll();
  }

  /** Resolves when the socket has ended, with whether it had ever opened. */
  #hearSocket(address: string): Promise<boolean> {
    return new Promise((resolve) => {
      let opened = false;
      const socket = this.#open(address);
      if (socket === undefined) {
        resolve(false);
        return;
      }
      const end = (): void => {
        cancelWatch();
        this.#endSocket = undefined;
        socket.onopen = socket.onmessage = socket.onclose = null;
        socket.close();
        resolve(opened);
      };
      let cancelWatch = this.#world.after(OPENING_MS, end);
      const alive = (): void => {
        cancelWatch();
        cancelWatch = this.#world.after(SILENCE_MS, end);
      };
      this.#endSocket = end;
      socket.onopen = () => {
        opened = true;
        alive();
        this.#hearing.reach("online");
      };
      socket.onmessage = ({ data }) => {
        alive();
        if (typeof data === "string" && data !== "") this.#take(readActivitySet(parse(data)));
      };
      socket.onclose = end;
    });
  }

  #open(address: string): WebSocket | undefined {
    try {
      return this.#world.openSocket(address);
    } catch {
      // The host page's policy, or an address that is none.
      return undefined;
    }
  }

  /** Asks every two seconds for a minute. */
  async #poll(): Promise<void> {
    const until = this.#world.now() + POLLING_MS;
    while (this.#world.now() < until) {
      const heard = await this.#tickets.use((ticket) => this.#calls.poll(ticket, this.#watermark));
      this.#failures = 0;
      this.#hearing.reach("online");
      this.#take(heard);
      await this.#pause.take(POLL_EVERY_MS);
    }
  }

  #take({ activities, watermark }: { readonly activities: readonly Activity[]; readonly watermark: string }): void {
    if (activities.length > 0) this.#hearing.activities(activities);
    if (watermark !== "") this.#watermark = watermark;
  }
}

function parse(frame: string): unknown {
  try {
    return JSON.parse(frame);
  } catch {
    return undefined;
  }
}
