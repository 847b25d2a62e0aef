import { describe, expect, test } from "@jest/globals";
import { readFileSync } from "node:fs";
import { z } from "zod";

const versions = z.record(z.string(), z.string());
const manifest = z
  .object({
    dependencies: versions,
    devDependencies: versions,
    optionalDependencies: versions,
    allowScripts: z.record(z.string(), z.boolean()),
  })
  .parse(read("package.json"));
const lock = z
  .object({
    packages: z.record(
      z.string(),
      z.object({ hasInstallScript: z.boolean().optional(), optionalDependencies: versions.optional() }),
    ),
  })
  .parse(read("package-lock.json"));

describe("the toolchain", () => {
  test("runs on the Node of the lock file, where there is one for the machine", () => {
    const locked = manifest.optionalDependencies[`node-${process.platform}-${process.arch}`];
    expect(process.versions.node).toBe(locked ?? process.versions.node);
    expect(Number(process.versions.node.split(".")[0])).toBeGreaterThanOrEqual(22);
  });

  test("has an exact version of every dependency", () => {
    const { dependencies, devDependencies, optionalDependencies } = manifest;
    const all = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
    expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/u.test(version))).toEqual([]);
  });

  test("has the packages of every platform in the lock file, or npm ci refuses it", () => {
    const locked = new Set(Object.keys(lock.packages).map(nameOf));
    const wanted = Object.values(lock.packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
    expect(wanted.filter((name) => !locked.has(name))).toEqual([]);
  });

  test("says of every install script whether it may run", () => {
    const scripted = Object.entries(lock.packages).filter(([path, { hasInstallScript }]) => path && hasInstallScript);
    const names = scripted.map(([path]) => nameOf(path));
    expect(names.filter((name) => !(name in manifest.allowScripts))).toEqual([]);
    expect(Object.keys(manifest.allowScripts).filter((name) => !names.includes(name))).toEqual([]);
  });
});

/** The package that is installed at `path` of the lock file. */
function nameOf(path: string): string {
  return path.replace(/^.*node_modules\//u, "");
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), "utf8"));
}
