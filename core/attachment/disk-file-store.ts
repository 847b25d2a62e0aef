import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Fault, hasCode } from "../errors.ts";
import type { FileStore } from "./attachment.ts";
import { checkKey } from "./file-key.ts";

/** Keeps files below `folder`. A file appears whole or not at all, also when the process is killed while writing. */
export function diskFileStore(folder: string): FileStore {
  const pathOf = (key: string): string => join(folder, ...checkKey(key).split("/"));
  return {
    put: async (key, bytes) => {
      const path = pathOf(key);
      await troubled("write", async () => {
        await mkdir(dirname(path), { recursive: true });
        const unfinished = `${path}.part`;
        await writeFile(unfinished, bytes, { flush: true, mode: 0o600 });
        await rename(unfinished, path);
      });
    },
    get: async (key) => {
      const path = pathOf(key);
      return troubled("read", () => readIfThere(path));
    },
    delete: async (key) => {
      const path = pathOf(key);
      await troubled("delete", () => rm(path, { force: true }));
    },
    check: async () => {
      await troubled("write", () => mkdir(folder, { recursive: true }));
    },
  };
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

async function troubled<Value>(verb: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw new Fault("files-unavailable", `the folder for files cannot be used to ${verb}`, error);
  }
}
