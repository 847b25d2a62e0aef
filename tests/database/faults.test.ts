import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { troublesOf } from "../../bench/faults/audit.ts";
import type { Odd } from "../../bench/faults/audit.ts";
import { faults } from "../../bench/faults/faults.ts";
import { openPlay } from "../../bench/faults/stage.ts";
import type { Play } from "../../bench/faults/stage.ts";

/** Of each fault, enough to meet it once or twice; `npm run faults` has all of it. */
const SCALE = 0.1;

// Servers are started again and again, on a machine that may be busy.
jest.setTimeout(300_000);

describe("a bot that takes complaints by Telegram loses nothing and doubles nothing unmarked", () => {
  let play: Play;
  const odds: Odd[] = [];
  beforeAll(async () => {
    play = await openPlay("redress", (odd) => odds.push(odd));
  });
  afterAll(() => play.close());

  it.each(faults.filter(({ isShort }) => isShort === true).map((fault) => [fault.name, fault] as const))(
    "when it is: %s",
    async (_, fault) => {
      const ledger = await play.act(fault, SCALE);
      expect({ troubles: troublesOf(ledger), odds }).toEqual({ troubles: [], odds: [] });
      expect(ledger.filed).toBeGreaterThan(0);
    },
  );
});
