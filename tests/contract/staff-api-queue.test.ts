import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { openDeskBench } from "../support/desk-bench.ts";
import type { DeskBench, DeskClient } from "../support/desk-bench.ts";
import { openDeskWork } from "../support/desk-work.ts";
import type { DeskWork } from "../support/desk-work.ts";

let bench: DeskBench;
let work: DeskWork;
let manager: DeskClient;

beforeEach(async () => {
  bench = await openDeskBench();
  manager = await bench.as("complaints_manager");
  work = await openDeskWork(bench, manager);
});
afterEach(async () => bench.close());

const filing = (more?: object) => work.filing(more);
const file = () => work.file(manager);

describe("the queue", () => {
  it("goes by due date with filters, a page at a time, each complaint once", async () => {
    const ids = new Set<string>();
    for (let count = 0; count < 7; count += 1) {
      ids.add(await file());
      bench.world.ports.advance(60_000);
    }
    const seen: string[] = [];
    let next: string | undefined;
    do {
      const page = await manager.get(
        `/api/v1/complaints?limit=3&status=received,under_evaluation${next === undefined ? "" : `&after=${encodeURIComponent(next)}`}`,
      );
      const rows = page.body["rows"] as { id: string; dueAt: string }[];
      expect(rows.map(({ dueAt }) => dueAt)).toEqual(rows.map(({ dueAt }) => dueAt).toSorted());
      seen.push(...rows.map(({ id }) => id));
      next = page.body["next"] as string | undefined;
    } while (next !== undefined);
    expect(seen).toHaveLength(7);
    expect(new Set(seen)).toEqual(ids);
    const none = await manager.get("/api/v1/complaints?safety=true");
    expect(none.body["rows"]).toEqual([]);
    expect((await manager.get("/api/v1/complaints?overdue=true&evaluator=nobody")).body["rows"]).toEqual([]);
    bench.world.ports.advance(10 * 24 * 3_600_000);
    const later = await bench.as("agent");
    expect((await later.get("/api/v1/complaints?overdue=true")).body["rows"]).toHaveLength(7);
  });
});

describe("filing twice", () => {
  it("files once under one key, and gives the same answer again", async () => {
    const key = { "idempotency-key": "4711" };
    const same = filing();
    const answers = await Promise.all([1, 2, 3].map(() => manager.send("POST", "/api/v1/complaints", same, key)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ body }) => body["id"])).size).toBe(1);
    const other = await bench.as("agent");
    expect((await other.send("POST", "/api/v1/complaints", filing(), key)).body["id"]).not.toBe(answers[0]?.body["id"]);
    expect((await manager.get("/api/v1/complaints")).body["rows"]).toHaveLength(2);
  });

  it("is refused on another process, which does not know what came of it", async () => {
    const rival = await openDeskBench({}, { store: bench.world.store });
    await manager.send("POST", "/api/v1/complaints", filing(), { "idempotency-key": "4711" });
    const elsewhere = await fetch(`${rival.http.url}/api/v1/complaints`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${manager.token}`,
        "idempotency-key": "4711",
      },
      body: JSON.stringify(filing()),
    });
    expect(await elsewhere.json()).toMatchObject({ status: 409, key: "staff.filed_before" });
    await rival.close();
  });

  it("leaves the key free when nothing was filed", async () => {
    const key = { "idempotency-key": "4712" };
    expect(
      (
        await manager.send(
          "POST",
          "/api/v1/complaints",
          filing({ matter: { category: "no.such", description: "x" } }),
          key,
        )
      ).status,
    ).toBe(409);
    expect((await manager.send("POST", "/api/v1/complaints", filing(), key)).status).toBe(201);
  });
});
