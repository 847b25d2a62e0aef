/** The load generator, a process of its own: reads a plan as JSON from standard input, writes the result to standard output. */
import { text } from "node:stream/consumers";
import { runClosedLoop } from "./closed-loop.ts";
import { runOpenLoop } from "./open-loop.ts";
import { planSchema } from "./plan.ts";

const plan = planSchema.parse(JSON.parse(await text(process.stdin)));
const { loop } = plan;
const result = loop.kind === "closed" ? await runClosedLoop(plan) : await runOpenLoop(plan, loop.perSecond, loop.seed);
process.stdout.write(JSON.stringify(result));
