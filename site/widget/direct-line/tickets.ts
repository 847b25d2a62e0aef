import type { World } from "../world.ts";
import { CallFailed, type DirectLineCalls, type Ticket } from "./direct-line-calls.ts";

const VISITOR = "redress.visitor";
/** The real clients refresh every 15 minutes; tokens live 30. */
const REFRESH_MS = 15 * 60_000;
/** A token so near its end is not used any more. */
const NEARLY_OVER_MS = 60_000;

/** Keeps a valid ticket at hand: asks for one, refreshes it, and asks anew, by the visitor's token, when it was refused. */
export class Tickets {
  readonly #world: World;
  readonly #calls: DirectLineCalls;
  readonly #language: () => string;
  readonly #changed: (ticket: Ticket) => void;
  #ticket: Ticket | undefined;
  #asking: Promise<Ticket> | undefined;
  #cancelRefresh: (() => void) | undefined;

  constructor(world: World, calls: DirectLineCalls, language: () => string, changed: (ticket: Ticket) => void) {
    this.#world = world;
    this.#calls = calls;
    this.#language = language;
    this.#changed = changed;
  }

  /** Whether somebody has used the chat on this site before. */
  get knowsVisitor(): boolean {
    return this.#world.lasting.read(VISITOR) !== undefined;
  }

  /** Does `work` with a valid ticket, and once more with a new one where the first was refused. */
  async use<Value>(work: (ticket: Ticket) => Promise<Value>): Promise<Value> {
    const ticket = await this.#valid();
    try {
      return await work(ticket);
    } catch (error) {
      if (!(error instanceof CallFailed && error.isForbidden)) throw error;
      if (this.#ticket === ticket) this.#ticket = undefined;
      return work(await this.#valid());
    }
  }

  /** The next use asks for a new ticket. */
  drop(): void {
    this.#ticket = undefined;
  }

  async #valid(): Promise<Ticket> {
    const ticket = this.#ticket;
    if (ticket !== undefined && ticket.expiresAt - NEARLY_OVER_MS > this.#world.now()) return ticket;
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async #ask(): Promise<Ticket> {
    const visitor = this.#world.lasting.read(VISITOR);
    const ticket = await this.#calls.askToken(visitor, this.#language()).catch((error: unknown) => {
      // A visitor whom the server no longer knows begins anew; where the whole site is refused, the second is refused as well.
      const isUnknown = error instanceof CallFailed && (error.isFinal || error.isForbidden);
      if (visitor === undefined || !isUnknown) throw error;
      return this.#calls.askToken(undefined, this.#language());
    });
    if (ticket.visitor !== undefined) this.#world.lasting.keep(VISITOR, ticket.visitor);
    return this.#take(ticket);
  }

  #take(ticket: Ticket): Ticket {
    this.#ticket = ticket;
    this.#cancelRefresh?.();
    this.#cancelRefresh = this.#world.after(REFRESH_MS, () => void this.#refresh(ticket));
    this.#changed(ticket);
    return ticket;
  }

  async #refresh(ticket: Ticket): Promise<void> {
    if (this.#ticket !== ticket) return;
    try {
      const next = await this.#calls.refresh(ticket);
      this.#take(next);
    } catch {
      // Expired, stopped or out of reach: the next use asks by the visitor's token.
      this.drop();
    }
  }
}
