import { setTimeout as wait } from "node:timers/promises";
import type { Fault } from "./stage.ts";

/** Platforms that deliver again, and in another order. */
export const deliveryFaults: readonly Fault[] = [
  {
    number: 3,
    name: "each update delivered five times at once",
    isShort: true,
    happen: async ({ telegram, customers }, scale) => {
      telegram.manner.copies = 5;
      await customers.untilFiled(Math.ceil(10 * scale));
      telegram.manner.copies = 1;
    },
  },
  {
    number: 3,
    name: "each update delivered fifty times at once",
    happen: async ({ telegram, customers }, scale) => {
      telegram.manner.copies = 50;
      await customers.untilFiled(Math.ceil(4 * scale));
      telegram.manner.copies = 1;
    },
  },
  {
    number: 3,
    name: "everything so far delivered again, one after another, and once more after a restart",
    happen: async ({ bot, front, customers }, scale) => {
      const before = front.passed.slice(0, Math.ceil(150 * scale));
      for (const passed of before) await front.again(passed);
      await bot.stop();
      await bot.start();
      for (const passed of before) await front.again(passed);
      await customers.untilFiled(1);
    },
  },
  {
    number: 3,
    name: "updates in no order, each three times",
    happen: async ({ telegram, customers }, scale) => {
      telegram.manner.isShuffled = true;
      telegram.manner.copies = 3;
      await customers.untilFiled(Math.ceil(10 * scale));
      telegram.manner.isShuffled = false;
      telegram.manner.copies = 1;
      await wait(100);
    },
  },
];
