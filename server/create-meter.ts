import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";
import type { Meter } from "../core/meter.ts";
import type { Store } from "../core/store/store.ts";
import type { Clock } from "../core/ports.ts";
import type { AnswerTools } from "./answer.ts";

/** The part of the store that is watched. */
export interface OutboxView {
  readonly outbox: Pick<Store["outbox"], "lag">;
}

/** What operators can ask for, and where it is counted. */
export interface Metrics {
  readonly meter: Meter;
  readonly measured: AnswerTools["measured"];
  /** Says how far the outbox lags, at each asking. */
  watchOutbox(store: OutboxView, clock: Clock): void;
  /** In Prometheus's text format 0.0.4. */
  text(): Promise<string>;
  readonly type: string;
}

/** From a warm read to a slow upload. */
const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Makes the counters, each with labels from short fixed lists. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const http = new Histogram({
    name: "redress_http_request_seconds",
    help: "How long HTTP answers took, by route",
    labelNames: ["method", "route", "status"] as const,
    buckets: SECONDS,
    registers,
  });
  const turns = new Histogram({
    name: "redress_turn_seconds",
    help: "How long turns took, by channel and how they ended",
    labelNames: ["channel", "outcome"] as const,
    buckets: SECONDS,
    registers,
  });
  const deliveries = new Counter({
    name: "redress_deliveries_total",
    help: "Attempts to send, by channel, result and what the matter was",
    labelNames: ["channel", "result", "trouble"] as const,
    registers,
  });
  const refused = new Counter({
    name: "redress_refused_inputs_total",
    help: "Inputs that were refused or ignored, by door and reason",
    labelNames: ["door", "reason"] as const,
    registers,
  });
  const throttled = new Counter({
    name: "redress_throttled_total",
    help: "Tries that were held back",
    labelNames: ["what"] as const,
    registers,
  });
  return {
    meter: {
      turn: (channel, outcome, seconds) => turns.observe({ channel, outcome }, seconds),
      delivery: (channel, result, trouble) => deliveries.inc({ channel, result, trouble: trouble ?? "none" }),
      refusedInput: (door, reason) => refused.inc({ door, reason }),
      throttled: (what) => throttled.inc({ what }),
    },
    measured: ({ method, route, status, seconds }) => http.observe({ method, route, status: String(status) }, seconds),
    watchOutbox: (store, clock) => watchOutbox(registry, store, clock),
    text: () => registry.metrics(),
    type: registry.contentType,
  };
}

/** Two gauges that each look for themselves: the registry asks all of them at once, and one would show what the other saw last time. */
function watchOutbox(registry: Registry, view: OutboxView, clock: Clock): void {
  const registers = [registry];
  new Gauge({
    name: "redress_outbox_waiting",
    help: "Messages that wait to be sent",
    registers,
    async collect() {
      this.set((await lagNow(view, clock)).waiting);
    },
  });
  new Gauge({
    name: "redress_outbox_lag_seconds",
    help: "How long the oldest due message has waited",
    registers,
    async collect() {
      this.set((await lagNow(view, clock)).seconds);
    },
  });
}

/** Not a number while the database does not answer: one thing that cannot be known must not hide all the others. */
async function lagNow(
  { outbox }: OutboxView,
  clock: Clock,
): Promise<{ readonly waiting: number; readonly seconds: number }> {
  try {
    return await outbox.lag(clock.now());
  } catch {
    return { waiting: Number.NaN, seconds: Number.NaN };
  }
}
