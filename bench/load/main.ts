/** The load generator, a process of its own: reads a plan as JSON from standard input, writes the result to standard output. */
import { text } from "node:stream/consumers";
import { runClosedLoop } from "./closed-loop.ts";
import { runOnce } from "./once.ts";
import { runOpenLoop } from "./open-loop.ts";
import { planSchema } from "./plan.ts";
import type { LoadResult, Plan } from "./plan.ts";

function run(plan: Plan): Promise<LoadResult> {
  switch (plan.loop.kind) {
    case "closed":
      return runClosedLoop(plan);
    case "open":
      return runOpenLoop(plan, plan.loop.perSecond, plan.loop.seed);
    case "once":
      return runOnce(plan);
  }
}

process.stdout.write(JSON.stringify(await run(planSchema.parse(JSON.parse(await text(process.stdin))))));
