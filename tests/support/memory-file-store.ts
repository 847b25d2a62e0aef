import type { FileStore } from "../../core/attachment/attachment.ts";
import { checkKey } from "../../core/attachment/file-key.ts";

/** Files in memory, for tests that want to look at them. */
export interface MemoryFileStore extends FileStore {
  readonly keys: () => readonly string[];
}

export function memoryFileStore(): MemoryFileStore {
  const files = new Map<string, Uint8Array>();
  return {
    put: (key, bytes) => {
      files.set(checkKey(key), bytes.slice());
      return Promise.resolve();
    },
    get: (key) => Promise.resolve(files.get(checkKey(key))),
    delete: (key) => {
      files.delete(checkKey(key));
      return Promise.resolve();
    },
    check: () => Promise.resolve(),
    keys: () => [...files.keys()].toSorted(),
  };
}
