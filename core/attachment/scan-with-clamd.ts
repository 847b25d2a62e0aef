import { Readable } from "node:stream";
import NodeClam from "clamscan";
import { Fault } from "../errors.ts";
import type { Scan } from "./examine.ts";

/** Asks clamd at `host:port` about each file. Made lazily at the first file, so that a scanner that starts later is no trouble. */
export function scanWithClamd(host: string, port: number): Scan {
  let ready: Promise<NodeClam> | undefined;
  return async (bytes) => {
    try {
      ready ??= new NodeClam().init({ clamdscan: { host, port, timeout: 30_000, localFallback: false } });
      const clam = await ready;
      const { isInfected } = await clam.scanStream(Readable.from([Buffer.from(bytes)]));
      if (isInfected === null) throw new Error("no verdict");
      return isInfected;
    } catch (error) {
      ready = undefined;
      throw new Fault("scanner-unavailable", "the virus scanner does not answer", error);
    }
  };
}
