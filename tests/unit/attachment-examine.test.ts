import { readFile } from "node:fs/promises";
import { describe, expect, it } from "@jest/globals";
import sharp from "sharp";
import type { StoredFile } from "../../core/attachment/attachment.ts";
import { examine } from "../../core/attachment/examine.ts";
import { maxFileBytes } from "../../core/attachment/file-rules.ts";
import { systemPorts } from "../../core/system.ts";
import { memoryFileStore } from "../support/memory-file-store.ts";

const now = new Date("2026-11-22T10:00:00Z");
const { random } = systemPorts();
const picture = (name: string) => readFile(new URL(`../fixtures/pictures/${name}`, import.meta.url));

async function kept(bytes: Uint8Array, scan?: (bytes: Uint8Array) => Promise<boolean>) {
  const files = memoryFileStore();
  const result = await examine(bytes, now, { files, random, scan });
  return { files, result };
}

function stored(result: StoredFile | string): StoredFile {
  if (typeof result === "string") throw new Error(`refused: ${result}`);
  return result;
}

describe("examining a picture", () => {
  it.each([
    ["gps.jpg", { width: 240, height: 320 }],
    // In HEIC the container turns the picture, and the EXIF orientation has no say.
    ["gps.heic", { width: 320, height: 240 }],
  ])("makes %s anew, upright and without its metadata", async (name, size) => {
    const { files, result } = await kept(await picture(name));
    const file = stored(result);
    const clean = await files.get(file.cleanKey);
    expect(file.type).toBe("image/jpeg");
    const metadata = await sharp(clean).metadata();
    expect({ width: metadata.width, height: metadata.height }).toEqual(size);
    expect(metadata.exif).toBeUndefined();
    expect(Buffer.from(clean ?? []).includes("Canary")).toBe(false);
  });

  it("seals the original byte for byte, with its hash", async () => {
    const bytes = await picture("gps.jpg");
    const { files, result } = await kept(bytes);
    const file = stored(result);
    expect(Buffer.from((await files.get(file.originalKey)) ?? []).equals(bytes)).toBe(true);
    expect(file.originalSha256).toMatch(/^[0-9a-f]{64}$/u);
    expect(file.originalSha256).not.toBe(file.cleanSha256);
  });

  it("drops what was hidden behind the picture's end", async () => {
    const bytes = Buffer.concat([await picture("gps.jpg"), Buffer.from("<script>hidden</script>")]);
    const { files, result } = await kept(bytes);
    expect(Buffer.from((await files.get(stored(result).cleanKey)) ?? []).includes("hidden")).toBe(false);
  });

  it("makes a small thumbnail", async () => {
    const { files, result } = await kept(await picture("gps.jpg"));
    const metadata = await sharp(await files.get(stored(result).thumbnailKey ?? "")).metadata();
    expect(Math.max(metadata.width, metadata.height)).toBeLessThanOrEqual(320);
    expect(metadata.format).toBe("webp");
  });

  it("keeps PNG as PNG, with its transparency", async () => {
    const png = await sharp({
      create: { width: 8, height: 8, channels: 4, background: { r: 1, g: 2, b: 3, alpha: 0.5 } },
    })
      .png()
      .toBuffer();
    const { files, result } = await kept(png);
    const file = stored(result);
    expect(file.type).toBe("image/png");
    expect((await sharp(await files.get(file.cleanKey)).metadata()).hasAlpha).toBe(true);
  });

  it("refuses a picture with more than forty million pixels without decoding it", async () => {
    const huge = await sharp({
      create: { width: 8_000, height: 5_001, channels: 3, background: "white" },
      limitInputPixels: false,
    })
      .png()
      .toBuffer();
    expect((await kept(huge)).result).toBe("too_many_pixels");
  });

  it("goes on with everything else while a HEIC picture is decoded", async () => {
    const bytes = await picture("gps.heic");
    let turns = 0;
    const beat = setInterval(() => (turns += 1), 1);
    await kept(bytes);
    clearInterval(beat);
    expect(turns).toBeGreaterThan(10);
  });

  it.each(["gps.jpg", "gps.heic"])("refuses %s when it is cut off, and keeps nothing", async (name) => {
    const bytes = await picture(name);
    const { files, result } = await kept(bytes.subarray(0, Math.floor(bytes.length / 2)));
    expect(result).toBe("broken");
    expect(files.keys()).toEqual([]);
  });
});

describe("examining other files", () => {
  it("keeps a PDF byte for byte, for download only", async () => {
    const bytes = Buffer.from("%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF");
    const { result } = await kept(bytes);
    const file = stored(result);
    expect(file).toMatchObject({ type: "application/pdf", bytes: bytes.length });
    expect(file.cleanKey).toBe(file.originalKey);
    expect(file.thumbnailKey).toBeUndefined();
  });

  it("keeps plain text in any script", async () => {
    expect(stored((await kept(Buffer.from("رزین سفت رسید\r\nLot 7"))).result).type).toBe("text/plain");
  });

  it.each([
    ["a program", Buffer.from("MZ\u0090\u0000\u0003\u0000\u0000\u0000", "latin1")],
    ["an archive", Buffer.from("504b0304140000000000000000000000000000000000000000000000", "hex")],
    ["a GIF", Buffer.from("R0lGODlhAQABAAAAACwAAAAAAQABAAA=", "base64")],
    ["bytes without a form", Buffer.from([0, 1, 2, 3, 255, 254])],
    ["text with a NUL", Buffer.from("abc\u0000def")],
  ])("refuses %s whatever it is called", async (_what, bytes) => {
    expect((await kept(bytes)).result).toBe("kind_not_allowed");
  });

  it("refuses an empty file as broken", async () => {
    expect((await kept(new Uint8Array())).result).toBe("broken");
  });

  it("refuses what is larger than the limit", async () => {
    expect((await kept(new Uint8Array(maxFileBytes + 1))).result).toBe("too_large");
  });

  it("refuses what the scanner finds infected, and keeps nothing", async () => {
    const { files, result } = await kept(Buffer.from("harmless words"), () => Promise.resolve(true));
    expect(result).toBe("infected");
    expect(files.keys()).toEqual([]);
  });

  it("lets nothing pass while the scanner does not answer", async () => {
    await expect(kept(Buffer.from("words"), () => Promise.reject(new Error("down")))).rejects.toThrow("down");
  });
});
