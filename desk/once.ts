import { createHash } from "node:crypto";
import type { SignedIn } from "../core/staff/staff-sessions.ts";
import type { DeskTools } from "./desk-tools.ts";

/** How often answers are remembered at most; the oldest go first. */
const REMEMBERED = 1_000;

/** Runs work at most once per key. */
export interface Once<Value> {
  /**
   * What `work` gave for this agent and key: now, or when it was asked for before. `done_elsewhere` where it ran before and this
   * process does not know what came of it. Work that gives undefined, or throws, leaves the key free.
   */
  run(
    who: SignedIn,
    key: string | undefined,
    work: () => Promise<Value | undefined>,
  ): Promise<Value | "done_elsewhere" | undefined>;
}

/** Keys are claimed in the store, so that two processes that get the same request do the work once; answers are remembered in memory. */
export function createOnce<Value>({ store, clock }: Pick<DeskTools, "store" | "clock">): Once<Value> {
  const answers = new Map<string, Promise<Value | undefined>>();

  const claimed = async (claim: string, work: () => Promise<Value | undefined>): Promise<Value | undefined> => {
    try {
      const value = await work();
      if (value === undefined) await release(claim);
      return value;
    } catch (fault) {
      await release(claim);
      throw fault;
    }
  };
  const release = async (claim: string): Promise<void> => {
    answers.delete(claim);
    await store.throttles.clear(claim);
  };

  return {
    run: async (who, key, work) => {
      if (key === undefined) return work();
      const claim = `once:${createHash("sha256").update(`${who.agent.id}\n${key}`).digest("base64url")}`;
      const known = answers.get(claim);
      if (known !== undefined) return known;
      const { failures } = await store.throttles.fail(claim, clock.now(), () => undefined);
      const rival = answers.get(claim);
      if (rival !== undefined) return rival;
      if (failures > 1) return "done_elsewhere";
      const answer = claimed(claim, work);
      answers.set(claim, answer);
      const oldest = answers.size > REMEMBERED ? answers.keys().next().value : undefined;
      if (oldest !== undefined) answers.delete(oldest);
      return answer;
    },
  };
}
