import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { z } from "zod";

/** The pixels of a picture: red, green, blue and opacity, eight bits each. What comes from a thread may be of another realm's class. */
const pixels = z.object({
  width: z.number(),
  height: z.number(),
  data: z.custom<Uint8ClampedArray>((value) => ArrayBuffer.isView(value)),
});

export type HeicPixels = z.infer<typeof pixels>;

/** A 40-megapixel picture takes about 5 s on a slow core; what takes much longer was made to take for ever. */
const limitMs = 30_000;

/**
 * Decodes the first picture of a HEIC file. The decoder is compiled from C and never pauses, so that it runs in a thread of its own: chats go on
 * meanwhile, its memory is freed with the thread, and a file that keeps it busy is given up. Rejects where the file is broken.
 */
export async function decodeHeic(bytes: Uint8Array): Promise<HeicPixels | "too_many_pixels"> {
  const worker = new Worker(new URL("./heic-worker.ts", import.meta.url), { workerData: bytes, env: {} });
  try {
    const [answer] = z
      .array(z.unknown())
      .parse(await once(worker, "message", { signal: AbortSignal.timeout(limitMs) }));
    return answer === "too_many_pixels" ? answer : pixels.parse(answer);
  } finally {
    await worker.terminate();
  }
}
