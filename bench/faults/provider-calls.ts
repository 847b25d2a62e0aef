import { setTimeout as wait } from "node:timers/promises";
import type { FakeTelegram } from "../../tests/support/telegram/fake-telegram.ts";

/** A bot that no longer calls is broken: the ledger tells how. */
const CALLED_MS = 60_000;

/** Resolves once `method` was called `times` more, or when that takes too long. */
export async function onceCalled(telegram: FakeTelegram, method: string, times = 1): Promise<void> {
  const count = (): number => telegram.callsOf(method).length;
  const wanted = count() + times;
  const deadline = performance.now() + CALLED_MS;
  while (count() < wanted && performance.now() < deadline) await wait(5);
}
