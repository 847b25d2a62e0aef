import { readFile, readdir } from "node:fs/promises";
import { z } from "zod";
import type { Rows } from "../ledger/stored-rows.ts";

/** The kernel counts in hundredths of a second: `getconf CLK_TCK` on every Linux. */
const TICK_MS = 10;

/** What a process and its children, gone ones included, have used of the processors, in milliseconds; undefined where the system does not tell. */
export async function processorTime(pid: number): Promise<number | undefined> {
  const all = await processes();
  const own = all.get(pid);
  if (own === undefined) return undefined;
  const children = [...all.values()].filter(({ parent }) => parent === pid);
  return [own, ...children].reduce((sum, { ticks }) => sum + ticks, 0) * TICK_MS;
}

/** The process that PostgreSQL's others are children of. */
export async function postmasterPid(rows: Rows): Promise<number> {
  const [row] = await rows("SELECT current_setting('data_directory') AS folder");
  const { folder } = z.object({ folder: z.string() }).parse(row);
  return Number((await readFile(`${folder}/postmaster.pid`, "utf8")).split("\n")[0]);
}

interface Process {
  readonly parent: number;
  readonly ticks: number;
}

async function processes(): Promise<ReadonlyMap<number, Process>> {
  const names = await readdir("/proc").catch(() => []);
  const found = new Map<number, Process>();
  for (const name of names.filter((each) => /^\d+$/u.test(each))) {
    // A process may have gone meanwhile.
    const stat = await readFile(`/proc/${name}/stat`, "utf8").catch(() => undefined);
    if (stat !== undefined) found.set(Number(name), processOf(stat));
  }
  return found;
}

/** proc(5): the fields after the name, which stands in brackets; 4 is the parent, 14 to 17 the time of the process and of children that are gone. */
function processOf(stat: string): Process {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return { parent: Number(fields[1]), ticks };
}
