import { describe, expect, it } from "@jest/globals";
import { Fault } from "../../core/errors.ts";
import { createMetrics } from "../../server/create-meter.ts";
import { operatorRoutes } from "../../server/operator-routes.ts";
import type { OperatorTools } from "../../server/operator-routes.ts";
import { captureLog } from "../support/captured-log.ts";
import { openHttpBench } from "../support/http-bench.ts";

const healthy: OperatorTools = {
  store: {
    check: () => Promise.resolve(),
    outbox: { lag: () => Promise.resolve({ seconds: 2, waiting: 3 }) },
  },
  files: { check: () => Promise.resolve() },
  clock: { now: () => new Date("2026-12-01T07:00:00Z") },
  metrics: createMetrics(),
  metricsToken: undefined,
  log: captureLog().log,
  isStopping: () => false,
};

describe("what operators ask", () => {
  const ask = async (
    path: string,
    tools: Partial<OperatorTools> = {},
    headers: Record<string, string> = {},
    trustProxy: string[] = [],
  ) => {
    const whole = { ...healthy, ...tools };
    const bench = await openHttpBench(operatorRoutes(whole), { measured: whole.metrics.measured, trustProxy });
    const answer = await fetch(bench.url + path, { headers });
    const told = { status: answer.status, type: answer.headers.get("content-type"), text: await answer.text() };
    await bench.close();
    return told;
  };

  it("is answered while the process lives, whatever else does not", async () => {
    const down = { check: () => Promise.reject(new Fault("store-unavailable", "gone")) };
    expect((await ask("/healthz", { files: down })).status).toBe(200);
  });

  it("is whether customers can be served, with what is missing", async () => {
    expect(JSON.parse((await ask("/readyz")).text)).toEqual({
      status: "ready",
      database: { state: "ok" },
      files: { state: "ok" },
      outbox: { state: "ok", seconds: 2, waiting: 3 },
    });
    const store = { ...healthy.store, check: () => Promise.reject(new Fault("store-unavailable", "at canary-host")) };
    const down = await ask("/readyz", { store });
    expect(down.status).toBe(503);
    expect(JSON.parse(down.text)).toMatchObject({
      status: "not_ready",
      database: { state: "failed", code: "store-unavailable" },
    });
    expect(down.text).not.toContain("canary-host");
  });

  it("names a migration that is missing and a lag that is long, and says no while the server stops", async () => {
    const behind = { ...healthy.store, check: () => Promise.reject(new Fault("migration-missing", "…")) };
    expect(JSON.parse((await ask("/readyz", { store: behind })).text)).toMatchObject({
      database: { code: "migration-missing" },
    });
    const late = {
      ...healthy.store,
      outbox: { lag: () => Promise.resolve({ seconds: 301, waiting: 9 }) },
    };
    const lagging = await ask("/readyz", { store: late });
    expect([lagging.status, JSON.parse(lagging.text)]).toMatchObject([200, { outbox: { state: "lagging" } }]);
    expect((await ask("/readyz", { isStopping: () => true })).status).toBe(503);
  });

  it("counts on while the database does not answer, and says that the lag is not known", async () => {
    const metrics = createMetrics();
    const gone = { outbox: { lag: () => Promise.reject(new Fault("store-unavailable", "gone")) } };
    metrics.watchOutbox(gone, healthy.clock);
    metrics.meter.turn("telegram", "store_down", 0.01);
    const { status, text } = await ask("/metrics", { metrics });
    expect(status).toBe(200);
    expect(text).toContain('redress_turn_seconds_count{channel="telegram",outcome="store_down"} 1');
    expect(text).toMatch(/^redress_outbox_lag_seconds nan$/imu);
  });

  it("counts answers by route, and tells nobody elsewhere", async () => {
    const metrics = createMetrics();
    metrics.watchOutbox(healthy.store, healthy.clock);
    metrics.meter.turn("webchat", "answered", 0.01);
    metrics.meter.delivery("sms", "sent");
    metrics.meter.refusedInput("http", "too_deep");
    metrics.meter.throttled("sign_in");
    metrics.measured({ method: "GET", route: "/x/:id", status: 200, seconds: 0.01 });
    const { status, type, text } = await ask("/metrics", { metrics });
    expect(status).toBe(200);
    expect(type).toContain("text/plain; version=0.0.4");
    for (const line of [
      'redress_http_request_seconds_count{method="GET",route="/x/:id",status="200"} 1',
      'redress_turn_seconds_count{channel="webchat",outcome="answered"} 1',
      'redress_deliveries_total{channel="sms",result="sent",trouble="none"} 1',
      'redress_refused_inputs_total{door="http",reason="too_deep"} 1',
      'redress_throttled_total{what="sign_in"} 1',
      "redress_outbox_waiting 3",
      "redress_outbox_lag_seconds 2",
      "process_cpu_seconds_total",
    ]) {
      expect(text).toContain(line);
    }
    expect((await ask("/metrics", {}, { "x-forwarded-for": "203.0.113.9" })).status).toBe(404);
    expect((await ask("/metrics", {}, { "x-forwarded-for": "203.0.113.9" }, ["loopback"])).status).toBe(404);
  });

  it("asks for the token where one is set", async () => {
    const metricsToken = "a-long-random-text";
    expect((await ask("/metrics", { metricsToken })).status).toBe(404);
    expect((await ask("/metrics", { metricsToken }, { authorization: "Bearer wrong" })).status).toBe(404);
    expect((await ask("/metrics", { metricsToken }, { authorization: `Bearer ${metricsToken}` })).status).toBe(200);
  });
});
