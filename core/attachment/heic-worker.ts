import { parentPort, workerData } from "node:worker_threads";
import decodeHeic from "heic-decode";
import { z } from "zod";
import { maxPixels } from "./file-rules.ts";

/** The thread in which one HEIC picture is decoded: posts its pixels, or `too_many_pixels`; ends with an error where it is broken. */
const bytes = z.instanceof(Uint8Array).parse(workerData);
const [first] = await decodeHeic.all({ buffer: bytes });
if (first === undefined) throw new Error("no picture inside");
if (first.width * first.height > maxPixels) {
  parentPort?.postMessage("too_many_pixels");
} else {
  parentPort?.postMessage(await first.decode());
}
