import { createHash, timingSafeEqual } from "node:crypto";
import type { FileStore } from "../core/attachment/attachment.ts";
import { Fault } from "../core/errors.ts";
import { json } from "../core/http/respond.ts";
import type { HttpRequest, HttpResponse, Route } from "../core/http/route.ts";
import type { Log } from "../core/log.ts";
import type { Clock } from "../core/ports.ts";
import type { Store } from "../core/store/store.ts";
import { isLoopbackAddress } from "./client-address.ts";
import type { Metrics, OutboxView } from "./create-meter.ts";
import { problemOfStatus } from "./problem.ts";

/** What operators' questions are answered from. */
export interface OperatorTools {
  readonly store: Pick<Store, "check"> & OutboxView;
  readonly files: Pick<FileStore, "check">;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly metricsToken: string | undefined;
  readonly log: Log;
  /** Whether the server is stopping: whoever balances load should send nobody here any more. */
  readonly isStopping: () => boolean;
}

/** A check that has not answered by then counts as failed: whoever asks has a limit of its own. */
const CHECK_MS = 3_000;

/** Minutes of lag at which something is wrong with sending, although the server can take messages in. */
const LAG_SECONDS = 300;

/** `/healthz`, `/readyz` and `/metrics`. */
export function operatorRoutes(tools: OperatorTools): readonly Route[] {
  return [
    route("/healthz", async () => json(200, { status: "alive" })),
    route("/readyz", () => readiness(tools)),
    route("/metrics", (request) => metrics(request, tools)),
  ];
}

function route(path: string, handle: Route["handle"]): Route {
  return { method: "GET", path, maxBodyBytes: 0, handle };
}

/** 200 where customers can be served; 503 with what is missing otherwise. A lagging outbox is told, and is no reason to send people away. */
async function readiness({ store, files, clock, log, isStopping }: OperatorTools): Promise<HttpResponse> {
  const [database, fileStore, outbox] = await Promise.all([
    outcome(log, "database", () => store.check()),
    outcome(log, "files", () => files.check()),
    outcome(log, "outbox", () => store.outbox.lag(clock.now())),
  ]);
  const isReady = database.ok && fileStore.ok && !isStopping();
  const lag = outbox.ok ? outbox.value : undefined;
  return json(isReady ? 200 : 503, {
    status: isReady ? "ready" : isStopping() ? "stopping" : "not_ready",
    // One check covers both: the database answers, and its migrations are those of this program.
    database: stateOf(database),
    files: stateOf(fileStore),
    outbox: lag === undefined ? { state: "unknown" } : { state: lag.seconds > LAG_SECONDS ? "lagging" : "ok", ...lag },
  });
}

type Outcome<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly code: string };

async function outcome<Value>(log: Log, what: string, check: () => Promise<Value>): Promise<Outcome<Value>> {
  const late = AbortSignal.timeout(CHECK_MS);
  const tooLate = new Promise<never>((_resolve, reject) => {
    late.addEventListener("abort", () => reject(new Fault("check-too-slow", `${what} does not answer`)), {
      once: true,
    });
  });
  try {
    return { ok: true, value: await Promise.race([check(), tooLate]) };
  } catch (fault) {
    log.warn({ what }, "a readiness check failed");
    return { ok: false, code: fault instanceof Fault ? fault.code : "unexpected" };
  }
}

function stateOf(result: Outcome<unknown>): object {
  return result.ok ? { state: "ok" } : { state: "failed", code: result.code };
}

/** For who has the token; without a token set, for this machine, and not through a proxy on it. */
async function metrics(request: HttpRequest, { metrics: kept, metricsToken }: OperatorTools): Promise<HttpResponse> {
  const isLocal = isLoopbackAddress(request.ip) && request.headers["x-forwarded-for"] === undefined;
  const isAllowed =
    metricsToken === undefined ? isLocal : isSame(request.headers.authorization ?? "", `Bearer ${metricsToken}`);
  // As if there were nothing: whoever may not see it need not know of it.
  if (!isAllowed) return { status: 404, problem: problemOfStatus(404) };
  return { status: 200, text: await kept.text(), headers: { "content-type": kept.type } };
}

function isSame(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
