import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The widget's script as `npm run build:widget` makes it, built anew from what stands in the working tree. */
export async function buildWidget(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "redress-widget-"));
  try {
    const vite = join(root, "node_modules/vite/bin/vite.js");
    const config = join(root, "site/widget/vite.config.ts");
    await promisify(execFile)(process.execPath, [vite, "build", "--config", config, "--outDir", folder], { cwd: root });
    return await readFile(join(folder, "widget.js"), "utf8");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
