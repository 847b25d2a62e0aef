import { setTimeout as pause } from "node:timers/promises";

/** Waits until `holds` does, and fails after `limitMs`: for what happens beside a test, where nothing tells that it has. */
export async function waitUntil(holds: () => boolean | Promise<boolean>, limitMs = 10_000): Promise<void> {
  const limit = Date.now() + limitMs;
  while (!(await holds())) {
    if (Date.now() > limit) throw new Error(`What was waited for did not come within ${limitMs} ms`);
    await pause(5);
  }
}
