import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { streamEndpoints } from "../../desk/endpoints/stream.ts";
import { routeOf } from "../../desk/carry-out-endpoint.ts";
import { openNewsHub } from "../../desk/news-hub.ts";
import { openDeskBench } from "../support/desk-bench.ts";
import type { DeskBench, DeskClient } from "../support/desk-bench.ts";
import { openHttpBench } from "../support/http-bench.ts";
import { openDeskWork } from "../support/desk-work.ts";

/** The events of a stream, as they come. */
interface Following {
  readonly status: number;
  readonly until: (words: string) => Promise<string>;
  readonly ended: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

async function follow(url: string, client: DeskClient, headers: Record<string, string> = {}): Promise<Following> {
  const aborter = new AbortController();
  const answer = await fetch(`${url}/api/v1/stream`, {
    headers: { authorization: `Bearer ${client.token}`, ...headers },
    signal: aborter.signal,
  });
  const reader = answer.body?.getReader();
  let heard = "";
  const next = async (): Promise<boolean> => {
    const chunk = await reader?.read();
    heard += new TextDecoder().decode(chunk?.value);
    return chunk?.done === false;
  };
  return {
    status: answer.status,
    until: async (words) => {
      while (!heard.includes(words) && (await next()));
      expect(heard).toContain(words);
      return heard;
    },
    ended: async () => {
      while (await next());
    },
    stop: async () => {
      aborter.abort();
      await reader?.cancel().catch(() => undefined);
    },
  };
}

describe("the live stream of changes", () => {
  let bench: DeskBench;
  let agent: DeskClient;
  beforeEach(async () => {
    bench = await openDeskBench();
    agent = await bench.as("agent");
  });
  afterEach(async () => bench.close());

  it("tells kinds and ids of what changed, and no words", async () => {
    const following = await follow(bench.http.url, agent);
    await following.until("retry: 3000");
    const work = await openDeskWork(bench, agent);
    const id = await work.file(agent, { matter: undefined, ...work.filing() });
    const heard = await following.until(`data: {"id":"${id}"}`);
    expect(heard).toContain("event: complaint\n");
    expect(heard).not.toContain("resin");
    await following.stop();
  });

  it("asks whoever comes back to load anew, whatever they last heard", async () => {
    for (const last of ["7", "nonsense", "-1"]) {
      const following = await follow(bench.http.url, agent, { "last-event-id": last });
      await following.until("event: reload");
      await following.stop();
    }
  });

  it("ends when the server stops, well within its ten seconds", async () => {
    const following = await follow(bench.http.url, agent);
    await following.until("retry");
    const started = performance.now();
    await Promise.all([bench.http.close(8_000), following.ended()]);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it("ends when the session does, and holds back one person's twenty-first", async () => {
    const hub = await openNewsHub(bench.world.store);
    const routes = streamEndpoints(bench.tools, hub, 20).map((endpoint) => routeOf(endpoint, bench.tools));
    const quick = await openHttpBench(routes, { sayIn: bench.tools.sayIn });
    const all = await Promise.all(Array.from({ length: 20 }, () => follow(quick.url, agent)));
    expect((await follow(quick.url, agent)).status).toBe(429);
    await all[0]?.until(": still here");
    expect((await agent.send("POST", "/api/v1/sign-out")).status).toBe(204);
    await Promise.all(all.map((one) => one.ended()));
    await quick.close();
    await hub.stop();
  });
});
