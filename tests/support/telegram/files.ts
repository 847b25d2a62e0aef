import { badRequest } from "./wire.ts";
import type { Json } from "./wire.ts";

/** The largest file that a bot may fetch: https://core.telegram.org/bots/api#getfile */
const maxDownload = 20_000_000;

interface Kept {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** What the platform says of its size; a file too large to make up may claim one. */
  readonly size: number;
}

/** Files that people sent to the bot. */
export interface FakeFiles {
  /** Keeps bytes and gives their `file_id`; `size` claims another size than they have. */
  readonly keep: (bytes: Uint8Array, name: string, size?: number) => string;
  /** `getFile`: throws what Telegram answers for a file that cannot be had. */
  readonly describe: (fileId: unknown) => Json;
  /** The bytes at a path that `getFile` gave. */
  readonly at: (path: string) => Uint8Array | undefined;
  /** From now on the file cannot be had, as after an hour or so. */
  readonly forget: (fileId: string) => void;
  readonly lastId: () => string;
}

export function createFiles(): FakeFiles {
  const kept = new Map<string, Kept>();
  let count = 0;
  const idOf = (place: number): string => `AgACAgQAAxkBAAI${String(place).padStart(8, "0")}`;
  return {
    keep: (bytes, name, size) => {
      count += 1;
      const extension = /\.[a-z0-9]{1,5}$/iu.exec(name)?.[0] ?? "";
      kept.set(idOf(count), { path: `documents/file_${count}${extension}`, bytes, size: size ?? bytes.length });
      return idOf(count);
    },
    describe: (fileId) => {
      const file = kept.get(String(fileId));
      if (file === undefined) throw badRequest("wrong file_id or the file is temporarily unavailable");
      if (file.size > maxDownload) throw badRequest("file is too big");
      return {
        file_id: String(fileId),
        file_unique_id: String(fileId).slice(-10),
        file_size: file.size,
        file_path: file.path,
      };
    },
    at: (path) => [...kept.values()].find((file) => file.path === path)?.bytes,
    forget: (fileId) => void kept.delete(fileId),
    lastId: () => idOf(count),
  };
}
