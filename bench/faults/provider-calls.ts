import { setTimeout as wait } from "node:timers/promises";
import type { FakeTelegram } from "../../tests/support/telegram/fake-telegram.ts";

/** Resolves once `method` was called `times` more. */
export async function onceCalled(telegram: FakeTelegram, method: string, times = 1): Promise<void> {
  const count = (): number => telegram.callsOf(method).length;
  const wanted = count() + times;
  while (count() < wanted) await wait(5);
}
