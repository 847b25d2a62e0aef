import { availableParallelism, cpus, loadavg } from "node:os";
import { rounded } from "../load/statistics.ts";

/** What the machine did besides: numbers of a busy machine are worth less. */
export function machineLoad(): number {
  return rounded(loadavg()[0] ?? Number.NaN, 1);
}

/** What a number depends on, for the report. */
export function machine(): object {
  return { processors: availableParallelism(), processor: cpus()[0]?.model ?? "", node: process.version };
}
