import { ConcurrentChange } from "../errors.ts";

/** Tries of one command against rivals: each lost race means that somebody else succeeded, so eight suffice for any real contention. */
const maxTries = 8;

/** Runs `attempt` again from fresh state whenever it loses a race; the last loss is thrown. */
export async function retryOnRace<Value>(attempt: () => Promise<Value>): Promise<Value> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof ConcurrentChange) || tries >= maxTries) throw error;
    }
  }
}
