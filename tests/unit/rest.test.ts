import { expect, it } from "@jest/globals";
import { createRest } from "../../core/delivery/rest.ts";

const longestMs = 60_000;

it("does not sleep through a moment that passed while it was looked for what was due before", async () => {
  let now = new Date("2026-12-01T07:00:00Z").getTime();
  const rest = createRest({ now: () => new Date(now) }, longestMs);
  rest.until(new Date(now + 100));
  rest.calm();
  // The look at the store takes so long that the moment comes in between.
  now += 200;
  await rest.sleep();
  rest.calm();
  const next = rest.sleep();
  const isAwake = await Promise.race([next.then(() => true), new Promise((resolve) => setTimeout(resolve, 20, false))]);
  expect(isAwake).toBe(false);
  rest.rouse();
  await next;
});
