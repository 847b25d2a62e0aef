import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { z } from "zod";
import { countsSchema } from "../../desk/schemas/counts-schema.ts";
import { queueNames } from "../../desk/schemas/queue-names.ts";
import { openDeskBench } from "../support/desk-bench.ts";
import type { DeskBench, DeskClient } from "../support/desk-bench.ts";
import { openDeskWork } from "../support/desk-work.ts";
import type { DeskWork } from "../support/desk-work.ts";

let bench: DeskBench;
let work: DeskWork;
let manager: DeskClient;

const listed = z.object({ rows: z.array(z.object({ id: z.string(), excerpt: z.string() })) });

beforeEach(async () => {
  bench = await openDeskBench();
  manager = await bench.as("complaints_manager");
  work = await openDeskWork(bench, manager);
});
afterEach(async () => bench.close());

describe("the numbers beside the queues", () => {
  it("are as many as each queue lists, at any moment", async () => {
    await work.file(manager);
    bench.world.ports.advance(60_000);
    await work.file(manager);
    for (const days of [0, 1, 10]) {
      bench.world.ports.advance(days * 24 * 3_600_000);
      const agent = await bench.as("complaints_manager", `after ${String(days)}`);
      const { complaints } = countsSchema.parse((await agent.get("/api/v1/counts")).body);
      for (const queue of queueNames) {
        const { rows } = listed.parse((await agent.get(`/api/v1/complaints?queue=${queue}`)).body);
        expect([days, queue, rows.length]).toEqual([days, queue, complaints[queue]]);
      }
      expect(complaints.open).toBe(2);
      expect(complaints.overdue).toBe(days === 10 ? 2 : 0);
    }
  });
});

describe("searching", () => {
  it("finds Persian words however they were typed, and keeps what was asked for nowhere", async () => {
    const filing = work.filing();
    const matter = { ...(filing as { matter: object }).matter, description: "رزین کیفیت خوبی ندارد، سفارش ۱۲۳۴" };
    await manager.send("POST", "/api/v1/complaints", { ...filing, matter });
    await work.file(manager);
    const query = encodeURIComponent("كيفيت 1234");
    const { rows } = listed.parse((await manager.get(`/api/v1/search?q=${query}`)).body);
    expect(rows.map(({ excerpt }) => excerpt)).toEqual([expect.stringContaining("رزین")]);
    const { rows: lines } = await bench.world.store.audit.list({ limit: 100 });
    expect(lines.find(({ action }) => action === "complaint.search")?.facts).toEqual({ count: 1 });
    expect(JSON.stringify(lines)).not.toContain("1234");
  });

  it("asks for words", async () => {
    expect((await manager.get("/api/v1/search?q=%20")).status).toBe(400);
  });
});

describe("preferences", () => {
  it("are one's own, and changed one by one", async () => {
    await manager.send("PATCH", "/api/v1/me/preferences", { keys: { "list.next": "ArrowDown" } });
    const filters = [{ name: "Fresh", query: "queue=open" }];
    const after = await manager.send("PATCH", "/api/v1/me/preferences", { filters });
    expect(after.body).toEqual({ keys: { "list.next": "ArrowDown" }, filters });
    expect((await manager.get("/api/v1/me/preferences")).body).toEqual(after.body);
    const other = await bench.as("agent");
    expect((await other.get("/api/v1/me/preferences")).body).toEqual({});
  });

  it("hold nothing but what is known", async () => {
    expect((await manager.send("PATCH", "/api/v1/me/preferences", { sendBy: "shouting" })).status).toBe(400);
    const after = await manager.send("PATCH", "/api/v1/me/preferences", { anything: "else" });
    expect(after.body).toEqual({});
  });
});

describe("presence", () => {
  it("is told in the name of whoever is signed in, and of nobody else", async () => {
    const heard: unknown[] = [];
    const stop = await bench.world.store.listen((news) => {
      if (news.kind === "presence") heard.push(news.presence);
    });
    const about = { kind: "complaint", id: "0192f0c1-7e3a-7000-8000-000000000001" };
    const told = { about, doing: "looking", who: { kind: "customer" } };
    expect((await manager.send("POST", "/api/v1/presence", told)).status).toBe(204);
    await stop();
    expect(heard).toEqual([{ about, doing: "looking", who: { kind: "agent", agentId: manager.agent.id } }]);
  });
});
