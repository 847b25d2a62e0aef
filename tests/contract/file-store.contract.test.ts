import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import S3rver from "s3rver";
import type { FileStore } from "../../core/attachment/attachment.ts";
import { diskFileStore } from "../../core/attachment/disk-file-store.ts";
import { newFileKey } from "../../core/attachment/file-key.ts";
import { s3FileStore } from "../../core/attachment/s3-file-store.ts";
import { systemPorts } from "../../core/system.ts";
import { memoryFileStore } from "../support/memory-file-store.ts";

const { random } = systemPorts();
let folder = "";
let server: S3rver | undefined;
let endpoint = "";
const stores = new Map<string, FileStore>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "files-"));
  server = new S3rver({
    address: "127.0.0.1",
    port: 0,
    silent: true,
    directory: join(folder, "s3"),
    configureBuckets: [{ name: "complaints", configs: [] }],
  });
  const { port } = await server.run();
  endpoint = `http://127.0.0.1:${String(port)}`;
  stores.set("memory", memoryFileStore());
  stores.set("disk", diskFileStore(join(folder, "disk")));
  stores.set(
    "s3",
    s3FileStore({
      endpoint,
      bucket: "complaints",
      region: "us-east-1",
      pathStyle: true,
      accessKeyId: "S3RVER",
      secretAccessKey: "S3RVER",
    }),
  );
});

afterAll(async () => {
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

function storeOf(name: string): FileStore {
  const store = stores.get(name);
  if (store === undefined) throw new Error(`no store ${name}`);
  return store;
}

describe.each(["memory", "disk", "s3"])("the %s file store", (name) => {
  it("gives back exactly the bytes that were put", async () => {
    const key = newFileKey("original", random);
    const bytes = random.bytes(300_000);
    await storeOf(name).put(key, bytes, "image/jpeg");
    expect(Buffer.from((await storeOf(name).get(key)) ?? []).equals(Buffer.from(bytes))).toBe(true);
  });

  it("replaces what was put under the same key", async () => {
    const key = newFileKey("clean", random);
    await storeOf(name).put(key, Buffer.from("first"), "text/plain");
    await storeOf(name).put(key, Buffer.from("second"), "text/plain");
    expect(Buffer.from((await storeOf(name).get(key)) ?? []).toString()).toBe("second");
  });

  it("knows nothing of a key that was never put, or was deleted", async () => {
    const key = newFileKey("staged", random);
    await expect(storeOf(name).get(key)).resolves.toBeUndefined();
    await storeOf(name).put(key, Buffer.from("x"), "text/plain");
    await storeOf(name).delete(key);
    await storeOf(name).delete(key);
    await expect(storeOf(name).get(key)).resolves.toBeUndefined();
  });

  it.each(["../secret", "/etc/passwd", "a//b", "A", "", "a/../b", "x".repeat(300)])(
    "refuses the key %j",
    async (key) => {
      await expect((async () => storeOf(name).get(key))()).rejects.toThrow("file-key");
    },
  );

  it("says that it can be used", async () => {
    await expect(storeOf(name).check()).resolves.toBeUndefined();
  });
});

describe("the disk file store", () => {
  it("leaves no unfinished file behind", async () => {
    const store = diskFileStore(join(folder, "tidy"));
    await store.put("original/ab/abcd", Buffer.from("whole"), "text/plain");
    expect(await readdir(join(folder, "tidy", "original", "ab"))).toEqual(["abcd"]);
  });
});

describe("the s3 file store", () => {
  it("says so when the storage does not answer", async () => {
    const store = s3FileStore({
      endpoint: "http://127.0.0.1:9",
      bucket: "complaints",
      region: "us-east-1",
      pathStyle: true,
      accessKeyId: "a",
      secretAccessKey: "b",
    });
    await expect(store.check()).rejects.toThrow("files-unavailable");
  });

  it("says so when the bucket is not there", async () => {
    const place = {
      bucket: "elsewhere",
      region: "us-east-1",
      pathStyle: true,
      accessKeyId: "S3RVER",
      secretAccessKey: "S3RVER",
    };
    const store = s3FileStore({ ...place, endpoint });
    await expect(store.check()).rejects.toThrow("files-unavailable");
  });
});
