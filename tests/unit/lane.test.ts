import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "@jest/globals";
import { startLane } from "../../core/lane/lane.ts";
import { createSerialiser } from "../../core/turn/serialise.ts";

const forEver = 2_147_483_647;

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await pause(1);
}

describe("a lane", () => {
  it("works until there is nothing left, then sleeps until it is woken", async () => {
    let left = 3;
    let rounds = 0;
    const lane = startLane(
      () => Promise.resolve(((rounds += 1), Math.max(0, left--))),
      forEver,
      () => undefined,
    );
    await until(() => rounds === 4);
    await pause(5);
    expect(rounds).toBe(4);
    left = 1;
    lane.wake();
    await until(() => rounds === 6);
    await lane.stop();
  });

  it("loses no wake-up that comes while it looks in vain", async () => {
    let rounds = 0;
    const looking = Promise.withResolvers<undefined>();
    const lane = startLane(
      async () => {
        rounds += 1;
        if (rounds === 1) await looking.promise;
        return 0;
      },
      forEver,
      () => undefined,
    );
    await until(() => rounds === 1);
    // Committed after this round had looked: nobody will wake the lane again.
    lane.wake();
    looking.resolve(undefined);
    await until(() => rounds === 2);
    await lane.stop();
  });

  it("looks by itself after the idle time", async () => {
    let rounds = 0;
    const lane = startLane(
      () => Promise.resolve(((rounds += 1), 0)),
      5,
      () => undefined,
    );
    await until(() => rounds >= 3);
    await lane.stop();
  });

  it("reports a fault and lives on", async () => {
    const reported: unknown[] = [];
    let rounds = 0;
    const round = () => {
      rounds += 1;
      return rounds === 1 ? Promise.reject(new Error("once")) : Promise.resolve(0);
    };
    const lane = startLane(round, forEver, (error) => reported.push(error));
    await until(() => reported.length === 1);
    lane.wake();
    await until(() => rounds === 2);
    await lane.stop();
    expect(reported).toHaveLength(1);
  });

  it("finishes the round at hand before it has stopped, and begins no other", async () => {
    const work = Promise.withResolvers<undefined>();
    let ended = 0;
    const lane = startLane(
      async () => {
        await work.promise;
        ended += 1;
        return 1;
      },
      forEver,
      () => undefined,
    );
    let stopped = false;
    const stopping = lane.stop().then(() => (stopped = true));
    await pause(5);
    expect(stopped).toBe(false);
    work.resolve(undefined);
    await stopping;
    expect(ended).toBe(1);
  });
});

describe("serialising", () => {
  it("runs the work of one key in the order of the calls, and of different keys side by side", async () => {
    const serialise = createSerialiser();
    const gate = Promise.withResolvers<undefined>();
    const done: string[] = [];
    const all = [
      serialise("a", () => gate.promise.then(() => done.push("a1"))),
      serialise("a", async () => done.push("a2")),
      serialise("b", async () => done.push("b1")),
    ];
    await all[2];
    expect(done).toEqual(["b1"]);
    gate.resolve(undefined);
    await Promise.all(all);
    expect(done).toEqual(["b1", "a1", "a2"]);
  });

  it("goes on after work that failed, and gives each caller its own end", async () => {
    const serialise = createSerialiser();
    const failing = serialise("a", () => Promise.reject(new Error("first")));
    const next = serialise("a", () => Promise.resolve("second"));
    await expect(failing).rejects.toThrow("first");
    expect(await next).toBe("second");
    expect(await serialise("a", () => Promise.resolve("third"))).toBe("third");
  });
});
