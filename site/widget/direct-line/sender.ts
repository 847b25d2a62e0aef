import { asActivity, type Draft, type Passage } from "../draft.ts";
import type { World } from "../world.ts";
import { backOff } from "./back-off.ts";
import { CallFailed, type DirectLineCalls } from "./direct-line-calls.ts";
import { Pause } from "./pause.ts";
import type { Tickets } from "./tickets.ts";

/** A message that was posted and is not echoed in this time is posted again, under the same id. */
const ECHO_MS = 20_000;

/**
 * Brings drafts to the server one after another, in the order in which they were written. What does not get through is
 * tried again, always under the same id, so that nothing is lost and nothing doubled; what the server refuses for good
 * stands aside and does not hold up the rest.
 */
export class Sender {
  readonly #world: World;
  readonly #calls: DirectLineCalls;
  readonly #tickets: Tickets;
  readonly #language: () => string;
  readonly #noted: (clientId: string, passage: Passage) => void;
  readonly #pause: Pause;
  /** Drafts that the server does not have; the first is under way. */
  #queue: readonly Draft[] = [];
  readonly #refused = new Map<string, Draft>();
  /** Posted, not yet echoed: how to stop waiting for the echo. */
  readonly #awaited = new Map<string, { readonly draft: Draft; readonly cancel: () => void }>();
  #busy = false;
  #failures = 0;

  constructor(
    world: World,
    calls: DirectLineCalls,
    tickets: Tickets,
    language: () => string,
    noted: (clientId: string, passage: Passage) => void,
  ) {
    this.#world = world;
    this.#calls = calls;
    this.#tickets = tickets;
    this.#language = language;
    this.#noted = noted;
    this.#pause = new Pause(world.after);
  }

  /** Everything that is not echoed yet, in order. */
  get pending(): readonly Draft[] {
    return [...[...this.#awaited.values()].map(({ draft }) => draft), ...this.#queue, ...this.#refused.values()];
  }

  send(draft: Draft): void {
    this.#queue = [...this.#queue, draft];
    this.#noted(draft.clientId, { state: "sending" });
    void this.#run();
  }

  /** The customer asks to try again now. */
  retry(clientId: string): void {
    const refused = this.#refused.get(clientId);
    this.#refused.delete(clientId);
    if (refused !== undefined) this.send(refused);
    this.nudge();
  }

  /** The server has shown that it has the message. */
  echoed(clientId: string): void {
    this.#awaited.get(clientId)?.cancel();
    this.#awaited.delete(clientId);
    this.#refused.delete(clientId);
    this.#queue = this.#queue.filter((draft) => draft.clientId !== clientId);
  }

  /** The network is back. */
  nudge(): void {
    this.#pause.end();
  }

  async #run(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    for (let draft = this.#queue[0]; draft !== undefined; draft = this.#queue[0]) await this.#attempt(draft);
    this.#busy = false;
  }

  async #attempt(draft: Draft): Promise<void> {
    const { clientId } = draft;
    this.#noted(clientId, { state: "sending" });
    try {
      await this.#tickets.use((ticket) => {
        const activity = asActivity(draft, this.#language());
        if (draft.files.length === 0) return this.#calls.post(ticket, activity);
        return this.#calls.upload(ticket, activity, draft.files, (progress) => {
          this.#noted(clientId, { state: "sending", progress });
        });
      });
      this.#failures = 0;
      this.#posted(draft);
    } catch (error) {
      await this.#failed(draft, error instanceof CallFailed ? error : new CallFailed(0));
    }
  }

  #posted(draft: Draft): void {
    const { clientId } = draft;
    // The echo may have come before the answer.
    if (!this.#queue.includes(draft)) return;
    this.#leave(clientId);
    const cancel = this.#world.after(ECHO_MS, () => {
      this.#awaited.delete(clientId);
      this.send(draft);
    });
    this.#awaited.set(clientId, { draft, cancel });
    this.#noted(clientId, { state: "posted" });
  }

  async #failed(draft: Draft, error: CallFailed): Promise<void> {
    const { clientId } = draft;
    if (!this.#queue.includes(draft)) return;
    if (error.status === 404) this.#tickets.drop();
    if (error.isFinal && error.status !== 404) {
      this.#leave(clientId);
      this.#refused.set(clientId, draft);
      this.#noted(clientId, { state: "refused" });
      return;
    }
    this.#noted(clientId, { state: "unsent" });
    const wait = error.retryAfterMs ?? backOff(this.#failures, this.#world.random());
    this.#failures += 1;
    await this.#pause.take(wait);
  }

  #leave(clientId: string): void {
    this.#queue = this.#queue.filter((draft) => draft.clientId !== clientId);
  }
}
