import { createHttpServer } from "../../server/http.ts";
import type { HttpOptions } from "../../server/http.ts";
import type { Route } from "../../core/http/route.ts";
import { silentMeter } from "../../core/meter.ts";
import { captureLog } from "./captured-log.ts";
import type { CapturedLog } from "./captured-log.ts";

/** A real server on a free loopback port, with everything that it logs. */
export interface HttpBench {
  readonly url: string;
  readonly port: number;
  readonly log: CapturedLog;
  readonly close: (graceMs?: number) => Promise<void>;
}

let count = 0;

/** Starts a server of `routes` on 127.0.0.1. */
export async function openHttpBench(routes: readonly Route[], options: Partial<HttpOptions> = {}): Promise<HttpBench> {
  const log = captureLog();
  const server = createHttpServer({
    routes,
    sockets: [],
    log: log.log,
    meter: silentMeter,
    ids: { uuid: () => `id-${String((count += 1))}` },
    sayIn: (language) => (key) => `${language}: ${key}`,
    isHttps: false,
    trustProxy: [],
    measured: () => undefined,
    ...options,
  });
  const port = await server.listen(0, "127.0.0.1");
  return { url: `http://127.0.0.1:${String(port)}`, port, log, close: (graceMs = 2_000) => server.close(graceMs) };
}
