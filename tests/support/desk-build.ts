import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The agents' app as `npm run build:desk` makes it, in a folder of its own. */
export interface BuiltDesk {
  readonly folder: string;
  readonly remove: () => Promise<void>;
}

/** Builds the app anew from what stands in the working tree; `DESK_BUILT` names a folder that has it already. */
export async function buildDesk(): Promise<BuiltDesk> {
  const built = process.env["DESK_BUILT"];
  if (built !== undefined) return { folder: built, remove: () => Promise.resolve() };
  const folder = await mkdtemp(join(tmpdir(), "redress-desk-"));
  const vite = join(root, "node_modules/vite/bin/vite.js");
  const config = join(root, "desk/app/vite.config.ts");
  await promisify(execFile)(
    process.execPath,
    [vite, "build", "--config", config, "--outDir", folder, "--emptyOutDir", "--logLevel", "error"],
    { cwd: root },
  );
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
