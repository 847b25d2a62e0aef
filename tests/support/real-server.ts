import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "../../core/config.ts";
import { startServer } from "../../server/start.ts";
import { captureLog } from "./captured-log.ts";
import { freePort } from "./free-port.ts";
import { freshDatabase } from "./postgres.ts";

export const ADMIN = { email: "first@example.org", password: "a stone in the river" } as const;

/** What operators configure in production, with secrets that a test can look for. */
export const PUBLIC_URL = "https://complaints.example.org";
export const SECRETS = {
  SECRET_KEY: "b7Qx2nVt9LsKw4Zr8Yc3Hm6Jp1Dg5FaE0uTiRoPk",
  DIRECT_LINE_SECRET: "k3Vn8Zq2Ws6Xr9Ty1Ub5Ic7Oe4Pd0Lf-Hg_Jm",
  METRICS_TOKEN: "m2Nb5Vc8Xz1Lk4Jh7",
  ADMIN_PASSWORD: ADMIN.password,
} as const;

/** The whole product in this process, on a PostgreSQL database of its own, set up as in production. */
export interface RealServer {
  /** Where it really listens; the world believes it to be at `PUBLIC_URL`. */
  readonly url: string;
  readonly directLine: string;
  readonly databaseUrl: string;
  /** Everything that was logged, at level debug. */
  readonly written: () => string;
  /** The address at which the test reaches what the product says is at `PUBLIC_URL`. */
  readonly local: (address: string) => string;
  readonly close: () => Promise<void>;
}

/** Starts it; `environment` is added to what it is set up with. */
export async function openRealServer(environment: Readonly<Record<string, string>> = {}): Promise<RealServer> {
  const folder = await mkdtemp(join(tmpdir(), "redress-real-"));
  const databaseUrl = await freshDatabase();
  const port = await freePort();
  const config = readConfig({
    NODE_ENV: "production",
    HOST: "127.0.0.1",
    PORT: String(port),
    PUBLIC_URL,
    DATABASE_URL: databaseUrl,
    DATA_DIR: folder,
    LOG_LEVEL: "debug",
    ADMIN_EMAIL: ADMIN.email,
    WEBCHAT_POSTS_PER_MINUTE: "100000",
    ...SECRETS,
    ...environment,
  });
  const log = captureLog();
  const server = await startServer(config, log.log);
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    directLine: `${url}/v3/directline`,
    databaseUrl,
    written: log.written,
    local: (address) => address.replace(/^(?:https|wss):\/\/complaints\.example\.org/u, url),
    close: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
