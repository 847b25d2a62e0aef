import type { World } from "../world.ts";

/** Waiting that can be cut short, because the network came back or the customer asked. */
export class Pause {
  readonly #after: World["after"];
  #end: (() => void) | undefined;

  constructor(after: World["after"]) {
    this.#after = after;
  }

  /** Resolves after so many milliseconds, or when `end` is called. */
  take(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#after(milliseconds, () => {
        this.#end = undefined;
        resolve();
      });
      this.#end = () => {
        cancel();
        this.#end = undefined;
        resolve();
      };
    });
  }

  end(): void {
    this.#end?.();
  }
}
