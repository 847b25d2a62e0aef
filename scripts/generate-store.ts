/**
 * Writes the Prisma client of prisma/schema.prisma to core/store/generated. Prisma's command line would first download
 * its schema engine, which generating does not use: an existing program that does nothing stands in for it.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const prisma = join(dirname(createRequire(import.meta.url).resolve("prisma/package.json")), "build", "index.js");
const idleProgram = ["/bin/true", "/usr/bin/true"].find((path) => existsSync(path)) ?? process.execPath;

const { status, stdout, stderr, error } = spawnSync(
  process.execPath,
  [prisma, "generate", "--no-hints", "--schema", "prisma/schema.prisma"],
  {
    cwd: root,
    encoding: "utf8",
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: idleProgram,
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
      CHECKPOINT_DISABLE: "1",
    },
  },
);
if (status !== 0) {
  process.stderr.write(`${stdout}${stderr}${error?.message ?? ""}\n`);
  process.exitCode = 1;
}
